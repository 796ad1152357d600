"""Header rows of a table as they were drawn: names that cover several columns or rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """A cell of a header row with how many columns and rows it covers."""

    text: str
    columns: int = 1
    rows: int = 1


def merged_names(rows: Sequence[Sequence[str]]) -> list[list[Name]]:
    """The cells of each header row, without those that another one covers.

    A name covers the empty cells to its right that have parts below, as its own column has, and
    the empty ones below it. Rows of different lengths, or a single one, are as they are.
    """
    if len(rows) < 2 or len({len(row) for row in rows}) != 1:
        return [[Name(cell) for cell in row] for row in rows]
    covered: set[tuple[int, int]] = set()
    drawn: list[list[Name]] = []
    for r, row in enumerate(rows):
        names: list[Name] = []
        for c, cell in enumerate(row):
            if (r, c) in covered:
                continue
            name = _name(rows, r, c) if cell else Name("")
            covered |= {(r + i, c + j) for i in range(name.rows) for j in range(name.columns)}
            names.append(name)
        drawn.append(names)
    return drawn


def _name(rows: Sequence[Sequence[str]], r: int, c: int) -> Name:
    below = rows[r + 1 :]
    if not any(row[c] for row in below):
        return Name(rows[r][c], rows=1 + len(below))
    columns = 1
    while c + columns < len(rows[r]) and not rows[r][c + columns] and _has_part(below, c + columns):
        columns += 1
    return Name(rows[r][c], columns)


def _has_part(below: Sequence[Sequence[str]], column: int) -> bool:
    return any(row[column] for row in below)
