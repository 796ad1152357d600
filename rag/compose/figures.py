"""Finds the one figure of a sentence or row that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.compose.columns import asked_columns, column_roles, is_number
from rag.compose.matching import match, words_of
from rag.compose.measures import cell_unit
from rag.compose.rows import name_column
from rag.text.analyse import analyse
from rag.text.numbers import Number, find_numbers, written_value
from rag.types import AnswerKind, Document, Operand, Query

_UNIT_WORDS = re.compile(
    r" ((?:(?:тыс|млн|млрд|мың|тысяч|миллион|миллиард|thousand|million|billion)[^\W\d_]*\.? ?)?"
    r"(?:%|(?:тенге|теңге|тг|долл|человек|чел|адам|мест|орын|км|га|кв|куб|м|т|тонн|шт|ед|бірлік"
    r"|гектар|метр|дет|бала|people|km)[^\W\d_]*\.?)?)",
    re.IGNORECASE,
)
_KINDS: dict[AnswerKind, tuple[str, ...]] = {
    "money": ("money",),
    "share": ("percent",),
    "number": ("plain", "money"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a document. ``value`` is with its scale, ``amount`` as it is written, ``read`` as
    it is read at ``operand``; ``unit`` is scale and unit in the document's words, '' for none;
    ``measure`` is what it is a number of, None where that is not said."""

    value: float
    amount: float
    read: float
    written: str
    unit: str
    measure: str | None
    operand: Operand

    @property
    def said(self) -> str:
        """Number and unit."""
        return f"{self.written} {self.unit}".strip()


def find_figure(
    query: Query, document: Document, paragraph: int, start: int, end: int
) -> Figure | None:
    """The figure asked for in ``text[start:end]``, None when there is none or it is not clear."""
    source = document.paragraphs[paragraph]
    if source.row is not None and (start, end) == (source.start, source.end):
        columns = _figure_columns(query, document, paragraph)
        return cell_figure(document, paragraph, columns[0]) if len(columns) == 1 else None
    text = document.text[start:end]
    wanted = _KINDS.get(query.kind, ("plain", "money", "percent"))
    numbers = [number for number in find_numbers(text) if number.kind in wanted]
    number = _nearest(query, document, paragraph, text, numbers)
    if number is None:
        return None
    unit = _unit_behind(text, number)
    end = start + number.end + (len(unit) + 1 if unit else 0)
    place = Operand(document.id, source.id, start + number.start, end)
    return Figure(
        number.value, _amount(number), number.value, number.written, unit, number.unit, place
    )


def cell_figure(document: Document, paragraph: int, column: int) -> Figure | None:
    """The number in a cell of a row, None when the cell holds no number or more than one."""
    source = document.paragraphs[paragraph]
    if source.row is None or not is_number(source.row.cells[column]):
        return None
    cell = " ".join(source.row.cells[column].split())
    unit = cell_unit(source.row, column)
    numbers = find_numbers(f"{cell.lstrip('-−')} {unit}".strip())
    if not numbers:
        return None
    sign = -1 if cell[0] in "-−" else 1
    amount = sign * _amount(numbers[0])
    place = Operand(document.id, source.id, source.start, source.end, column)
    return Figure(sign * numbers[0].value, amount, amount, cell, unit, numbers[0].unit, place)


def _amount(number: Number) -> float:
    plain = written_value(number)
    return number.value if plain is None else plain


def _figure_columns(query: Query, document: Document, paragraph: int) -> list[int]:
    source = document.paragraphs[paragraph]
    row = source.row
    assert row is not None
    roles = column_roles(row)
    numeric = [
        i for i, cell in enumerate(row.cells) if is_number(cell) and roles[i] not in ("index",)
    ]
    asked = asked_columns(row, name_column(row), query, source.language)
    chosen = [i for i in numeric if i in asked] or numeric
    actual = [i for i in chosen if roles[i] == "actual"]
    return actual if len(chosen) > 1 and len(actual) == 1 else chosen


def _nearest(
    query: Query, document: Document, paragraph: int, text: str, numbers: Sequence[Number]
) -> Number | None:
    """The number that stands nearest to words of the question; the only one without looking."""
    if len(numbers) <= 1:
        return numbers[0] if numbers else None
    tokens = analyse(text, language=document.paragraphs[paragraph].language)
    named = [token.end for token in tokens if token.term in query.names]
    behind = [number for number in numbers if named and number.start >= named[-1]]
    if behind:
        # «… из Верхнего – 605 кубометров, из Нижнего – 611»: a figure follows its name.
        return behind[0]
    asked = words_of(query.text, query.language)
    places = [token.start for token in tokens if match(token, asked)]
    if not places:
        return None

    def distance(number: Number) -> tuple[int, int]:
        gaps = [p - number.end if p >= number.end else number.start - p for p in places]
        return sum(sorted(gaps)[:2]), number.start

    return min(numbers, key=distance)


def _unit_behind(text: str, number: Number) -> str:
    """The words right behind a number that say its scale and its unit, '' when there are none."""
    found = _UNIT_WORDS.match(text, number.end)
    return found[1].rstrip(". ") if found is not None else ""
