"""Lays marked-up rows out on a grid, where what a merged cell says stands wherever it covers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.documents.columns import Cells, is_number
from rag.documents.grid import clean_cell
from rag.documents.marked import Cell, MarkedRow
from rag.errors import TooLarge

_MAX_COLUMNS = 1000
_MAX_ROWS = 65_536
MAX_AREA = 2_000_000
_MIN_GROUP_SPAN = 3


@dataclass(frozen=True, slots=True)
class Laid:
    """A row on the grid: ``own`` has each cell's text once, ``full`` wherever it holds. ``free``:
    the columns under a cell of this row that covers several. ``whole``: one cell over all."""

    own: Cells
    full: Cells
    free: frozenset[int]
    whole: bool
    row: MarkedRow


def table_width(rows: Sequence[MarkedRow]) -> int:
    """How many columns with words a table has."""
    return max((len(row.full) for row in laid_out(rows)), default=0)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell in columns ``start`` up to ``end``; ``own`` is false below its first row."""

    start: int
    end: int
    text: str
    own: bool


def laid_out(rows: Sequence[MarkedRow]) -> list[Laid]:
    """The rows with words on the columns with words, in order. Raises: TooLarge."""
    check_rows(len(rows))
    placed = _placed(_levelled_spans(rows))
    kept = sorted({cell.start for cells in placed for cell in cells if cell.text})
    if len(kept) * len(rows) > MAX_AREA:
        raise _too_large()
    return [
        _laid(cells, kept, row)
        for cells, row in zip(placed, rows, strict=True)
        if any(cell.own and cell.text for cell in cells)
    ]


def check_rows(n: int) -> None:
    """Refuse a table of so many rows, before the work of reading them. Raises: TooLarge."""
    if n > _MAX_ROWS:
        raise _too_large()


def _too_large() -> TooLarge:
    return TooLarge("has a table that is too large.", mend="Split the table.")


def _levelled_spans(rows: Sequence[MarkedRow]) -> list[tuple[Cell, ...]]:
    """Cells by row; where all rows have as many cells, only their borders are out of line, and
    what they span means nothing."""
    counts = {len(row.cells) for row in rows if len(row.cells) > 1}
    if len(counts) != 1 or any(cell.rows > 1 for row in rows for cell in row.cells):
        return [row.cells for row in rows]
    width = counts.pop()
    return [
        tuple(cell if cell.columns == 1 else replace(cell, columns=1) for cell in row.cells)
        if len(row.cells) == width
        else (replace(row.cells[0], columns=width),)
        if row.cells and row.cells[0].columns > 1
        else row.cells
        for row in rows
    ]


def _placed(rows: Sequence[tuple[Cell, ...]]) -> list[list[_Placed]]:
    """The cells of every row with those that reach into it from above, from left to right."""
    placed: list[list[_Placed]] = []
    hanging: list[tuple[_Placed, int]] = []
    for cells in rows:
        row: list[_Placed] = [cell for cell, _ in hanging]
        taken = {column for cell in row for column in range(cell.start, cell.end)}
        longer = [(cell, n - 1) for cell, n in hanging if n > 1]
        column = 0
        for cell in cells:
            while column in taken:
                column += 1
            end = min(column + max(cell.columns, 1), _MAX_COLUMNS)
            if end <= column:
                raise _too_large()
            text = clean_cell(cell.text)
            own = not cell.above
            if cell.above:
                text = next((c.text for c in placed[-1] if c.start == column), "") if placed else ""
            row.append(_Placed(column, end, text, own))
            if cell.rows > 1:
                longer.append((_Placed(column, end, text, own=False), cell.rows - 1))
            column = end
        placed.append(sorted(row, key=lambda cell: cell.start))
        hanging = longer
    return placed


def _laid(cells: Sequence[_Placed], kept: Sequence[int], row: MarkedRow) -> Laid:
    """A row on the columns where any row has words; a column without them is no column."""
    own, full = [""] * len(kept), [""] * len(kept)
    free: set[int] = set()
    for cell in cells:
        start, end = bisect_left(kept, cell.start), bisect_left(kept, cell.end)
        if start == end:
            continue
        full[start:end] = [cell.text] * (end - start)
        own[start] = cell.text if cell.own else ""
        if cell.own and end - start > 1:
            free.update(range(start, end))
    return Laid(tuple(own), tuple(full), frozenset(free), _is_whole(own, free), row)


def _is_whole(own: Sequence[str], free: set[int]) -> bool:
    """One cell over the whole width, or a number and one cell over all the rest."""
    if len(own) == 1:
        return True
    if not any(character.isalpha() for text in own for character in text):
        return False
    rest = len(own) - 1
    words = [i for i, text in enumerate(own) if text]
    if len(free) == len(own) and words == [0]:
        return True
    numbered = words == [0, 1] and is_number(own[0].rstrip("."))
    return numbered and rest >= _MIN_GROUP_SPAN and free == set(range(1, len(own)))
