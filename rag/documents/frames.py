"""What stands in a table's cells, and tables that are only frames around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.documents.lines import Line, Style, flat
from rag.documents.marked import MarkedTable
from rag.documents.spangrid import table_width

Part = Line | MarkedTable

TITLE_LEVEL = -1
"""The level of a line in the style Title, until it is known whether a document has one."""
_MAX_LEVEL = 9
_MAX_SIDE_BY_SIDE = 120


def table_or_frame(table: MarkedTable, inside: Sequence[Part]) -> list[Part]:
    """A table, then the notes and tables that stand in its cells; ``inside`` is all of that and
    the cells' own lines, in order.

    A table of one row or one column is a frame: what stands in it comes as if it were not there;
    short words beside one another in its one row, an office and a name, stay on one line.
    """
    n_filled = sum(any(cell.text.strip() for cell in row.cells) for row in table.rows)
    if n_filled < 2 or table_width(table.rows) < 2:
        return _side_by_side(table, inside) or list(inside)
    return [table, *(p for p in inside if isinstance(p, MarkedTable) or p.style.aside)]


def _side_by_side(table: MarkedTable, inside: Sequence[Part]) -> list[Part]:
    """The one line that a row of short cells makes, its parts behind tabs; empty for any other."""
    cells = [cell.text.strip() for row in table.rows for cell in row.cells if cell.text.strip()]
    plain = all(isinstance(part, Line) and part.style == _own_style(part) for part in inside)
    if len(cells) < 2 or not plain or table_width(table.rows) < 2:
        return []
    if any("\n" in cell for cell in cells) or sum(map(len, cells)) > _MAX_SIDE_BY_SIDE:
        return []
    page = next((part.page for part in inside if part.page), None)
    return [Line("\t".join(map(flat, cells)), style=Style(whole=True), page=page)]


def _own_style(line: Line) -> Style:
    """The style of a line as far as it may have one beside another: bold or not."""
    return Style(strong=line.style.strong, whole=line.style.whole)


def cell_text(parts: Sequence[Part]) -> str:
    """The text of a cell, a line for each of its own lines with words."""
    return "\n".join(flat(line.text) for line in _own_lines(parts))


def is_strong_cell(parts: Sequence[Part]) -> bool:
    """Whether all of a cell's own lines are set off."""
    return all(line.style.strong for line in _own_lines(parts))


def outermost_title(parts: Sequence[Part]) -> list[Part]:
    """``parts`` with lines of ``TITLE_LEVEL`` at level 1 and all other headings below them."""
    lines = [part for part in parts if isinstance(part, Line)]
    if not any(line.style.level == TITLE_LEVEL and line.text for line in lines):
        return list(parts)
    return [_below_title(part) if isinstance(part, Line) else part for part in parts]


def _below_title(line: Line) -> Line:
    level = line.style.level
    if not level:
        return line
    level = 1 if level == TITLE_LEVEL else min(level + 1, _MAX_LEVEL)
    return replace(line, style=replace(line.style, level=level))


def _own_lines(parts: Sequence[Part]) -> list[Line]:
    lines = [part for part in parts if isinstance(part, Line)]
    return [line for line in lines if line.text and not line.style.aside]
