"""Title and date of a document, from what stands at its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import PurePosixPath

from rag.text.dates import DateMention, find_dates
from rag.types import Block

_HEAD_BLOCKS = 10
_DATE_BLOCKS = 6
_MAX_TITLE_LINE = 200
_MAX_DATE_LINE = 100
_AFTER_DATE = re.compile(r"[\s,]*(?:(?:г|года|ж|жыл[а-яғ]*)\b)?\.?\s*(?:№\s*\S+)?[)\].]?")
_BEFORE_DATE = re.compile(
    r"(?:(?:г|қ|с|гор)\.\s*|город\s+)?(?:[А-ЯЁӘІҢҒҮҰҚӨҺ][\w-]*(?:\s+(?:қаласы|ауылы|облысы))?)?"
    r"[\s,«\"]*(?:от|дата:?|күні:?)?\s*",
    re.I,
)


def find_title(blocks: Sequence[Block], source: str) -> str:
    """The first heading of the file, else its first short line, else the file's name."""
    head = blocks[:_HEAD_BLOCKS]
    for block in head:
        if block.kind == "heading":
            return block.text
    if head and head[0].row is None and len(head[0].text) <= _MAX_TITLE_LINE:
        return head[0].text.rstrip(".")
    return PurePosixPath(source).stem or source


def find_date(title: str, blocks: Sequence[Block]) -> date | None:
    """The day a document is dated with: at the end of its title, or on a short line of its own
    at its head. Dates in sentences, and those of digest entries, are not the document's."""
    for block in blocks[:_DATE_BLOCKS]:
        if block.url or block.date or block.row:
            break
        last_only = block.text == title
        found = _dated_line(block.text, last_only)
        if found:
            return found
    return None


def _dated_line(text: str, last_only: bool) -> date | None:
    if len(text) > (3 * _MAX_DATE_LINE if last_only else _MAX_DATE_LINE):
        return None
    days = [mention for mention in find_dates(text) if mention.day]
    if len(days) != 1 or not _AFTER_DATE.fullmatch(text[days[0].end :]):
        return None
    if not last_only and not _BEFORE_DATE.fullmatch(text[: days[0].start]):
        return None
    return _date(days[0])


def _date(mention: DateMention) -> date | None:
    try:
        return date(mention.year or 0, mention.month or 0, mention.day or 0)
    except ValueError:
        return None
