"""Tells of the dates in one text what they are: a period covered, a day something holds as of, or
the day of an event."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rag.text.dates import DateMention, find_dates
from rag.text.letters import fold_kazakh, fold_lookalikes
from rag.types import DateKind

_AROUND = 40
"""Characters before and after a date that may say what it is."""


@dataclass(frozen=True, slots=True)
class DatedWords:
    """A date at ``text[start:end]`` of one text, from ``first`` to ``last``."""

    kind: DateKind
    first: date
    last: date
    start: int
    end: int
    year_inferred: bool


@dataclass(frozen=True, slots=True)
class YearContext:
    """Where the year of a date without one comes from: the last year that was named, at first
    ``year``; where none was, the year that brings it nearest to ``near``. In dated news years that
    are named do not count: they speak of the past, a bare day of these weeks."""

    near: date | None = None
    year: int | None = None
    is_news: bool = False

    def after(self, year: int | None) -> YearContext:
        """The context once a year was named."""
        return self if self.is_news or year is None else replace(self, year=year)


def _folded(pattern: str) -> re.Pattern[str]:
    """A pattern written in plain letters, for folded text."""
    return re.compile(re.sub(r"[а-яёәғқңөұүһі]+", lambda word: fold_kazakh(word.group()), pattern))


# What stands right before or after a date, in text folded as ``fold_kazakh`` does.
_ACT = _folded(r"\s*(?:г\b\.?|года|ж\b\.?|жыл[а-я]*)?\s*№")
_AS_OF = _folded(
    r"(?:по состоянию|состояни[а-я]*|по данным|положени[а-я]*) на\s*$"
    r"|(?:^|\s)на\s*$|\bas (?:of|at)\s*$"
)
_AS_OF_AFTER = _folded(r"[а-я]*\s+(?:жағда[йя][а-я]*|жай-?күй[а-я]*)")
_DATIVE = _folded(r"[гк][ае]$")
_UNTIL = _folded(
    r"(?:^|\s)(?:до|к|с|со|от|после|начиная с|свыше|since|until|by|from|after|before)\s*$"
)
_UNTIL_AFTER = _folded(r"[а-я]*\s+(?:дейін|шейін|бастап|кейін|бұрын)")
_TO = _folded(r"\s*(?:год[а-я]*|г\.|жыл[а-я]*|ж\.)?\s?(?:[-–—]|по|до|мен|пен|бен|to)\s?")
_COUNT = r"(\d{1,2}|[а-я]{2,9})"
_MONTHS_OF = _folded(rf"(?:^|\s){_COUNT}\s(?:месяц[а-я]*|мес\.?)\s$")
_MONTHS_AFTER = _folded(rf"[а-я]*\s{_COUNT}\sай")
_HALF_OF = _folded(r"(перв|втор|\b1|\b2|\bii|\bi)[а-я-]*\sполугоди[а-я]*\s$")
_HALF_AFTER = _folded(r"[а-я]*\s(бірінші|екінші|1|2|ii|i)\S*\sжарты\s?жылды")
_MONTH_FROM = _folded(r"\s?[-–—]\s?([а-я]{3,14})(?:\sай[а-я]*)?")
_MONTH_TO = _folded(r"([а-я]{3,9})\s?[-–—]\s?$")
_DAY_TO = _folded(r"(?:(?:^|\s)с[о]?\s)?\b(\d{1,2})(?:-го)?\s?(?:[-–—]|по|до)\s?$")
_COUNTS = {
    fold_kazakh(word): number
    for number, words in enumerate(
        (
            "два двух екі",
            "три трех трёх үш",
            "четыре четырех четырёх төрт",
            "пять пяти бес",
            "шесть шести алты",
            "семь семи жеті",
            "восемь восьми сегіз",
            "девять девяти тоғыз",
            "десять десяти он",
            "одиннадцать одиннадцати",
        ),
        start=2,
    )
    for word in words.split()
}
_FIRST_HALF = ("перв", "1", "i", fold_kazakh("бірінші"))


def dated_words(text: str, context: YearContext) -> Iterator[DatedWords]:
    """The dates of a text in order, without references to acts («от 9 января 2007 года № 212») and
    without periods of which only an end is named («до 2027 года»).

    Dates whose year cannot be told are left out.
    """
    folded = fold_kazakh(fold_lookalikes(text))
    mentions = find_dates(text)
    place = 0
    while place < len(mentions):
        mention = mentions[place]
        last = mention
        span: tuple[date, date, bool] | None
        following = _last_month(folded, mention) or next(iter(mentions[place + 1 :]), None)
        if following is not None and _are_range(folded, mention, following):
            span, last = _range(mention, following), following
        else:
            span = _span(folded, mention, context)
        place += 1
        while place < len(mentions) and mentions[place].start < last.end:
            place += 1
        context = context.after(last.year)
        kind = _kind(folded, mention, last) if span is not None else None
        if span is not None and kind is not None:
            yield DatedWords(kind, span[0], span[1], mention.start, last.end, span[2])


def _kind(folded: str, mention: DateMention, last: DateMention) -> DateKind | None:
    before = folded[max(0, mention.start - _AROUND) : mention.start]
    after = folded[last.end : last.end + _AROUND]
    if _ACT.match(after):
        return None
    if last is not mention:
        return "covers"
    if mention.day is None:
        cut_off = _UNTIL.search(before) or _UNTIL_AFTER.match(after)
        return None if cut_off else "covers"
    if _DAY_TO.search(before):
        return "covers"
    written = folded[mention.start : mention.end]
    due = _UNTIL_AFTER.match(after)
    on_day = _DATIVE.search(written) and not due
    holds = _AS_OF.search(before) or _AS_OF_AFTER.match(after) or on_day
    return "as_of" if holds else "event"


# --- how long ------------------------------------------------------------------------------------


def _span(
    folded: str, mention: DateMention, context: YearContext
) -> tuple[date, date, bool] | None:
    """First and last day, and whether the year was inferred; None when it cannot be told."""
    year = mention.year or _inferred_year(mention, context)
    if year is None or not date.min.year <= year <= date.max.year:
        return None
    before = folded[max(0, mention.start - _AROUND) : mention.start]
    after = folded[mention.end : mention.end + _AROUND]
    first, last = _bounds(year, mention)
    if first is None or last is None:
        return None
    if mention.day is not None:
        first = _earlier_day(before, first)
    elif mention.month is not None:
        first = _earlier_month(before, first)
    elif mention.quarter is None:
        first, last = _part_of_year(before, after, year)
    return first, last, mention.year is None


def _bounds(year: int, mention: DateMention) -> tuple[date | None, date | None]:
    if mention.day is not None and mention.month is not None:
        if mention.day > monthrange(year, mention.month)[1]:
            return None, None
        day = date(year, mention.month, mention.day)
        return day, day
    if mention.month is not None:
        return _months(year, mention.month, mention.month)
    if mention.quarter is not None:
        return _months(year, 3 * mention.quarter - 2, 3 * mention.quarter)
    return _months(year, 1, 12)


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _part_of_year(before: str, after: str, year: int) -> tuple[date, date]:
    """«9 месяцев 2022 года», «2022 жылдың бірінші жартыжылдығы»; else the whole year."""
    months = _MONTHS_OF.search(before) or _MONTHS_AFTER.match(after)
    n_months = _number_of(months.group(1)) if months else 0
    if 1 <= n_months <= 12:
        return _months(year, 1, n_months)
    half = _HALF_OF.search(before) or _HALF_AFTER.match(after)
    if half:
        return _months(year, 1, 6) if half.group(1) in _FIRST_HALF else _months(year, 7, 12)
    return _months(year, 1, 12)


def _number_of(written: str) -> int:
    """A small whole number in figures or in words, 0 for anything else."""
    if written.isdecimal():
        return int(written)
    return _COUNTS.get(written, 0)


def _earlier_day(before: str, last: date) -> date:
    """The 1st for «с 1 по 15 апреля»."""
    found = _DAY_TO.search(before)
    day = int(found.group(1)) if found else last.day
    return last.replace(day=day) if 1 <= day < last.day else last


def _earlier_month(before: str, first: date) -> date:
    """January for «январь – март 2022 года»."""
    found = _MONTH_TO.search(before)
    # The one parser of dates knows the names of months; it wants a year beside them.
    named = find_dates(f"{found.group(1)} {first.year} года") if found else ()
    month = named[0].month if named and named[0].month else first.month
    return first.replace(month=month) if month < first.month else first


def _last_month(folded: str, mention: DateMention) -> DateMention | None:
    """March for «2022 жылғы қаңтар – наурыз», where the year comes first; None for no range."""
    written = folded[mention.start : mention.end]
    found = _MONTH_FROM.match(folded, mention.end)
    if not found or mention.month is None or mention.day or not written[:1].isdigit():
        return None
    named = find_dates(f"{found.group(1)} {mention.year} года")
    month = named[0].month if named and named[0].month else 0
    place = (found.start(1), found.end())
    return DateMention(*place, mention.year, month) if month > mention.month else None


def _are_range(folded: str, first: DateMention, second: DateMention) -> bool:
    """Whether two mentions are both ends of one stretch: «2017–2021 годы», days with years."""
    same = (first.day is None) == (second.day is None) and first.quarter is second.quarter is None
    whole = first.year is not None and second.year is not None
    return whole and same and bool(_TO.fullmatch(folded, first.end, second.start))


def _range(first: DateMention, second: DateMention) -> tuple[date, date, bool] | None:
    begin, _ = _bounds(first.year or 0, first)
    _, end = _bounds(second.year or 0, second)
    return (begin, end, False) if begin is not None and end is not None and begin <= end else None


# --- which year ----------------------------------------------------------------------------------


def _inferred_year(mention: DateMention, context: YearContext) -> int | None:
    if context.year is not None or context.near is None:
        return context.year
    years = [context.near.year + step for step in (-1, 0, 1)]
    return min(years, key=lambda year: _distance(year, mention, context.near))


def _distance(year: int, mention: DateMention, near: date | None) -> timedelta:
    first, last = _bounds(year, mention)
    if near is None or first is None or last is None:
        return timedelta.max
    return max(first - near, near - last, timedelta(0))
