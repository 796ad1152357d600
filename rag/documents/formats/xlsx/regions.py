"""Rows of a sheet to what they are: titles and notes, and the tables between empty rows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from rag.documents.formats.xlsx.sheet import Place, Sheet, SheetCell
from rag.documents.frames import Part
from rag.documents.lines import Line, Style, flat
from rag.documents.marked import Cell, MarkedRow, MarkedTable
from rag.documents.ranks import find_label_rank
from rag.documents.shapes import is_finished
from rag.errors import TooLarge
from rag.text.normalise import normalise_text

_MAX_REACH = 2_000_000
_MAX_AREA = 2_000_000
_MAX_CAPTION_LINE = 200
_MAX_TITLE_ROWS = 3
_EMPTY = Line("")


@dataclass(frozen=True, slots=True)
class _Row:
    """A filled row: its cells by column, and the merged ranges that touch it by their columns."""

    number: int
    cells: Mapping[int, SheetCell]
    merged: tuple[tuple[Place, Place], ...]

    def range_at(self, column: int) -> tuple[Place, Place] | None:
        """The merged range that covers a column of this row, None when none does."""
        return next((r for r in self.merged if r[0][1] <= column <= r[1][1]), None)


def sheet_parts(sheet: Sheet) -> list[Part]:
    """Lines and tables of a sheet from top to bottom, an empty line where rows are empty.

    A table is rows of two or more filled cells; filled cells alone in their rows above it are its
    title, with or without an empty row between, below it notes.
    Raises: TooLarge for merged ranges without measure.
    """
    parts: list[Part] = []
    above: Sequence[_Row] = ()
    for region in _regions(_rows(sheet)):
        parts.extend([_EMPTY, *_region_parts(region, above)])
        above = region
    return parts


def _rows(sheet: Sheet) -> list[_Row]:
    numbers = sorted(sheet.rows)
    touching: dict[int, list[tuple[Place, Place]]] = {}
    n_reached = 0
    for start, end in sheet.merged:
        reached = numbers[bisect_left(numbers, start[0]) : bisect_right(numbers, end[0])]
        n_reached += len(reached)
        if n_reached > _MAX_REACH:
            raise TooLarge("has merged cells without measure.", mend="Unmerge its cells.")
        for number in reached:
            touching.setdefault(number, []).append((start, end))
    return [_Row(n, sheet.rows[n], tuple(sorted(touching.get(n, ())))) for n in numbers]


def _regions(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Runs of rows without an empty one between them. A range merged over an empty row bridges
    it, and so does a table for its header, one row of names, an empty one, rows under them, or
    for the heading of a group of its rows («Бағыт: …»)."""
    region: list[_Row] = []
    for row in rows:
        if region and not _goes_on(region, row):
            yield region
            region = []
        region.append(row)
    if region:
        yield region


def _goes_on(region: Sequence[_Row], row: _Row) -> bool:
    last = region[-1]
    if row.number - last.number <= 1 or any(end[0] >= row.number for _, end in last.merged):
        return True
    is_header = len(region) == 1 and row.number - last.number == 2 and len(last.cells) > 2
    if is_header and len(row.cells) > 1 and set(row.cells) <= set(last.cells):
        return True
    return row.number - last.number == 2 and len(last.cells) > 1 and _is_labelled(row, last)


def _is_labelled(row: _Row, above: _Row) -> bool:
    """Whether the only cell of a row is the heading of a direction, goal or the like, merged over
    the columns of the table above."""
    column, cell = next(iter(row.cells.items()))
    merged = row.range_at(column)
    if len(row.cells) > 1 or merged is None or find_label_rank(flat(cell.text)) is None:
        return False
    return column <= min(above.cells) and merged[1][1] >= max(above.cells)


def _region_parts(region: Sequence[_Row], before: Sequence[_Row]) -> list[Part]:
    full = [i for i, row in enumerate(region) if len(row.cells) > 1]
    if len(full) < 2:
        return [line for row in region for line in _lines(row)]
    first, last = full[0], full[-1]
    columns = sorted({column for row in region[first : last + 1] for column in row.cells})
    while first and _is_over_columns(region[first - 1], columns):
        first -= 1
    while last + 1 < len(region) and not _is_note(region[last + 1], columns):
        last += 1
    above = [line for row in region[:first] for line in _lines(row)]
    below = [line for row in region[last + 1 :] for line in _lines(row)]
    title = above or _title(before, region[0])
    return [*above, _table(region[first : last + 1], columns, _caption(title)), *below]


