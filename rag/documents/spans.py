"""Tables whose cells are marked up, with cells that span columns and rows, to blocks.

What a merged cell says holds for every place it covers: a row's text has it once, where it
stands, ``row.cells`` wherever it holds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from rag.documents.columns import Cells, is_header, is_number, is_number_sign, is_year
from rag.documents.grid import clean_cell, table_blocks
from rag.documents.lines import flat
from rag.errors import TooLarge
from rag.types import Block, Row

_MAX_COLUMNS = 1000
_MAX_AREA = 2_000_000
_MAX_HEADER_ROWS = 4
_MAX_HEADER_CELL = 300
_MIN_GROUP_SPAN = 3
_BETWEEN_STOREYS = " / "


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the number of columns and rows it covers, its own included, 1 or more.

    ``above``: it only continues the cell above it, whose text it has (office formats write that
    where HTML writes a number of rows and nothing below).
    """

    text: str
    columns: int = 1
    rows: int = 1
    above: bool = False


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """A row as it is marked up. ``head``: the source calls it a header row. ``strong``: it is in
    bold type throughout. ``cells`` are those that begin in it, from left to right."""

    cells: tuple[Cell, ...]
    head: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class MarkedTable:
    """Rows in order; ``caption`` is empty when the source gives the table none."""

    rows: tuple[MarkedRow, ...]
    caption: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class _Laid:
    """A row on the grid: ``own`` has each cell's text once, ``full`` wherever it holds. ``free``:
    the columns under a cell of this row that covers several. ``whole``: one cell over all."""

    own: Cells
    full: Cells
    free: frozenset[int]
    whole: bool
    row: MarkedRow


def marked_blocks(table: MarkedTable, caption: str, *, header: Cells = ()) -> list[Block]:
    """The blocks of a table in order; empty rows and columns are gone.

    ``caption`` becomes ``row.table``. ``header`` holds when the table has none of its own, as when
    it goes on from another. The names of header rows above one another are joined: «План / 2024».
    A cell over the whole width is a heading between rows, as in ``grid.table_blocks``.
    Raises: TooLarge for more than 1000 columns or a grid of more than 2,000,000 places.
    """
    laid = _laid_out(table.rows)
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


def table_width(rows: Sequence[MarkedRow]) -> int:
    """How many columns with words a table has."""
    return max((len(row.full) for row in _laid_out(rows)), default=0)


def _body(laid: Sequence[_Laid], caption: str, header: Cells) -> list[Block]:
    rows = [(flat(" ".join(row.own)),) if row.whole else row.own for row in laid]
    blocks = table_blocks(rows, caption, header=header)
    return [_spread(block, row) for block, row in zip(blocks, laid, strict=True)]


def _spread(block: Block, laid: _Laid) -> Block:
    """``block`` with what merged cells say in every place they cover."""
    row = block.row
    if block.kind != "table_row" or row is None or len(row.cells) != len(laid.full):
        return block
    cells = tuple(full or cell for full, cell in zip(laid.full, row.cells, strict=True))
    return replace(block, row=replace(row, cells=cells))


# --- header --------------------------------------------------------------------------------------


def _n_header_rows(laid: Sequence[_Laid]) -> int:
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


def _n_leading(laid: Sequence[_Laid], marks: Sequence[bool]) -> int:
    """How many rows from the first on are marked; 0 when all are, so that it means nothing."""
    pairs = zip(laid[:_MAX_HEADER_ROWS], marks, strict=False)
    n = sum(1 for _ in takewhile(lambda pair: pair[1] and _names_columns(pair[0]), pairs))
    return 0 if all(marks) else n


def _n_cornered(laid: Sequence[_Laid]) -> int:
    """How many rows from the first on leave the corner over the names of the rows empty."""
    rows = takewhile(lambda row: not row.full[0] and _has_names(row), laid[:_MAX_HEADER_ROWS])
    n = sum(sum(map(bool, row.own)) > 1 for row in rows)
    return n if n < len(laid) and laid[n].own[0] else 0


def _is_over_amounts(laid: Sequence[_Laid]) -> bool:
    """Whether the first row is names in all columns, one of which holds amounts below it."""
    following = [row.full for row in laid[1:6] if not row.whole]
    if not following or not all(laid[0].full) or not _has_names(laid[0]):
        return False
    return any(all(map(is_number, column)) for column in list(zip(*following, strict=True))[1:])


def _reads_as_header(laid: Sequence[_Laid]) -> bool:
    return is_header(laid[0].full, [row.own for row in laid[1:6]], (), opens_width=True)


def _names_columns(row: _Laid) -> bool:
    """Whether a row that is marked as a header says nothing against it: no amounts, no prose."""
    if row.whole or any(len(cell) > _MAX_HEADER_CELL for cell in row.own):
        return False
    amounts = [cell for cell in row.own if cell and is_number(cell) and not is_year(cell)]
    return 2 * len(amounts) < sum(map(bool, row.own)) or is_number_sign(row.own[0])


def _is_storey_above(laid: Sequence[_Laid]) -> bool:
    """Whether the second row names the parts of the first: it has words only under cells that
    span several columns."""
    if len(laid) < 2 or laid[1].whole or not laid[0].free or not _has_names(laid[0]):
        return False
    under = {i for i, cell in enumerate(laid[1].own) if cell}
    return len(under) > 1 and under <= laid[0].free and _has_names(laid[1])


def _has_names(row: _Laid) -> bool:
    amounts = (is_number(cell) and not is_year(cell) for cell in row.own if cell)
    return not any(amounts) and all(len(cell) <= _MAX_HEADER_CELL for cell in row.own)


def _joined(head: Sequence[_Laid]) -> Cells:
    """One name for each column: what stands above it, from the outermost, each once."""
    columns = zip(*(row.full for row in head), strict=True)
    return tuple(_BETWEEN_STOREYS.join(_each_once(map(flat, column))) for column in columns)


def _each_once(names: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))


def _carried(header: Cells, body: Sequence[_Laid]) -> Cells:
    """``header`` of the table before, unless the first row is a header itself."""
    rows = [row.own for row in body]
    same = sum(len(cells) == len(header) for cells in rows)
    own = bool(body) and (_is_over_amounts(body) or _reads_as_header(body))
    return header if header and not own and 2 * same > len(rows) else ()


# --- grid ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell in columns ``start`` up to ``end``; ``own`` is false below its first row."""

    start: int
    end: int
    text: str
    own: bool


def _laid_out(rows: Sequence[MarkedRow]) -> list[_Laid]:
    placed = _placed(_levelled_spans(rows))
    kept = sorted({cell.start for cells in placed for cell in cells if cell.text})
    if len(kept) * len(rows) > _MAX_AREA:
        raise _too_large()
    return [
        _laid(cells, kept, row)
        for cells, row in zip(placed, rows, strict=True)
        if any(cell.own and cell.text for cell in cells)
    ]


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
        tuple(replace(cell, columns=1) for cell in row.cells)
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


def _laid(cells: Sequence[_Placed], kept: Sequence[int], row: MarkedRow) -> _Laid:
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
    return _Laid(tuple(own), tuple(full), frozenset(free), _is_whole(own, free), row)


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
