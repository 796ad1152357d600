"""Word tables to tables with spans, and those that only lay out a page to their contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.documents.formats.docx.styles import find_int, find_switch
from rag.documents.frames import Part, cell_text, is_strong_cell, table_or_frame
from rag.documents.marked import Cell, MarkedRow, MarkedTable
from rag.documents.xml_parts import Element, attribute, child


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell's properties and what stands in it, in order."""

    properties: Element | None
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row's properties and its cells."""

    properties: Element | None
    cells: list[ReadCell]


def read_table(rows: Sequence[ReadRow]) -> list[Part]:
    """A table with what hangs on it, or what stands in it when it is only a frame."""
    inside = [part for row in rows for cell in row.cells for part in cell.parts]
    return table_or_frame(MarkedTable(tuple(_row(row) for row in rows)), inside)


def _row(row: ReadRow) -> MarkedRow:
    skipped = find_int(attribute(child(row.properties, "gridBefore"), "val")) or 0
    before = [Cell("", columns=skipped)] if skipped > 0 else []
    cells = [cell for read in row.cells for cell in _cell(read)]
    filled = [read.parts for read in row.cells if cell_text(read.parts)]
    return MarkedRow(
        cells=(*before, *_joined(row, cells)),
        head=row.properties is not None and bool(find_switch(row.properties, "tblHeader")),
        strong=bool(filled) and all(map(is_strong_cell, filled)),
    )


def _joined(row: ReadRow, cells: Sequence[Cell]) -> list[Cell]:
    """``cells`` with those that old documents merge to the left one counted as its columns."""
    joined: list[Cell] = []
    for read, cell in zip(row.cells, cells, strict=True):
        if joined and _merge(read, "hMerge") == "continue":
            last = joined[-1]
            joined[-1] = Cell(last.text, last.columns + cell.columns, above=last.above)
        else:
            joined.append(cell)
    return joined


def _cell(read: ReadCell) -> list[Cell]:
    columns = find_int(attribute(child(read.properties, "gridSpan"), "val")) or 1
    above = _merge(read, "vMerge") == "continue"
    return [Cell("" if above else cell_text(read.parts), columns=max(columns, 1), above=above)]


def _merge(read: ReadCell, name: str) -> str | None:
    """ "restart", "continue" or None when the cell is not merged that way."""
    merge = child(read.properties, name)
    return None if merge is None else attribute(merge, "val") or "continue"
