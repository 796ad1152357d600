"""Rows of a rich text, whose cells only say where they end, to tables with spans."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from rag.documents.frames import Part, cell_text, is_strong_cell, table_or_frame
from rag.documents.marked import Cell, MarkedRow, MarkedTable
from rag.documents.spangrid import check_rows

# Borders less than that apart are one: twentieths of a point, 1.5 mm.
_SAME_EDGE = 85
_INDENT = 300
_MAX_EDGES = 1000


@dataclass(frozen=True, slots=True)
class CellLook:
    """A cell as it is announced: its right border; whether it only continues the cell on its left
    or above."""

    edge: int
    of_left: bool = False
    of_above: bool = False


@dataclass(slots=True)
class RowLook:
    """A row as it is announced before or after its cells."""

    left: int = 0
    head: bool = False
    cells: list[CellLook] = field(default_factory=list)
    _of_left: bool = False
    _of_above: bool = False

    def say(self, word: str) -> None:
        """Take what is said of the next cell."""
        self._of_left = self._of_left or word == "clmrg"
        self._of_above = self._of_above or word == "clvmrg"

    def end_cell(self, edge: int) -> None:
        """Take the right border of a cell."""
        self.cells.append(CellLook(edge, self._of_left, self._of_above))
        self._of_left = self._of_above = False


@dataclass(frozen=True, slots=True)
class _Row:
    look: RowLook
    cells: list[list[Part]]


@dataclass(slots=True)
class OpenTable:
    """A table that is being read: its rows, the cells of the row that is not done, and what
    stands in the cell that is not done."""

    rows: list[_Row] = field(default_factory=list)
    cells: list[list[Part]] = field(default_factory=list)
    inside: list[Part] = field(default_factory=list)

    def end_cell(self) -> None:
        """All that was read since the cell before is one cell."""
        self.cells.append(self.inside)
        self.inside = []

    def end_row(self, look: RowLook) -> None:
        """All cells since the row before are one row."""
        if any(isinstance(part, MarkedTable) or part.text for part in self.inside):
            self.end_cell()
        self.inside = []
        if self.cells:
            check_rows(len(self.rows))
            self.rows.append(_Row(look, self.cells))
            self.cells = []

    def parts(self) -> list[Part]:
        """The table with what hangs on it, or what stands in it when it is only a frame."""
        self.end_row(RowLook())
        edges = _edges(self.rows)
        rows = tuple(_marked(row, edges) for row in self.rows)
        inside = [part for row in self.rows for cell in row.cells for part in cell]
        return table_or_frame(MarkedTable(rows), inside)


def _edges(rows: Sequence[_Row]) -> list[int]:
    """Where columns end, from left to right, the left border of the table first."""
    left = min((row.look.left for row in rows), default=0)
    found = {left} | {cell.edge for row in rows for cell in row.look.cells}
    found |= {row.look.left for row in rows if row.look.left - left > _INDENT}
    edges: list[int] = []
    for edge in sorted(found):
        if not edges or edge - edges[-1] > _SAME_EDGE:
            edges.append(edge)
    return edges[:_MAX_EDGES]


def _marked(row: _Row, edges: Sequence[int]) -> MarkedRow:
    looks = row.look.cells
    cells: list[Cell] = []
    place = _column(edges, row.look.left) if row.look.left - edges[0] > _INDENT else 0
    if place:
        cells.append(Cell("", columns=place))
    for i, parts in enumerate(row.cells):
        look = looks[i] if i < len(looks) else None
        end = max(_column(edges, look.edge), place + 1) if look else place + 1
        columns, place = end - place, end
        if look and look.of_left and cells:
            cells[-1] = Cell(cells[-1].text, cells[-1].columns + columns, above=cells[-1].above)
        else:
            above = look is not None and look.of_above
            cells.append(Cell("" if above else cell_text(parts), columns, above=above))
    filled = [parts for parts in row.cells if cell_text(parts)]
    strong = bool(filled) and all(map(is_strong_cell, filled))
    return MarkedRow(tuple(cells), head=row.look.head, strong=strong)


def _column(edges: Sequence[int], edge: int) -> int:
    """How many columns end at or left of a border."""
    return bisect_left(edges, edge - _SAME_EDGE)
