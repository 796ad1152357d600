"""Headings to sections that tile the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from rag.types import Block, Section

_LOOK_AHEAD = 8


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading that the text still stands under."""

    text: str
    level: int
    date: date | None
    url: str | None


def build_sections(
    blocks: Sequence[Block], starts: Sequence[int], length: int
) -> tuple[tuple[Section, ...], list[int]]:
    """Sections in order, and for each block the index of its section.

    ``starts`` are the blocks' offsets, ``length`` that of the text. A heading block opens a
    section; text before the first heading is one with an empty path. A table's own name and
    headings between its rows hold up to its end: the text after it is a section under the headings
    that stood before it, with the same path again. Under a table's name all headings of the table
    stand below it, whatever their levels. Date and URL of a digest entry hold for what is under it.
    """
    sections: list[Section] = []
    of_block: list[int] = []
    open_headings: list[_Open] = []
    around: list[_Open] | None = None
    name: list[_Open] | None = None
    for i, (block, start) in enumerate(zip(blocks, starts, strict=True)):
        if around is not None and _leaves_table(blocks, i):
            open_headings, around, name = around, None, None
            if block.kind != "heading":
                sections.append(_section(open_headings, start))
        if block.kind == "heading":
            if block.row is not None and around is None:
                around = open_headings
            open_headings = _under(open_headings, block, name)
            name = open_headings if block.names_table else name
            sections.append(_section(open_headings, start))
        elif not sections:
            sections.append(_section([], 0))
        of_block.append(len(sections) - 1)
    ends = [*(section.start for section in sections[1:]), length]
    closed = (
        Section(s.path, s.level, s.start, end, s.date, s.url)
        for s, end in zip(sections, ends, strict=True)
    )
    return tuple(closed), of_block


def _leaves_table(blocks: Sequence[Block], i: int) -> bool:
    """Whether block ``i`` is no part of the table before it."""
    block = blocks[i]
    return block.names_table or (block.row is None and not _goes_on(blocks, i))


def _goes_on(blocks: Sequence[Block], i: int) -> bool:
    """Whether block ``i``, which stands in no table, is a heading over more rows of the table
    before it."""
    above = (blocks[j] for j in range(i - 1, max(i - _LOOK_AHEAD, 0) - 1, -1))
    before = next((b.row for b in above if b.kind == "table_row"), None)
    following = (b for b in islice(blocks, i, i + _LOOK_AHEAD) if b.kind != "table_header")
    after = next((b for b in following if b.kind != "heading" or b.row is not None), None)
    row = after.row if after else None
    return before is not None and row is not None and row.table == before.table


def _under(
    open_headings: Sequence[_Open], block: Block, name: Sequence[_Open] | None
) -> list[_Open]:
    kept = len(name) if name else len(open_headings) if block.names_table else 0
    inner = [heading for heading in open_headings[kept:] if heading.level < block.level]
    above = [*open_headings[:kept], *inner]
    entry = next((h for h in reversed(above) if h.date or h.url), None)
    inherited_date = entry.date if entry else None
    inherited_url = entry.url if entry else None
    own = _Open(block.text, block.level, block.date or inherited_date, block.url or inherited_url)
    return [*above, own]


def _section(open_headings: Sequence[_Open], start: int) -> Section:
    if not open_headings:
        return Section(path=(), level=0, start=start, end=start)
    last = open_headings[-1]
    path = tuple(heading.text for heading in open_headings)
    return Section(path, last.level, start, start, last.date, last.url)
