"""OpenDocument tables to tables with spans."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from rag.documents.frames import Part, cell_text, is_strong_cell, table_or_frame
from rag.documents.marked import Cell, MarkedRow, MarkedTable
from rag.documents.spangrid import check_rows
from rag.documents.xml_parts import Element, attribute, local

_WRAPPERS = frozenset({"table-rows", "table-row-group"})
_MAX_REPEATED = 70_000
_MAX_COLUMNS = 1000

Content = Callable[[Element], list[Part]]
"""Reads all that stands in an element."""


def read_table(element: Element, content: Content) -> list[Part]:
    """A table with what hangs on it, or what stands in it when it is only a frame."""
    rows: list[MarkedRow] = []
    inside: list[Part] = []
    found = list(_rows(element, head=False))
    check_rows(len(found))
    for row, head in found:
        marked = _marked(row, head, content, inside)
        filled = any(cell.text for cell in marked.cells)
        times = _times(row, "number-rows-repeated", _MAX_REPEATED) if filled else 1
        rows.extend([marked] * times)
    return table_or_frame(MarkedTable(tuple(rows)), inside)


def _marked(row: Element, head: bool, content: Content, inside: list[Part]) -> MarkedRow:
    """One row; what stands in its cells is added to ``inside``."""
    cells: list[Cell] = []
    strong: list[bool] = []
    for element in row:
        if local(element) != "table-cell":
            continue
        parts = content(element)
        inside.extend(parts)
        text = cell_text(parts)
        if text:
            strong.append(is_strong_cell(parts))
        times = _times(element, "number-columns-repeated", _MAX_COLUMNS)
        cells.extend([_cell(element, text)] * times)
    return MarkedRow(tuple(cells), head=head, strong=bool(strong) and all(strong))


def _rows(element: Element, *, head: bool) -> Iterator[tuple[Element, bool]]:
    """Rows with whether they are header rows."""
    for inner in element:
        name = local(inner)
        if name == "table-row":
            yield inner, head
        elif name == "table-header-rows":
            yield from _rows(inner, head=True)
        elif name in _WRAPPERS:
            yield from _rows(inner, head=head)


def _cell(element: Element, text: str) -> Cell:
    return Cell(
        text,
        columns=_times(element, "number-columns-spanned", _MAX_COLUMNS),
        rows=_times(element, "number-rows-spanned", _MAX_REPEATED),
    )


def _times(element: Element, name: str, most: int) -> int:
    value = attribute(element, name) or ""
    return min(max(int(value), 1), most) if re.fullmatch(r"\d{1,18}", value) else 1
