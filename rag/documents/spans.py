"""Tables whose cells are marked up, with cells that span columns and rows, to blocks.

What a merged cell says holds for every place it covers: a row's text has it once, where it
stands, ``row.cells`` wherever it holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from rag.documents.columns import Cells, is_header, is_number, is_number_sign, is_year
from rag.documents.grid import table_blocks
from rag.documents.lines import flat
from rag.documents.marked import Cell, MarkedRow, MarkedTable
from rag.documents.spangrid import Laid, laid_out, table_width
from rag.types import Block, Row

__all__ = ["Cell", "MarkedRow", "MarkedTable", "marked_blocks", "table_width"]

_MAX_HEADER_ROWS = 4
_MAX_HEADER_CELL = 300
_BETWEEN_STOREYS = " / "


def marked_blocks(table: MarkedTable, caption: str, *, header: Cells = ()) -> list[Block]:
    """The blocks of a table in order; empty rows and columns are gone.

    ``caption`` becomes ``row.table``. ``header`` holds when the table has none of its own, as when
    it goes on from another. The names of header rows above one another are joined: «План / 2024».
    A cell over the whole width is a heading between rows, as in ``grid.table_blocks``.
    Raises: TooLarge for more than 65,536 rows, 1000 columns or 2,000,000 places.
    """
    laid = laid_out(table.rows)
    top = next((i for i, row in enumerate(laid) if not row.whole), len(laid))
    depth = _n_header_rows(laid[top:])
    head, body = laid[top : top + depth], laid[top + depth :]
    blocks = [*_body(laid[:top], caption, ())]
    for row in head:
        cells = row.full
        blocks.append(Block("table_header", "\t".join(row.own), row=Row(caption, (), cells)))
    own_header = _joined(head) if head else ()
    blocks.extend(_body(body, caption, own_header or _carried(header, body)))
    return [replace(block, page=table.page) for block in blocks] if table.page else blocks


def _body(laid: Sequence[Laid], caption: str, header: Cells) -> list[Block]:
    rows = [(flat(" ".join(row.own)),) if row.whole else row.own for row in laid]
    blocks = table_blocks(rows, caption, header=header)
    return [_spread(block, row) for block, row in zip(blocks, laid, strict=True)]


def _spread(block: Block, laid: Laid) -> Block:
    """``block`` with what merged cells say in every place they cover."""
    row = block.row
    if block.kind != "table_row" or row is None or len(row.cells) != len(laid.full):
        return block
    cells = tuple(full or cell for full, cell in zip(laid.full, row.cells, strict=True))
    return replace(block, row=replace(row, cells=cells))


# --- header --------------------------------------------------------------------------------------


def _n_header_rows(laid: Sequence[Laid]) -> int:
    """How many of the first rows name the columns; 0 leaves a single one to ``grid``."""
    n = _n_leading(laid, [row.row.head for row in laid])
    n = n or _n_leading(laid, [row.row.strong for row in laid])
    n = n or _n_cornered(laid)
    n = n or int(bool(laid) and (_is_over_amounts(laid) or _reads_as_header(laid)))
    storeys = max(n - 1, 0)
    while storeys < _MAX_HEADER_ROWS and _is_storey_above(laid[storeys:]):
        storeys += 1
        n = storeys + 1
    return n if n < len(laid) else 0


def _n_leading(laid: Sequence[Laid], marks: Sequence[bool]) -> int:
    """How many rows from the first on are marked; 0 when all are, so that it means nothing."""
    pairs = zip(laid[:_MAX_HEADER_ROWS], marks, strict=False)
    n = sum(1 for _ in takewhile(lambda pair: pair[1] and _names_columns(pair[0]), pairs))
    return 0 if all(marks) else n


def _n_cornered(laid: Sequence[Laid]) -> int:
    """How many rows from the first on leave the corner over the names of the rows empty."""
    rows = takewhile(lambda row: not row.full[0] and _has_names(row), laid[:_MAX_HEADER_ROWS])
    n = sum(sum(map(bool, row.own)) > 1 for row in rows)
    return n if n < len(laid) and laid[n].own[0] else 0


def _is_over_amounts(laid: Sequence[Laid]) -> bool:
    """Whether the first row is names in all columns, one of which holds amounts below it."""
    following = [row.full for row in laid[1:6] if not row.whole]
    if not following or not all(laid[0].full) or not _has_names(laid[0]):
        return False
    return any(all(map(is_number, column)) for column in list(zip(*following, strict=True))[1:])


def _reads_as_header(laid: Sequence[Laid]) -> bool:
    return is_header(laid[0].full, [row.own for row in laid[1:6]], (), opens_width=True)


def _names_columns(row: Laid) -> bool:
    """Whether a row that is marked as a header says nothing against it: no amounts, no prose."""
    if row.whole or any(len(cell) > _MAX_HEADER_CELL for cell in row.own):
        return False
    amounts = [cell for cell in row.own if cell and is_number(cell) and not is_year(cell)]
    return 2 * len(amounts) < sum(map(bool, row.own)) or is_number_sign(row.own[0])


def _is_storey_above(laid: Sequence[Laid]) -> bool:
    """Whether the second row names the parts of the first: it has words only under cells that
    span several columns, or under nothing."""
    if len(laid) < 2 or laid[1].whole or not laid[0].free or not _has_names(laid[0]):
        return False
    under = {i for i, cell in enumerate(laid[1].own) if cell}
    bare = {i for i, cell in enumerate(laid[0].full) if not cell}
    parts = under & laid[0].free
    return len(parts) > 1 and under <= laid[0].free | bare and _has_names(laid[1])


def _has_names(row: Laid) -> bool:
    amounts = (is_number(cell) and not is_year(cell) for cell in row.own if cell)
    return not any(amounts) and all(len(cell) <= _MAX_HEADER_CELL for cell in row.own)


def _joined(head: Sequence[Laid]) -> Cells:
    """One name for each column: what stands above it, from the outermost, each once."""
    columns = zip(*(row.full for row in head), strict=True)
    return tuple(_BETWEEN_STOREYS.join(_each_once(map(flat, column))) for column in columns)


def _each_once(names: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))


def _carried(header: Cells, body: Sequence[Laid]) -> Cells:
    """``header`` of the table before, unless the first row is a header itself."""
    rows = [row.own for row in body]
    same = sum(len(cells) == len(header) for cells in rows)
    own = bool(body) and (_is_over_amounts(body) or _reads_as_header(body))
    return header if header and not own and 2 * same > len(rows) else ()
