"""Rows of cells to blocks: headers, rows with their columns named, headings between rows.

Every reader that meets a table, pasted, piped or marked up, ends here.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.documents.columns import (
    Cells,
    aligned,
    is_column_numbers,
    is_header,
    is_number,
    is_number_sign,
)
from rag.documents.lines import flat
from rag.documents.ranks import TABLE_GROUP, find_label_rank, find_number, number_rank
from rag.types import Block, Row

_MAX_GROUP = 250
_MAX_LABEL_COLUMNS = 2


def table_blocks(
    rows: Sequence[Cells], caption: str, *, header: Cells = (), first_is_header: bool = False
) -> list[Block]:
    """The blocks of one table in order.

    ``caption`` becomes ``row.table``. ``header`` is in force from the start, when a table goes on
    from another. A row's text is its cells joined by tabs, empty ones included, so that
    ``text.split("\\t")`` has the columns of ``row.cells``. The two differ in one case: when the
    leading cells of a row, number and name, are empty because the value above spans it, and a
    header says so, ``row.cells`` carries that value (see ``_spread``). A row of one cell is a
    heading between rows unless it is a sentence; its level is a rank.
    """
    blocks: list[Block] = []
    known: list[Cells] = [header] if header else []
    complete = _complete_rows(rows)
    above: Cells = ()
    widths: set[int] = set()
    for i, raw in enumerate(rows):
        cells = tuple(_clean(cell) for cell in raw)
        opens_width = len(cells) not in widths
        widths.add(len(cells))
        marked = first_is_header and i == 0
        if marked or is_header(cells, rows[i + 1 : i + 6], known, opens_width):
            header, above = cells, ()
            known.append(cells)
            blocks.append(_block("table_header", cells, Row(caption, (), cells)))
        elif header and is_column_numbers(cells):
            blocks.append(_block("table_header", cells, Row(caption, (), cells)))
        elif _is_group(cells, header):
            blocks.append(_group(cells))
            above = ()
        else:
            cells = aligned(cells, header, complete)
            spread = _spread(cells, above, header)
            names = header + ("",) * (len(cells) - len(header)) if header else ()
            blocks.append(_block("table_row", cells, Row(caption, names, spread)))
            above = spread
    return blocks


def _block(kind: str, cells: Cells, row: Row) -> Block:
    text = "\t".join(cells)
    return Block("table_header" if kind == "table_header" else "table_row", text, row=row)


def _clean(cell: str) -> str:
    """Line breaks stay, blank lines and tabs inside a cell do not."""
    lines = (flat(line) for line in cell.split("\n"))
    return "\n".join(line for line in lines if line)


def _complete_rows(rows: Sequence[Cells]) -> list[Cells]:
    width = max((len(row) for row in rows), default=0)
    return [row for row in rows if len(row) == width and width > 1]


def _is_group(cells: Cells, header: Cells) -> bool:
    """One cell over the whole width, or the only one filled and written as a heading."""
    filled = [cell for cell in cells if cell]
    if len(filled) != 1:
        return False
    if len(cells) == 1:
        return True
    text = flat(filled[0])
    number = find_number(text)
    if find_label_rank(text) is not None or (number is not None and len(number.parts) > 1):
        return True
    # Words where the row numbers stand: a cell merged over the row.
    return bool(header) and bool(cells[0]) and is_number_sign(header[0]) and not is_number(text)


def _group(cells: Cells) -> Block:
    text = flat(" ".join(cells))
    rank = find_label_rank(text)
    number = find_number(text)
    if rank is not None:
        return Block("heading", text, level=rank)
    if len(text) > _MAX_GROUP or (len(text) > 80 and text.endswith(".")):
        return Block("paragraph", text)
    return Block("heading", text, level=number_rank(number) if number else TABLE_GROUP)


def _spread(cells: Cells, above: Cells, header: Cells) -> Cells:
    """``cells`` with the number and name of the row above where all of its own are empty.

    Label columns are the first, and the second too where the first holds row numbers. A row with
    a name of its own is another row, whether it has a number or not.
    """
    if not header or len(above) != len(cells):
        return cells
    n_labels = _MAX_LABEL_COLUMNS if is_number_sign(header[0]) else 1
    if len(cells) <= n_labels or any(cells[:n_labels]):
        return cells
    return above[:n_labels] + cells[n_labels:]
