"""Title and date of a document, from what stands at its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import takewhile
from pathlib import PurePosixPath

from rag.text.dates import DateMention, find_dates
from rag.text.papers import is_letterhead
from rag.types import Block

_HEAD_BLOCKS = 10
_MIN_TELLING_WORDS = 4
_DATE_BLOCKS = 6
_MAX_TITLE_LINE = 200
_MAX_DATE_LINE = 100
_NUMBERED_TABLE = re.compile(r"(?:таблица|кесте|table)\b", re.I)
_ABOUT = re.compile(r"^(?:О|Об|Обо) |\b(?:туралы|жөнінде)$")
_AFTER_DATE = re.compile(
    r"[\s,]*(?:(?:г|года|ж|жыл[а-яғ]*)\b)?\.?\s*(?:№\s*\S+)?[)\].]?"
    r"(?:,?\s*(?:в\s+)?(?:[01]?\d|2[0-3])[:.][0-5]\d(?::[0-5]\d)?)?"
    r"(?:[\s,]+(?:(?:г|гор|с|пос)\.\s*|город\s+)[А-ЯЁӘІҢҒҮҰҚӨҺ][\w-]*"
    r"|[\s,]+[А-ЯЁӘІҢҒҮҰҚӨҺ][\w-]*\s+(?:қаласы|ауылы))?\.?"
)
_BEFORE_DATE = re.compile(
    r"(?:(?:г|қ|с|гор)\.\s*|город\s+)?(?:[А-ЯЁӘІҢҒҮҰҚӨҺ][\w-]*(?:\s+(?:қаласы|ауылы|облысы))?)?"
    r"[\s,«\"]*(?:от|дата:?|күні:?)?\s*",
    re.I,
)
# «Утверждён приказом … от 5 мая 2021 г. № 7»: the act's day is that of what it puts in force.
_APPROVED = re.compile(r"\W*(?:утвержд|согласован|принят|введ[её]н)\w*\b.{0,100}\bот\s*", re.I)


def find_title(blocks: Sequence[Block], source: str) -> str:
    """The heading at the head of the file that names it, else its first short line, else the
    file's name.

    The first heading, or the one of the paper below the name of its office, unless it only says
    what kind of paper this is (one or two words): then the one that says what it is about («О …»,
    «… туралы»), else the last long one before the first prose. A table's name is the file's only
    where there is none of three words.
    """
    head = list(takewhile(_is_head, blocks[:_HEAD_BLOCKS]))
    names = [b.text for b in head if b.kind == "heading" and not b.names_table]
    if is_letterhead(names):
        names = names[1:]
    if names and len(names[0].split()) > 2:
        return names[0]
    if names:
        name = _telling(names)
        below = next((b.text for b in head[1:2] if b.names_table or b.kind == "paragraph"), "")
        return below if len(name.split()) <= 2 and _names_sheet(below) else name
    if blocks[0].row is None and len(blocks[0].text) <= _MAX_TITLE_LINE:
        return blocks[0].text.rstrip(".")
    later = next((b.text for b in blocks[:_HEAD_BLOCKS] if b.kind == "heading"), None)
    return later or PurePosixPath(source).stem or source


def _telling(names: Sequence[str]) -> str:
    longer = [name for name in names if len(name.split()) >= _MIN_TELLING_WORDS]
    about = next((name for name in longer if _ABOUT.search(name)), None)
    return about or (longer[-1] if longer else names[0])


def _names_sheet(line: str) -> bool:
    """Whether a line right under a heading of a word or two says what that is, as titles of tables
    under the names of their sheets do."""
    ended = line.rstrip('»"”)').endswith((".", ":", ";", ",", "!", "?"))
    named = len(line.split()) >= _MIN_TELLING_WORDS and line[:1].isupper() and not ended
    return named and not _NUMBERED_TABLE.match(line)


def _is_head(block: Block) -> bool:
    """Whether a block may stand above the text proper: no entry, row, item or prose."""
    entry = block.url is not None or block.date is not None
    short = block.kind == "heading" or len(block.text) <= _MAX_DATE_LINE
    return short and not entry and block.kind in ("heading", "paragraph")


def find_date(title: str, blocks: Sequence[Block]) -> date | None:
    """The day a document is dated with: at the end of its title, or on a short line of its own
    at its head, below the names of an office set side by side as well. Dates in sentences, and
    those of digest entries, are not the document's."""
    letterhead = takewhile(_is_letterhead, blocks[:_DATE_BLOCKS])
    for block in blocks[sum(1 for _ in letterhead) :][:_DATE_BLOCKS]:
        if block.url or block.date or (block.row and not block.names_table):
            break
        last_only = block.text == title
        found = _dated_line(block.text, last_only)
        if found:
            return found
    return None


def _is_letterhead(block: Block) -> bool:
    """Whether a block is a row of a table without header, as the head of a letter is set in."""
    return block.kind == "table_row" and block.row is not None and not block.row.header


def _dated_line(text: str, last_only: bool) -> date | None:
    if len(text) > (3 * _MAX_DATE_LINE if last_only else _MAX_DATE_LINE):
        return None
    days = [mention for mention in find_dates(text) if mention.day]
    if len(days) != 1 or not _AFTER_DATE.fullmatch(text[days[0].end :]):
        return None
    before = text[: days[0].start]
    if not (last_only or _BEFORE_DATE.fullmatch(before) or _APPROVED.fullmatch(before)):
        return None
    return _date(days[0])


def _date(mention: DateMention) -> date | None:
    try:
        return date(mention.year or 0, mention.month or 0, mention.day or 0)
    except ValueError:
        return None
