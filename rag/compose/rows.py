"""Says a table row in words."""

from __future__ import annotations

from rag.types import Row

MAX_CELL_CHARACTERS = 220
"""A longer cell is a comment; it is cut at a word, the citation holds it whole."""


def say_row(row: Row) -> str:
    """«Name: column cell, column cell». The cell that names the row comes first; numbering and
    empty cells are left out; a cell without a column name stands alone.
    """
    label, rest = _label(row)
    said = [_say_cell(row, i) for i in rest]
    words = "; ".join(part for part in said if part)
    name = _cut(row.cells[label]) if label is not None else ""
    if name and words:
        return f"{name}: {words}"
    return name or words


def _label(row: Row) -> tuple[int | None, list[int]]:
    for i, cell in enumerate(row.cells):
        if sum(character.isalpha() for character in cell) >= 3:
            # What stands before the name is its number in the list.
            return i, list(range(i + 1, len(row.cells)))
    return None, list(range(len(row.cells)))


def _say_cell(row: Row, i: int) -> str:
    cell = _cut(row.cells[i])
    if not any(character.isalnum() for character in cell):
        return ""
    column = " ".join(row.header[i].split()) if row.header else ""
    return f"{column} – {cell}" if column else cell


def _cut(cell: str) -> str:
    words = " ".join(cell.split())
    if len(words) <= MAX_CELL_CHARACTERS:
        return words
    return words[:MAX_CELL_CHARACTERS].rsplit(" ", 1)[0] + " …"
