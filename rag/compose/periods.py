"""Whether a text speaks of the period that a question asks about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rag.text.dates import DateMention, find_dates
from rag.types import Period

_YEARS = r"(?:19|20)\d\d\s?[-–—]\s?(?:19|20)\d\d"
_ASIDE = re.compile(
    r"\([^()\n]*\)"
    r"|\b(?:по сравнению с|в сравнении с|к уровню|против уровня|чем в|против|к)\s+(?:\w+\s+)?"
    r"(?:19|20)\d\d(?:\s*(?:году?а?|г\.|годом))?"
    r"|(?:19|20)\d\d(?:\s+жыл\w*)?\s+(?:\w+\s+){0,2}(?:салыстырғанда|қарағанда)"
    rf"|{_YEARS}",
    re.IGNORECASE,
)
_STRETCH = re.compile(_YEARS)
MIN_TOLD = 3
"""So often a document names the year that it tells of."""


@lru_cache(maxsize=2_000)
def dates_of(text: str) -> tuple[DateMention, ...]:
    """The dates of a text, in order: several features ask for those of one unit."""
    return find_dates(text)


@lru_cache(maxsize=2_000)
def placed_periods(text: str) -> tuple[tuple[int, Period], ...]:
    """The periods a text names, in order, each with the offset where it is named."""
    return tuple((d.start, Period(d.year, d.quarter, d.month, d.day)) for d in dates_of(text))


@lru_cache(maxsize=2_000)
def lasting_periods(text: str) -> tuple[tuple[int, Period], ...]:
    """The periods of a text that what follows may be told of, as ``placed_periods`` has them.

    One in brackets or in a comparison is of its own figure alone: «46,8 млрд (в 2022 году – 41,2)»,
    «больше, чем в 2022 году», «2022 жылмен салыстырғанда»; and «программа на 2021-2025 годы» is
    told of in any of them.
    """
    asides = [aside.span() for aside in _ASIDE.finditer(text)]
    return tuple(
        (start, period)
        for start, period in placed_periods(text)
        if not any(a <= start < b for a, b in asides)
    )


def periods_of(text: str) -> tuple[Period, ...]:
    """The periods a text names, in order."""
    return tuple(period for _, period in placed_periods(text))


@lru_cache(maxsize=2_000)
def headed_periods(text: str) -> tuple[Period, ...]:
    """The periods of a heading, in order; those of a stretch of years leave the year open."""
    open_years = [stretch.span() for stretch in _STRETCH.finditer(text)]
    return tuple(
        period
        for start, period in placed_periods(text)
        if not any(a <= start < b for a, b in open_years)
    )


def told_year(texts: Iterable[str]) -> Period | None:
    """The year that a report tells of: named far more often than any but the next, for which it
    plans. None where no year is."""
    named = Counter(
        period.year
        for text in texts
        for _, period in lasting_periods(text)
        if period.year is not None and period.month is None
    )
    if not named:
        return None
    year, often = named.most_common(1)[0]
    rivals = [n for other, n in named.items() if other not in (year, year + 1)]
    told = often >= max(MIN_TOLD, 2 * max(rivals, default=0))
    return Period(year=year) if told else None


def period_fit(
    asked: Sequence[Period], own: Sequence[Period], around: Sequence[Sequence[Period]]
) -> float:
    """How well a text fits the periods asked for, -1..1.

    ``own`` are the text's periods; ``around`` those of the text before, the headings and the
    title, each nearest first. 1: the text itself says it; .6: what stands nearest does; 0:
    nothing asked or nothing named; -.4: what stands nearest names another period; -1: the text
    itself names only others.
    """
    if not asked:
        return 0.0
    said = _verdict(asked, own)
    if said:
        return float(said)
    nearest = [_nearest(asked, layer) for layer in around]
    first = next((verdict for verdict in nearest if verdict), 0)
    if first > 0:
        return 0.6
    # A comparison with another year just before does not undo what the heading says.
    return 0.0 if 1 in nearest or first == 0 else -0.4


def _verdict(asked: Sequence[Period], named: Sequence[Period]) -> int:
    if any(same_period(a, n) for a in asked for n in named):
        return 1
    return -1 if any(comparable(a, n) for a in asked for n in named) else 0


def _nearest(asked: Sequence[Period], named: Sequence[Period]) -> int:
    for period in named:
        verdict = _verdict(asked, [period])
        if verdict:
            return verdict
    return 0


def _told(period: Period, other: Period) -> Period:
    """The year that a report as of 1 January closes, beside a period that says a year alone."""
    if period.year is None or other.year is None or other.month is not None:
        return period
    if (period.month, period.day) != (1, 1):
        return period
    return Period(year=period.year - 1)


def comparable(asked: Period, named: Period) -> bool:
    """Whether both say a year, a day of a month, or a month where no more is asked for: only then
    can they differ."""
    whole_days = asked.day and asked.month and named.day and named.month
    months = asked.month and named.month and not (asked.day or asked.year or named.day)
    return bool((asked.year and named.year) or whole_days or months)


def same_period(asked: Period, named: Period) -> bool:
    """Whether two periods agree in all that both say, and both say something.

    «По состоянию на 1 января 2025 года» is told of the year 2024, where a year alone is asked for.
    """
    asked, named = _told(asked, named), _told(named, asked)
    parts = (
        (asked.year, named.year),
        (asked.quarter, named.quarter),
        (asked.month, named.month),
        (asked.day, named.day),
    )
    return all(a == n for a, n in parts if a is not None and n is not None) and any(
        a is not None and a == n for a, n in parts
    )
