"""Works a claim's result out again, from the documents themselves."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.text.analyse import analyse
from rag.text.frames import frame_terms, without_frames
from rag.text.numbers import find_numbers, written_value
from rag.types import Citation, Claim, Computation, Document, Operand, Paragraph
from rag.verify.names import names_carried
from rag.verify.recount import counted_words, is_recounted
from rag.verify.source import source_of

MIN_WORDS_CARRIED = 0.5
"""Share of a claim's words, Derek's own frame left out, that stand in what it cites, in the
headings above that, or in the document's title."""


def is_recomputed(
    claim: Claim, citations: Sequence[Citation], documents: Mapping[str, Document]
) -> bool:
    """Whether the result follows from the operands, and every figure said is one of theirs.

    Operands are read where they stand. Those of a sum or a difference must be cited, of the largest
    or smallest that one, of a count its first rows.
    """
    computation = claim.computation
    if computation is None or not citations:
        return False
    if computation.operation == "count":
        if not is_recounted(computation, citations, documents):
            return False
        tallies, words = counted_words(computation, documents)
        known = _figures_known(claim, computation, tallies, citations, words)
        return known and _carried(claim, citations, words)
    values = [_value(operand, documents) for operand in computation.operands]
    numbers = [value for value in values if value is not None]
    if not numbers or len(numbers) != len(values):
        return False
    follows = _follows(computation, numbers) and _cited(computation, citations)
    # «(сравнено строк: 4)»
    counted = () if computation.operation in ("sum", "difference") else (float(len(numbers)),)
    known = follows and _figures_known(claim, computation, (*numbers, *counted), citations)
    return known and _carried(claim, citations)


def _follows(computation: Computation, numbers: Sequence[float]) -> bool:
    first = numbers[0]
    results = {
        "sum": sum(numbers),
        "difference": first - sum(numbers[1:]),
        "most": max(numbers),
        "least": min(numbers),
    }
    result = results[computation.operation]
    ends = computation.operation not in ("most", "least") or first == result
    return ends and math.isclose(result, computation.value, rel_tol=1e-9, abs_tol=1e-9)


def _cited(computation: Computation, citations: Sequence[Citation]) -> bool:
    places = {(c.document_id, c.paragraph_id) for c in citations}
    needed = computation.operands
    if computation.operation in ("most", "least"):
        needed = needed[:1]
    return all((o.document_id, o.paragraph_id) in places for o in needed)


def _figures_known(
    claim: Claim,
    computation: Computation,
    numbers: Sequence[float],
    citations: Sequence[Citation],
    more: str = "",
) -> bool:
    source = "\n".join([more, *(_words(citation) for citation in citations)])
    written = {number.written for number in find_numbers(source)}
    known = [*numbers, computation.value]
    for number in find_numbers(claim.text):
        if number.written in written:
            continue
        readings = (number.value, written_value(number))
        if not any(
            r is not None and math.isclose(r, k, rel_tol=1e-9) for r in readings for k in known
        ):
            return False
    return True


def _carried(claim: Claim, citations: Sequence[Citation], more: str = "") -> bool:
    said = {token.term: token for token in analyse(claim.text) if not token.surface[0].isdigit()}
    own = [token for term, token in said.items() if term not in frame_terms()]
    around = analyse("\n".join([more, *(_words(citation) for citation in citations)]))
    terms = {token.term for token in around}
    weak = {key for token in around for key in token.weak}
    carried = sum(t.term in terms or any(key in weak for key in t.weak) for t in own)
    source = source_of(citations)
    # «Паспорт Абайского района»: the title alone may say whose all the figures are.
    titles = (citation.document_title for citation in citations)
    source = replace(source, around=(*source.around, *titles))
    named = names_carried(without_frames(claim.text), source)
    return named and (not own or carried / len(own) >= MIN_WORDS_CARRIED)


def _words(citation: Citation) -> str:
    row = citation.row
    cells = () if row is None else (*row.header, *row.cells, row.table)
    return "\n".join((citation.quote, *cells, *citation.section, citation.document_title))


def _value(operand: Operand, documents: Mapping[str, Document]) -> float | None:
    """The number at an operand's place, None when there is none there."""
    document = documents.get(operand.document_id)
    source = None if document is None else _paragraph(operand, document)
    if document is None or source is None:
        return None
    if operand.column is None:
        text = document.text[operand.start : operand.end]
    elif source.row is not None and operand.column < len(source.row.cells):
        text = source.row.cells[operand.column].strip()
    else:
        return None
    numbers = find_numbers(text.lstrip("-−"))
    return None if not numbers else numbers[0].value * (-1 if text[:1] in ("-", "−") else 1)


def _paragraph(operand: Operand, document: Document) -> Paragraph | None:
    for source in document.paragraphs:
        inside = source.start <= operand.start < operand.end <= source.end
        if source.id == operand.paragraph_id and inside:
            return source
    return None
