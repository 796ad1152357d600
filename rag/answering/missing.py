"""Says which parts of a question an answer leaves open."""

from __future__ import annotations

from collections.abc import Iterator

from rag.answering.written import Order, Written
from rag.compose.phrases import unanswered
from rag.text.markers import remove_markers
from rag.types import Evidence
from rag.verify.gate import disarm
from rag.verify.verdict import render_answer

MOST_CHARACTERS = 700
"""Of a whole answer, as API.md allows."""
MOST_QUOTED = 100
"""Of one part: enough to tell which it is."""


def note_missing(order: Order, written: Written) -> str:
    """A sentence of our own in the answer's language that names the parts without an answer.

    Empty when nothing was answered at all, when nothing is missing, and when there is no room left.
    It claims nothing about the documents, so that it has no citation.
    """
    if not written.claims or not order.parts:
        return ""
    missing = tuple(_missing(order, written))
    note = unanswered(missing, order.language) if missing else ""
    room = MOST_CHARACTERS - len(render_answer(written.claims)) - 1
    return note if len(note) <= room else ""


def _missing(order: Order, written: Written) -> Iterator[str]:
    """The words of each part for which nothing was found, or nothing of what was found is shown."""
    shown = {(cited.document_id, cited.paragraph_id) for cited in written.citations}
    for part, ranked in zip(order.query.parts, order.parts, strict=True):
        if not any(_place(item) in shown for item in ranked):
            yield _quoted(part.asking or part.text)


def _place(item: Evidence) -> tuple[str, str]:
    document = item.hit.document
    return document.id, document.paragraphs[item.unit.paragraph].id


def _quoted(words: str) -> str:
    """The part as it can be shown: the asker's words, with nothing that a client would act on."""
    plain = disarm(remove_markers(words)).strip(" ?.,")
    if len(plain) <= MOST_QUOTED:
        return plain
    return f"{plain[:MOST_QUOTED].rsplit(' ', 1)[0]} …"
