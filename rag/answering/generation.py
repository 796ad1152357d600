"""Lets a language model write the answer, and shows of it what is verified."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.answering.stopwatch import Stopwatch
from rag.answering.written import Draft, Order, Writing, show_verified, written_by
from rag.compose.generative import Drafts, Ending
from rag.compose.sequel import odds
from rag.errors import AdapterError
from rag.ports import LanguageModel
from rag.types import Citation, Evidence
from rag.verify.gate import is_mere_prose
from rag.verify.grounds import relevant_parts
from rag.verify.support import JudgeWording
from rag.verify.verdict import Verified, render_answer

MARKER_BYTES = 8
MIN_RELEVANCE = 0.08
"""Odds of answering, as a share of the best evidence's, that a sentence of a document needs for
what a model writes to rest on it."""
MAX_CLAIMS = 5
MAX_CHARACTERS = 680
"""An answer is not a dump: API.md allows five citations and 700 characters with markers."""
_OUTCOMES: Mapping[Ending, str] = {
    "drafted": "nothing verified",
    "refused": "refused",
    "nothing": "nothing of use",
}


@dataclass(frozen=True, slots=True)
class Generation:
    """A language model, the seconds it has for one reply, and who judges its wording."""

    model: LanguageModel
    timeout_seconds: float
    judge: JudgeWording


def generate(generation: Generation, order: Order, watch: Stopwatch) -> Writing:
    """What the model wrote and could be verified.

    Where it fails, refuses or writes nothing of use, that stands in the notes; sentences that were
    shown before stay.
    """
    model = generation.model
    parts = relevant_parts(_relevance(order.ranked), MIN_RELEVANCE)
    verified = Verified(order.documents, generation.judge, parts, is_mere_prose)
    drafts = Drafts(
        model,
        order.query.text,
        order.ranked,
        order.language,
        secrets.token_hex(MARKER_BYTES),
        generation.timeout_seconds,
    )
    try:
        yield from show_verified(_within_bounds(drafts, verified), verified, watch)
        outcome = "written" if verified.claims else _OUTCOMES[drafts.ending]
    except AdapterError as error:
        outcome = f"{'cut short' if verified.claims else 'failed'}: {error.code}"
    return written_by(model.name, verified, {"model": model.name, "model_outcome": outcome})


def _within_bounds(drafts: Iterable[Draft], verified: Verified) -> Iterator[Draft]:
    """The drafts for which an answer still has room."""
    for claim, citations in drafts:
        if max(len(verified.claims), len(verified.citations)) >= MAX_CLAIMS:
            return
        if len(render_answer(verified.claims)) + len(claim.text) <= MAX_CHARACTERS:
            yield claim, citations


def _relevance(ranked: Sequence[Evidence]) -> Callable[[Citation], float]:
    """How a span's best evidence compares with the best of all, 0..1; 0 for a span without any."""
    best = max((odds(item) for item in ranked), default=1.0)
    places = [(i.hit.document.id, i.unit.start, i.unit.end, odds(i) / best) for i in ranked]

    def weigh(span: Citation) -> float:
        return max(
            (
                share
                for document, start, end, share in places
                if document == span.document_id and start < span.end and span.start < end
            ),
            default=0.0,
        )

    return weigh
