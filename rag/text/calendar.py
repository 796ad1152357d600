"""Days and stretches of time as numbers that order like them, for filters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

Span = tuple[date, date]
"""First and last day, both included."""

MAX_DAYS = 31
"""A longer stretch is kept by its months."""
MAX_MONTHS = 600
"""A stretch beyond fifty years says nothing about when."""


def day_number(day: date) -> int:
    """20250413 for 13 April 2025."""
    return day.year * 10_000 + day.month * 100 + day.day


def month_number(day: date) -> int:
    """202504 for any day of April 2025."""
    return day.year * 100 + day.month


def days_of(spans: Iterable[Span]) -> list[int]:
    """Numbers of all days of the short stretches, ascending, each once.

    >>> days_of([(date(2025, 4, 30), date(2025, 5, 1)), (date(2022, 1, 1), date(2022, 12, 31))])
    [20250430, 20250501]
    """
    short = (span for span in spans if not _is_long(span))
    return sorted({day_number(day) for span in short for day in _days(span)})


def months_of(spans: Iterable[Span]) -> list[int]:
    """Numbers of all months that the long stretches touch, ascending, each once.

    >>> months_of([(date(2022, 1, 1), date(2022, 3, 31)), (date(2025, 4, 30), date(2025, 5, 1))])
    [202201, 202202, 202203]
    """
    long = (span for span in spans if _is_long(span))
    return sorted({number for span in long for number in _months(span)})


def _is_long(span: Span) -> bool:
    first, last = span
    ends_a_month = last == date.max or (last + timedelta(1)).day == 1
    return (first.day == 1 and ends_a_month) or (last - first).days >= MAX_DAYS


def _days(span: Span) -> Iterable[date]:
    first, last = span
    return (first + timedelta(n) for n in range((last - first).days + 1))


def _months(span: Span) -> Iterable[int]:
    first, last = span
    n_months = 12 * (last.year - first.year) + last.month - first.month + 1
    if n_months > MAX_MONTHS:
        return ()
    places = range(first.month - 1, first.month - 1 + n_months)
    return ((first.year + place // 12) * 100 + place % 12 + 1 for place in places)