def _title(before: Sequence[_Row], row: _Row) -> list[Line]:
    """The lines of the rows ``before`` where they are a title for what begins at ``row``: few, a
    cell each, one empty row between; what follows their last sentence."""
    is_title = len(before) <= _MAX_TITLE_ROWS and all(len(r.cells) == 1 for r in before)
    if not before or not is_title or row.number - before[-1].number != 2:
        return []
    lines = [line for title_row in before for line in _lines(title_row)]
    names = takewhile(lambda line: not is_finished(line.text), reversed(lines))
    return list(names)[::-1]


def _table(rows: Sequence[_Row], columns: Sequence[int], caption: str) -> MarkedTable:
    if len(rows) * len(columns) > _MAX_AREA:
        raise TooLarge("has a table that is too large.", mend="Split the table.")
    numbers = [row.number for row in rows]
    return MarkedTable(tuple(_marked(row, numbers, columns) for row in rows), caption)


def _is_over_columns(row: _Row, columns: Sequence[int]) -> bool:
    """Whether the only cell of a row names some of the columns: it is merged over a few."""
    column = next(iter(row.cells))
    merged = row.range_at(column)
    if merged is None:
        return False
    reach = bisect_right(columns, merged[1][1]) - bisect_left(columns, merged[0][1])
    return 1 < reach < len(columns) and column > columns[0]


def _is_note(row: _Row, columns: Sequence[int]) -> bool:
    """Whether the only cell of a row below a table is no cell of it: it stands at its left edge
    and nothing reaches down to it."""
    hangs = any(start[0] < row.number for start, _ in row.merged)
    return not hangs and next(iter(row.cells)) <= columns[0]


def _caption(lines: Sequence[Line]) -> str:
    return flat(" ".join(line.text for line in lines[-3:] if len(line.text) <= _MAX_CAPTION_LINE))


def _lines(row: _Row) -> Iterator[Line]:
    """A row outside of tables: one cell is a line, or more where it has line breaks; several
    cells are one line with tabs between them."""
    cells = [row.cells[column] for column in sorted(row.cells)]
    strong = all(cell.bold for cell in cells) or (len(cells) == 1 and cells[0].centred)
    if len(cells) > 1:
        text = "\t".join(flat(normalise_text(cell.text)) for cell in cells)
        yield Line(text, style=Style(strong=strong, whole=True))
        return
    texts = normalise_text(cells[0].text).split("\n")
    for i, text in enumerate(filter(None, map(str.strip, texts))):
        yield Line(flat(text), style=Style(strong=strong, whole=i == 0))


def _marked(row: _Row, numbers: Sequence[int], columns: Sequence[int]) -> MarkedRow:
    if len(row.cells) == 1:
        column, cell = next(iter(row.cells.items()))
        if _is_group(row, column, columns):
            return MarkedRow((Cell(cell.text, columns=len(columns)),))
    cells: list[Cell] = []
    for column in columns:
        shown = row.cells.get(column)
        merged = row.range_at(column)
        if merged is None or merged[0][1] not in columns:
            cells.append(Cell(shown.text if shown else ""))
        elif merged[0] == (row.number, column):
            cells.append(_spanning(shown, merged, numbers, columns))
    strong = all(cell.bold for cell in row.cells.values())
    return MarkedRow(tuple(cells), strong=strong)


def _spanning(
    shown: SheetCell | None,
    merged: tuple[Place, Place],
    numbers: Sequence[int],
    columns: Sequence[int],
) -> Cell:
    start, end = merged
    n_columns = bisect_right(columns, end[1]) - bisect_left(columns, start[1])
    n_rows = bisect_right(numbers, end[0]) - bisect_left(numbers, start[0])
    return Cell(shown.text if shown else "", columns=max(n_columns, 1), rows=max(n_rows, 1))


def _is_group(row: _Row, column: int, columns: Sequence[int]) -> bool:
    """Whether the only filled cell of a row is a heading between rows: it begins the row, and is
    merged over more than one column or bold."""
    merged = row.range_at(column)
    spans = merged is not None and merged[1][1] > merged[0][1] and merged[0][0] == merged[1][0]
    return column == columns[0] and (spans or row.cells[column].bold)
