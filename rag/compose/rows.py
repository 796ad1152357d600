"""Says a table row in words."""

from __future__ import annotations

import re

from rag.types import Row

MAX_CELL_CHARACTERS = 160
"""A longer cell is a comment. It is left out where the row has values; its sentences are
evidence of their own, and the citation holds it whole."""
_UNIT_COLUMN = re.compile(r"өлшем|бірлі|единиц|ед\.\s?изм|\bunit", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d[\d\s]*(?:[.,]\d+)?")


def say_row(row: Row) -> str:
    """«Name: column – value unit; column – value unit».

    The cell that names the row comes first; numbering, empty cells and comments are left out;
    the unit, when a column of its own gives it, stands behind each number.
    """
    label, rest = _label(row)
    unit = _unit(row)
    said = [_say_cell(row, i, unit) for i in rest if not _is_unit_column(row, i)]
    words = "; ".join(part for part in said if part)
    name = _cut(row.cells[label]) if label is not None else ""
    if name and not words:
        words = "; ".join(_cut(row.cells[i]) for i in rest if _says_something(row.cells[i]))
    if name and words:
        return f"{name.rstrip(':')}: {words}"
    return name or words


def row_label(row: Row) -> str:
    """The cell that names the row, '' when there is none."""
    label, _ = _label(row)
    return "" if label is None else " ".join(row.cells[label].split())


def _label(row: Row) -> tuple[int | None, list[int]]:
    for i, cell in enumerate(row.cells):
        named = sum(character.isalpha() for character in cell) >= 2
        if named and not _is_unit_column(row, i):
            # What stands before the name is its number in the list.
            return i, list(range(i + 1, len(row.cells)))
    return None, list(range(len(row.cells)))


def _is_unit_column(row: Row, i: int) -> bool:
    return bool(row.header) and bool(_UNIT_COLUMN.search(row.header[i]))


def _unit(row: Row) -> str:
    units = [row.cells[i] for i in range(len(row.cells)) if _is_unit_column(row, i)]
    return " ".join(units[0].split()).rstrip(".") if units else ""


def _say_cell(row: Row, i: int, unit: str) -> str:
    cell = " ".join(row.cells[i].split())
    if not _says_something(cell) or len(cell) > MAX_CELL_CHARACTERS:
        return ""
    if unit and _NUMBER.fullmatch(cell):
        cell = f"{cell} {unit}"
    column = " ".join(row.header[i].split()) if row.header else ""
    return f"{column} – {cell}" if column else cell


def _says_something(cell: str) -> bool:
    return any(character.isalnum() for character in cell)


def _cut(cell: str) -> str:
    words = " ".join(cell.split())
    if len(words) <= MAX_CELL_CHARACTERS:
        return words
    return words[:MAX_CELL_CHARACTERS].rsplit(" ", 1)[0] + " …"
