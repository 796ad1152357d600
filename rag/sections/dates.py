"""Says of every section when it was published and of what time it speaks.

A heading's period holds for what is under it; dates in the text stand where they are written. What
a digest says about its own time, in its title or above its entries, holds for none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rag.sections.periods import DatedWords, YearContext, dated_words
from rag.types import Block, DatePlace, Section, SectionDate

_HEAD_BLOCKS = 6
"""Among so many blocks a line with the document's own date says when it was published."""
_MAX_BESIDE_DATE = 20


@dataclass(frozen=True, slots=True)
class Published:
    """The day a document was published, and where that was read."""

    day: date
    found: DatePlace


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading that the text stands under, with the times it names."""

    level: int
    dates: tuple[SectionDate, ...]
    is_entry: bool


def date_sections(
    sections: Sequence[Section],
    blocks: Sequence[Block],
    starts: Sequence[int],
    of_block: Sequence[int],
    title: str,
    published: Published | None,
) -> tuple[Section, ...]:
    """The sections with their ``dates``: publication first, then headings', then the text's.

    ``starts`` are the blocks' offsets and ``of_block`` their sections. A digest entry without a
    date of its own has no publication: the digest's is not known to be its.
    """
    grouped = _grouped(blocks, starts, of_block, len(sections))
    named = _named(title, published.day if published else None)
    above: list[_Heading] = []
    dated: list[Section] = []
    for section, parts in zip(sections, grouped, strict=True):
        own = _published(section, published)
        near = own.first if own else None
        heading = _heading(parts, near)
        # A section without a heading of its own goes on under the one of its level.
        level = section.level if heading else section.level + 1
        above = [*(h for h in above if h.level < level), *([heading] if heading else [])]
        around = _around(above, heading, named)
        is_news = own is not None and own.found == "entry"
        context = YearContext(near, None if is_news else _year(around), is_news)
        in_text = _in_text(parts, context, near if not dated or is_news else None)
        dates = [*([own] if own else []), *around, *in_text]
        dated.append(replace(section, dates=tuple(dates)))
    return tuple(dated)


Part = tuple[Block, int]
"""A block and where it begins."""


def _grouped(
    blocks: Sequence[Block], starts: Sequence[int], of_block: Sequence[int], n_sections: int
) -> list[list[Part]]:
    parts: list[list[Part]] = [[] for _ in range(n_sections)]
    for block, start, section in zip(blocks, starts, of_block, strict=True):
        parts[section].append((block, start))
    return parts


def _published(section: Section, published: Published | None) -> SectionDate | None:
    if section.date is not None:
        return SectionDate("published", section.date, section.date, "entry")
    if section.url is not None or published is None:
        return None
    return SectionDate("published", published.day, published.day, published.found)


def _named(title: str, published: date | None) -> tuple[SectionDate, ...]:
    """The times that the title names, without the day it was published on."""
    words = dated_words(title, YearContext(near=published))
    return tuple(
        SectionDate(w.kind, w.first, w.last, "title", year_inferred=w.year_inferred)
        for w in words
        if w.first != published
    )


def _heading(parts: Sequence[Part], near: date | None) -> _Heading | None:
    """The heading that opens the section, with the times it names."""
    if not parts or parts[0][0].kind != "heading":
        return None
    block, start = parts[0]
    published = (block.date, near)
    words = (w for w in dated_words(block.text, YearContext(near)) if w.first not in published)
    dates = tuple(_placed(named, start, "heading") for named in words)
    return _Heading(block.level, dates, block.date is not None or block.url is not None)


def _around(
    above: Sequence[_Heading], own: _Heading | None, named: Sequence[SectionDate]
) -> tuple[SectionDate, ...]:
    """The times of the nearest heading that names any, else of the title. Above an entry of a
    digest nothing is looked at."""
    for heading in reversed(above):
        if heading.dates:
            return heading.dates if heading is own else tuple(map(_outer, heading.dates))
        if heading.is_entry:
            return ()
    return tuple(named)


def _outer(dated: SectionDate) -> SectionDate:
    return replace(dated, found="outer_heading", start=None, end=None)


def _year(around: Sequence[SectionDate]) -> int | None:
    """The year that a date in the text belongs to when it says none."""
    return around[0].first.year if around and around[0].first.year == around[0].last.year else None


def _in_text(
    parts: Sequence[Part], context: YearContext, published: date | None
) -> Iterator[SectionDate]:
    """The times that the section's text names, headings left out; at its head without the day that
    it was published on: of an entry where a line says nothing else, of the document anywhere."""
    for place, (block, start) in enumerate(parts):
        if block.kind == "heading":
            continue
        for words in dated_words(block.text, context):
            context = context.after(None if words.year_inferred else words.last.year)
            is_own = words.first == published and place < _HEAD_BLOCKS
            if not is_own or (context.is_news and not _is_dateline(block.text, words)):
                yield _placed(words, start, "text")


def _is_dateline(text: str, words: DatedWords) -> bool:
    """Whether a line is a date and little else: «Опубликовано: 14.05.2024»."""
    return len(text.strip()) - (words.end - words.start) <= _MAX_BESIDE_DATE


def _placed(words: DatedWords, start: int, found: DatePlace) -> SectionDate:
    return SectionDate(
        kind=words.kind,
        first=words.first,
        last=words.last,
        found=found,
        start=start + words.start,
        end=start + words.end,
        year_inferred=words.year_inferred,
    )
