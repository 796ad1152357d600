"""Headings to sections that tile the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rag.types import Block, Section


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
    section; text before the first heading is one with an empty path. Date and URL of a digest
    entry hold for the headings under it as well.
    """
    sections: list[Section] = []
    of_block: list[int] = []
    open_headings: list[_Open] = []
    for block, start in zip(blocks, starts, strict=True):
        if block.kind == "heading":
            open_headings = _under(open_headings, block)
            sections.append(_section(open_headings, start))
        elif not sections:
            sections.append(Section(path=(), level=0, start=0, end=0))
        of_block.append(len(sections) - 1)
    ends = [*(section.start for section in sections[1:]), length]
    closed = (
        Section(s.path, s.level, s.start, end, s.date, s.url)
        for s, end in zip(sections, ends, strict=True)
    )
    return tuple(closed), of_block


def _under(open_headings: Sequence[_Open], block: Block) -> list[_Open]:
    above = [heading for heading in open_headings if heading.level < block.level]
    entry = next((h for h in reversed(above) if h.date or h.url), None)
    inherited_date = entry.date if entry else None
    inherited_url = entry.url if entry else None
    own = _Open(block.text, block.level, block.date or inherited_date, block.url or inherited_url)
    return [*above, own]


def _section(open_headings: Sequence[_Open], start: int) -> Section:
    last = open_headings[-1]
    path = tuple(heading.text for heading in open_headings)
    return Section(path, last.level, start, start, last.date, last.url)
