"""Finds the structure that the author of a plain text could only hint at by its layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from rag.documents.captions import join_number, name_block, name_table, table_caption
from rag.documents.cells import Table, scan_table
from rag.documents.grid import table_blocks
from rag.documents.letterspaced import without_letter_spaces
from rag.documents.levels import levelled
from rag.documents.lines import Line, parse_lines
from rag.documents.marked import MarkedTable
from rag.documents.page import page_of
from rag.documents.prose import prose_blocks
from rag.documents.ranks import DIRECTION, PLAIN
from rag.documents.semicolons import with_tabs
from rag.documents.spaced import tabbed
from rag.documents.spans import marked_blocks
from rag.documents.spots import Place
from rag.documents.stacked import unstacked
from rag.documents.wrap import unwrapped
from rag.text.normalise import normalise_text
from rag.types import Block, Draft

_LINE_BREAK = re.compile("\r\n?")


def parse_layout(text: str) -> Draft:
    """Blocks of decoded plain text: headings, paragraphs, list items, tables. Never raises."""
    broken = unstacked(tabbed(with_tabs(_LINE_BREAK.sub("\n", text))))
    lines = parse_lines(normalise_text(unwrapped(broken)))
    return Draft(blocks=layout_blocks(lines))


def layout_blocks(parts: Sequence[Line | MarkedTable]) -> tuple[Block, ...]:
    """Blocks of normalised lines and of the tables between them, in order.

    Every reader of a format without marks of its own for all of its structure ends here; what it
    does know of a line stands in ``Line.style``. Levels of headings are 1..9.
    """
    parts = [_closed_up(part) for part in parts]
    page = page_of([part for part in parts if isinstance(part, Line)])
    blocks: list[Block] = []
    outside: list[Block] = []
    pieces = [piece for run in _runs(parts) for piece in _run_pieces(run)]
    for i, piece in enumerate(pieces):
        if isinstance(piece, Table):
            join_number(blocks, outside)
            table = _table(piece, blocks, outside)
            name_table(blocks, table)
            blocks.extend(table)
        elif isinstance(piece, MarkedTable):
            join_number(blocks, outside)
            table = _marked_table(piece, blocks, outside)
            name_table(blocks, table, piece.caption)
            blocks.extend(table)
        else:
            place = Place(page, opens_file=not blocks, before_table=i + 1 < len(pieces))
            found = prose_blocks(piece, place)
            outside.extend(found)
            blocks.extend(found)
    return levelled(blocks)


def _closed_up(part: Line | MarkedTable) -> Line | MarkedTable:
    if isinstance(part, MarkedTable):
        return part
    text = without_letter_spaces(part.text)
    return part if text == part.text else replace(part, text=text)


def _runs(parts: Sequence[Line | MarkedTable]) -> Iterator[list[Line] | MarkedTable]:
    for is_table, group in groupby(parts, key=lambda part: isinstance(part, MarkedTable)):
        if is_table:
            yield from (part for part in group if isinstance(part, MarkedTable))
        else:
            yield [part for part in group if isinstance(part, Line)]


def _run_pieces(run: list[Line] | MarkedTable) -> Sequence[list[Line] | Table | MarkedTable]:
    return [run] if isinstance(run, MarkedTable) else _pieces(run)


def _pieces(lines: Sequence[Line]) -> list[list[Line] | Table]:
    """The text as runs of lines and the tables between them, in order."""
    pieces: list[list[Line] | Table] = []
    prose: list[Line] = []
    i = 0
    while i < len(lines):
        table = scan_table(lines, i)
        if table.rows:
            if any(line.text for line in prose):
                pieces.append(prose)
            pieces.append(table)
            prose = []
        else:
            prose.extend(lines[i : table.end])
        i = table.end
    if any(line.text for line in prose):
        pieces.append(prose)
    return pieces


def _table(table: Table, before: Sequence[Block], outside: Sequence[Block]) -> list[Block]:
    """Blocks of a table; ``outside`` are those of ``before`` that stand in no table."""
    header, caption = _continued(before, table.rows)
    return table_blocks(
        table.rows,
        caption or table_caption(outside),
        header=header,
        first_is_header=table.headed,
    )


def _marked_table(
    table: MarkedTable, before: Sequence[Block], outside: Sequence[Block]
) -> list[Block]:
    header, caption = _continued(before, [row.cells for row in table.rows])
    name = table.caption or caption or table_caption(outside)
    named = [name_block(name, table.page)] if table.named else []
    return [*named, *marked_blocks(table, name, header=header)]


def _continued(
    before: Sequence[Block], rows: Sequence[Sequence[object]]
) -> tuple[tuple[str, ...], str]:
    """Header and caption of the table that this one goes on from: only headings of its goals
    stand between, and its rows are as wide."""
    for block in reversed(before):
        if block.kind == "heading" and DIRECTION <= block.level < PLAIN:
            continue
        row = block.row
        if row and block.kind == "table_row" and row.header:
            same = sum(len(cells) == len(row.header) for cells in rows)
            return (row.header, row.table) if 2 * same > len(rows) else ((), "")
        break
    return (), ""
