"""Writes an answer out of evidence: with a model where there is one, else by extraction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from rag.answering.events import Sentence
from rag.answering.generation import Generation, generate
from rag.answering.missing import note_missing
from rag.answering.stopwatch import Stopwatch
from rag.answering.written import Draft, Order, Writing, show_verified, written_by
from rag.compose.draft import in_full
from rag.compose.extractive import compose_answer
from rag.compose.orders import asks_only, orders_only
from rag.types import Citation, Claim, Query
from rag.verify.verdict import Verified

EXTRACTIVE = "extractive"


@dataclass(frozen=True, slots=True)
class AnswerWriter:
    """Writes with the model of ``generation``, and by extraction where there is none or where
    nothing that it wrote could be shown. Safe to use from several threads."""

    generation: Generation | None = None

    def write(self, order: Order, watch: Stopwatch) -> Writing:
        """A ``Sentence`` for each claim as soon as it is verified, one without citations for what
        the answer leaves open, then what was written."""
        written = yield from self._write(order, watch)
        note = note_missing(order, written)
        if note:
            yield Sentence(note, ())
        return replace(written, note=note)

    def _write(self, order: Order, watch: Stopwatch) -> Writing:
        if self.generation is None:
            return (yield from _extract(order, watch))
        generated = yield from generate(self.generation, order, watch)
        if generated.claims:
            return generated
        extracted = yield from _extract(order, watch)
        return replace(
            extracted,
            notes={**extracted.notes, **generated.notes},
            n_drafted=extracted.n_drafted + generated.n_drafted,
            n_unsupported=extracted.n_unsupported + generated.n_unsupported,
        )


def _extract(order: Order, watch: Stopwatch) -> Writing:
    verified = Verified(order.documents, allows=partial(_tells, order.query))
    with watch.stage("compose"):
        claims, citations = compose_answer(order.query, order.ranked, order.parts, order.language)
    yield from show_verified(_or_in_full(claims, citations, verified), verified, watch)
    return written_by(EXTRACTIVE, verified, {})


def _or_in_full(
    claims: Sequence[Claim], citations: Sequence[Citation], verified: Verified
) -> Iterator[Draft]:
    """The claims; behind one that was not admitted the whole of what it was cut out of.

    A part of a long sentence may say less than was left out of it takes back; the whole says what
    the document says.
    """
    for claim in claims:
        n_admitted = len(verified.claims)
        yield claim, citations
        whole = in_full(claim, citations) if len(verified.claims) == n_admitted else None
        if whole is not None:
            yield whole, citations


def _tells(query: Query, text: str) -> bool:
    """Whether extracted words may be told: they neither order nor ask what nobody asked about."""
    return bool(text) and not (orders_only(query, text) or asks_only(query, text))
