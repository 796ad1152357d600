"""Counts the rows of a table again that an answer says meet some conditions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rag.text.cells import is_total, row_meets
from rag.types import Citation, Computation, Document, Paragraph, Row


def is_recounted(
    computation: Computation, citations: Sequence[Citation], documents: Mapping[str, Document]
) -> bool:
    """Whether just the counted rows of their table meet the conditions, and what is cited is among
    them."""
    if not computation.operands:
        return False
    counted = [operand.paragraph_id for operand in computation.operands]
    document = documents.get(computation.operands[0].document_id)
    if document is None or any(o.document_id != document.id for o in computation.operands):
        return False
    first = next((p.row for p in document.paragraphs if p.id == counted[0]), None)
    if first is None:
        return False
    meeting = {
        paragraph.id
        for paragraph in document.paragraphs
        if paragraph.row is not None
        and _same_table(paragraph.row, first)
        and _meets(document, paragraph, paragraph.row, computation)
    }
    cited = {citation.paragraph_id for citation in citations}
    whole = len(counted) == len(set(counted)) == computation.value
    return whole and meeting == set(counted) and cited <= meeting


def counted_words(
    computation: Computation, documents: Mapping[str, Document]
) -> tuple[tuple[float, ...], str]:
    """How often each cell that was looked at stands in the counted rows, and all their words."""
    ids = {operand.paragraph_id for operand in computation.operands}
    document = documents[computation.operands[0].document_id]
    rows = [p.row for p in document.paragraphs if p.id in ids and p.row is not None]
    tallies = [
        float(n)
        for condition in computation.conditions
        if not condition.heading
        for n in Counter(" ".join(row.cells[condition.column].split()) for row in rows).values()
    ]
    return tuple(tallies), "\n".join(cell for row in rows for cell in (*row.header, *row.cells))


def _same_table(row: Row, other: Row) -> bool:
    return row.table == other.table and row.header == other.header


def _meets(document: Document, paragraph: Paragraph, row: Row, computation: Computation) -> bool:
    words = (cell for cell in row.cells if sum(character.isalpha() for character in cell) >= 2)
    path = document.sections[paragraph.section].path
    return not is_total(next(words, "")) and all(
        row_meets(row.cells, path, condition, paragraph.language)
        for condition in computation.conditions
    )
