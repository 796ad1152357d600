"""Recognises a page that holds many articles and marks where each begins.

An entry is a title that ends in a date, a body, and a line that names its source. A page is a
digest when that comes at least twice, whoever published it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rag.text.dates import find_dates
from rag.types import Block

_MIN_ENTRIES = 2
_MIN_UNSOURCED_ENTRIES = 3
_MAX_TITLE = 300
_MAX_LEVEL = 9
_TAIL = 600

_SOURCE_WORDS = (
    r"(?:источник(?:\s+(?:информации|новости|публикации|материала))?|ақпарат(?:тың)?\s+көзі"
    r"|дереккөзі?|дерек\s+көзі|сілтеме|ссылка|source"
    r"|подробнее|читать\s+(?:далее|полностью)|толығырақ|толық\s+оқу|read\s+more)"
)
_URL = r"(?:https?://|www\.)[^\s<>«»\"]+"
_SOURCE = re.compile(rf"{_SOURCE_WORDS}\s*[:–—-]\s*(?P<url>{_URL})?[^\n]{{0,120}}$", re.I)
_BARE_URL = re.compile(rf"[(\[]?(?P<url>{_URL})[)\]]?[.,;]?", re.I)
_TIME = r"(?:,?\s*\d{1,2}[:.]\d{2})?"
_DAY = r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d\d)"
_DATE_SUFFIX = r"\s*(?:(?:г|года|ж|жыл[а-яғ]*)\b\.?)?"
_DATE_LAST = re.compile(rf"[\s|(\[,–—-]*\b{_DAY}{_DATE_SUFFIX}{_TIME}[)\]]?$")
_AFTER_DATE = re.compile(rf"{_DATE_SUFFIX}{_TIME}[)\]]?")
_DATE_FIRST = re.compile(rf"[(\[]?{_DAY}\b{_DATE_SUFFIX}{_TIME}[)\]]?[\s|:–—-]+(?=\S)")
_DATE_ALONE = re.compile(rf"[(\[]?{_DAY}{_DATE_SUFFIX}{_TIME}[)\]]?")


@dataclass(frozen=True, slots=True)
class _Entry:
    title: int
    end: int
    date: date | None
    url: str | None
    sourced: bool


def mark_entries(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """``blocks`` with a heading for each entry of a digest page, its date and URL set.

    Headings above the entries stay outer ones, those inside an entry go below its title, and a
    source at the end of a body becomes a paragraph of its own. Any other page is returned as is.
    """
    parts = _with_sources_apart(blocks)
    entries = _find_entries(parts)
    n_sourced = sum(entry.sourced and bool(entry.date or entry.url) for entry in entries)
    n_dated = sum(_find_figure_date(parts, entry.title) is not None for entry in entries)
    if n_sourced < _MIN_ENTRIES and n_dated < _MIN_UNSOURCED_ENTRIES:
        return tuple(blocks)
    return _marked(parts, entries)


def find_source_url(text: str) -> str | None:
    """The URL of a line that names a source, or None.

    >>> find_source_url("Дереккөз: https://example.kz/a?b=1")
    'https://example.kz/a?b=1'
    """
    match = _SOURCE.match(text) or _BARE_URL.fullmatch(text)
    return match["url"].rstrip(".,;)") if match and match["url"] else None


def _is_source(block: Block) -> bool:
    text = block.text
    return len(text) <= _TAIL and bool(_SOURCE.match(text) or _BARE_URL.fullmatch(text))


def _with_sources_apart(blocks: Sequence[Block]) -> list[Block]:
    parts: list[Block] = []
    for block in blocks:
        cut = _source_start(block)
        if cut:
            parts.append(replace(block, text=block.text[:cut].rstrip()))
            block = Block("paragraph", block.text[cut:], page=block.page)
        parts.append(block)
    return parts


def _source_start(block: Block) -> int:
    """Where a source at the end of a body begins; 0 when there is none or nothing before it."""
    if block.kind not in ("paragraph", "list_item"):
        return 0
    offset = max(0, len(block.text) - _TAIL)
    match = _SOURCE.search(block.text, offset)
    return match.start() if match and block.text[: match.start()].strip() else 0


def _find_entries(blocks: Sequence[Block]) -> list[_Entry]:
    titles = [i for i in range(len(blocks)) if _is_title(blocks, i)]
    entries: list[_Entry] = []
    for title, following in zip(titles, [*titles, len(blocks)][1:], strict=True):
        end = _without_rubrics(blocks, title, following)
        inside = [block for block in blocks[title + 1 : end] if _is_source(block)]
        url = find_source_url(inside[-1].text) if inside else None
        if end > title + 1:
            entries.append(_Entry(title, end, _find_entry_date(blocks, title), url, bool(inside)))
    return entries


def _is_title(blocks: Sequence[Block], i: int) -> bool:
    """A dated line before a body; or, after the source of the entry before, any short line."""
    block = blocks[i]
    if not _may_be_title(block) or i + 1 == len(blocks):
        return False
    free = i == 0 or blocks[i - 1].kind == "heading" or _is_source(blocks[i - 1])
    if _find_date_in(block.text):
        return free or block.kind == "heading"
    after_source = i > 0 and _is_source(blocks[i - 1])
    if _DATE_ALONE.fullmatch(blocks[i + 1].text):
        return block.kind == "heading" or (after_source and not _ends(block.text))
    return after_source and not _ends(block.text) and _is_body(blocks[i + 1], block)


def _is_body(block: Block, title: Block) -> bool:
    prose = block.kind == "paragraph" and len(block.text) > len(title.text)
    return prose and not _find_date_in(block.text[-_MAX_TITLE:])


def _may_be_title(block: Block) -> bool:
    if block.kind not in ("heading", "paragraph") or len(block.text) > _MAX_TITLE:
        return False
    return not _is_source(block) and not _DATE_ALONE.fullmatch(block.text)


def _ends(text: str) -> bool:
    return text.endswith((".", ";", ":", ","))


def _without_rubrics(blocks: Sequence[Block], title: int, following: int) -> int:
    """The end of an entry: headings just before the next title are rubrics, not its own."""
    end = following
    if following < len(blocks):
        while end > title + 1 and blocks[end - 1].kind == "heading":
            end -= 1
    return end


def _find_entry_date(blocks: Sequence[Block], title: int) -> date | None:
    return _find_date_in(blocks[title].text) or _find_figure_date(blocks, title)


def _find_date_in(text: str) -> date | None:
    """The date a title ends or begins with, in figures, or ends with, in words."""
    match = _DATE_LAST.search(text) or _DATE_FIRST.match(text)
    return _date(match["year"], match["month"], match["day"]) if match else _worded_date(text)


def _find_figure_date(blocks: Sequence[Block], title: int) -> date | None:
    """The date in figures in the title, or alone on the line below it."""
    text = blocks[title].text
    below = blocks[title + 1].text if title + 1 < len(blocks) else ""
    match = _DATE_LAST.search(text) or _DATE_FIRST.match(text) or _DATE_ALONE.fullmatch(below)
    return _date(match["year"], match["month"], match["day"]) if match else None


def _worded_date(text: str) -> date | None:
    last = max(find_dates(text), key=lambda mention: mention.end, default=None)
    if last is None or not _AFTER_DATE.fullmatch(text[last.end :]):
        return None
    return _date(last.year, last.month, last.day)


def _date(year: str | int | None, month: str | int | None, day: str | int | None) -> date | None:
    try:
        return date(int(year or 0), int(month or 0), int(day or 0))
    except ValueError:
        return None


def _marked(blocks: Sequence[Block], entries: Sequence[_Entry]) -> tuple[Block, ...]:
    inside = {i: entry for entry in entries for i in range(entry.title, entry.end)}
    outer = [b.level for i, b in enumerate(blocks) if b.kind == "heading" and i not in inside]
    level = min(max(outer, default=0) + 1, _MAX_LEVEL - 1)
    marked: list[Block] = []
    for i, block in enumerate(blocks):
        entry = inside.get(i)
        if entry and i == entry.title:
            marked.append(
                Block("heading", block.text, level, None, block.page, entry.date, entry.url)
            )
        elif entry and block.kind == "heading":
            below = min(_MAX_LEVEL, max(block.level, level + 1))
            marked.append(replace(block, level=below))
        else:
            marked.append(block)
    return tuple(marked)
