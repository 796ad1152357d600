"""Rows of cells to blocks: headers, rows with their columns named, headings between rows.

Every reader that meets a table, pasted, piped or marked up, ends here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rag.documents.columns import (
    Cells,
    Kind,
    aligned,
    is_column_numbers,
    is_header,
    is_number,
    is_number_sign,
    usual_kinds,
)
from rag.documents.lines import flat
from rag.documents.ranks import (
    PLAIN,
    find_label_rank,
    find_number,
    find_roman,
    is_capitals,
    number_rank,
    table_rank,
)
from rag.documents.tablehead import is_second_header, merged_header, spread_years
from rag.text.amounts import is_total
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
    clean = [tuple(clean_cell(cell) for cell in row) for row in rows]
    grid = _Grid(clean, caption)
    if header:
        grid.use_header(header)
    for i, cells in enumerate(clean):
        grid.take(i, cells, marked=first_is_header and i == 0)
    return grid.blocks


@dataclass(slots=True)
class _Grid:
    """Walks down the rows and remembers what holds for the next one."""

    rows: Sequence[Cells]
    caption: str
    blocks: list[Block] = field(default_factory=list)
    header: Cells = ()
    known: list[Cells] = field(default_factory=list)
    usual: tuple[Kind, ...] = ()
    above: Cells = ()
    widths: set[int] = field(default_factory=set)

    def take(self, i: int, cells: Cells, marked: bool) -> None:
        """Add the blocks of row ``i``; ``marked``: the source says it is the header."""
        opens_width = len(cells) not in self.widths
        self.widths.add(len(cells))
        follows_header = bool(self.blocks) and self.blocks[-1].kind == "table_header"
        if marked or is_header(cells, self.rows[i + 1 : i + 6], self.known, opens_width):
            self._add_header(cells, cells)
        elif follows_header and is_second_header(self.header, cells):
            self._add_header(cells, merged_header(self.header, cells))
        elif self.header and is_column_numbers(cells):
            self._add_header(cells, self.header)
        elif _is_group(cells, self.header):
            self.blocks.append(_group(cells, self.caption))
            self.above = ()
        else:
            self._add_row(cells)

    def use_header(self, header: Cells) -> None:
        """Put a header in force."""
        self.header, self.above = header, ()
        self.known.append(header)
        self.usual = usual_kinds(self.rows, len(header))

    def _add_header(self, cells: Cells, header: Cells) -> None:
        row = Row(self.caption, (), cells)
        self.blocks.append(Block("table_header", "\t".join(cells), row=row))
        self.use_header(spread_years(header))

    def _add_row(self, cells: Cells) -> None:
        cells = aligned(cells, len(self.header), self.usual)
        spread = cells if is_total(cells) else _spread(cells, self.above, self.header)
        extra = len(cells) - len(self.header)
        header = self.header + ("",) * extra if self.header else ()
        row = Row(self.caption, header, spread)
        self.blocks.append(Block("table_row", "\t".join(cells), row=row))
        self.above = spread


def clean_cell(cell: str) -> str:
    """Line breaks stay, blank lines and tabs inside a cell do not."""
    lines = (flat(line) for line in cell.split("\n"))
    return "\n".join(line for line in lines if line)


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
    if cells[0] == "" and len(cells) > 2 and (find_roman(text) or is_capitals(text)):
        return True
    # Words where the row numbers stand: a cell merged over the row.
    return bool(header) and bool(cells[0]) and is_number_sign(header[0]) and not is_number(text)


def _group(cells: Cells, caption: str) -> Block:
    """A heading between rows, or a paragraph; its ``row`` says that it stands in the table."""
    text = flat(" ".join(cells))
    row = Row(caption, (), (text,))
    rank = find_label_rank(text)
    number = find_number(text)
    if rank is not None:
        return Block("heading", text, level=table_rank(rank), row=row)
    if len(text) > _MAX_GROUP or (len(text) > 80 and text.endswith(".")):
        return Block("paragraph", text, row=row)
    return Block(
        "heading", text, level=table_rank(number_rank(number) if number else PLAIN), row=row
    )


def _spread(cells: Cells, above: Cells, header: Cells) -> Cells:
    """``cells`` with the number and name of the row above where all of its own are empty.

    Label columns are the first, and the second too where the first holds row numbers. A row with
    a name of its own is another row, whether it has a number or not.
    """
    n_labels = _MAX_LABEL_COLUMNS if header and is_number_sign(header[0]) else 1
    if not header or min(len(cells), len(above)) <= n_labels or any(cells[:n_labels]):
        return cells
    return above[:n_labels] + cells[n_labels:]
