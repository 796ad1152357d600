"""Drawn tables with their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rag.documents.formats.pdf.joins import cell_text
from rag.documents.formats.pdf.ruled import Box, Grid
from rag.documents.formats.pdf.sheet import TextLine, Word
from rag.documents.lines import flat
from rag.documents.spans import Cell, MarkedRow, MarkedTable
from rag.text.normalise import normalise_text


def filled_table(
    grid: Grid, lines: Sequence[TextLine], page: int, known: frozenset[str]
) -> MarkedTable:
    """The table that a grid and the lines in it make."""
    in_box: dict[int, list[list[Word]]] = defaultdict(list)
    for line in lines:
        by_box: dict[int, list[Word]] = defaultdict(list)
        for word in line.words:
            index = next((i for i, box in enumerate(grid.boxes) if box.holds(word)), None)
            if index is None:
                index = _nearest(grid.boxes, word)
            by_box[index].append(word)
        for index, words in by_box.items():
            in_box[index].append(words)
    rows: list[list[Cell]] = [[] for _ in range(grid.n_rows)]
    bold: list[bool] = [True] * grid.n_rows
    for i, box in enumerate(grid.boxes):
        own = [TextLine(tuple(words)) for words in in_box[i]]
        text = cell_text(own, _inner_right(box, own), known)
        shown = "\n".join(flat(normalise_text(part)) for part in text.split("\n"))
        rows[box.row].append(Cell(shown, box.columns, box.rows))
        bold[box.row] = bold[box.row] and all(line.bold for line in own)
    marked = (
        MarkedRow(tuple(row), strong=bold[i] and any(c.text for c in row))
        for i, row in enumerate(rows)
    )
    return MarkedTable(tuple(marked), page=page)


def row_table(rows: Sequence[Sequence[TextLine | None]], page: int) -> MarkedTable:
    """The table whose rows are lines, their cells parted by open space."""
    marked = (
        MarkedRow(
            tuple(Cell(flat(normalise_text(cell.text)) if cell else "") for cell in row),
            strong=all(cell.bold for cell in row if cell),
        )
        for row in rows
    )
    return MarkedTable(tuple(marked), page=page)


def without_repeated_head(table: MarkedTable, before: MarkedTable) -> MarkedTable:
    """A table without the rows at its top that repeat those at the top of the one before."""
    n = 0
    for row, first in zip(table.rows, before.rows, strict=False):
        if [flat(c.text) for c in row.cells] != [flat(c.text) for c in first.cells]:
            break
        n += 1
    return table if n == len(table.rows) else MarkedTable(table.rows[n:], page=table.page)


def _inner_right(box: Box, lines: Sequence[TextLine]) -> float:
    """The right edge of a cell less the room that is left free on its left."""
    room = min((line.x0 for line in lines), default=box.x0) - box.x0
    return box.x1 - max(room, 0.0)


def _nearest(boxes: Sequence[Box], word: Word) -> int:
    x, y = (word.x0 + word.x1) / 2, word.baseline - 0.25 * word.size

    def distance(i: int) -> float:
        box = boxes[i]
        return max(box.x0 - x, 0, x - box.x1) + max(box.y0 - y, 0, y - box.y1)

    return min(range(len(boxes)), key=distance)
