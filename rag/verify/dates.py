"""Checks that the dates and periods of a claim are those that its source names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rag.text.dates import DateMention, find_dates
from rag.text.numbers import find_numbers
from rag.verify.source import Source

Parts = tuple[int | None, int | None, int | None, int | None]
"""Year, quarter, month, day; None where nothing is said."""


def dates_carried(claim: str, source: Source) -> bool:
    """Whether each date of the claim is a date of the quote.

    A part that is left out where the date stands may come from another date of the quote, and the
    year from a heading or the day of publication; a whole date only where the quote names none.
    """
    said = [_parts(date) for date in find_dates(claim)]
    if not said:
        return True
    known = [_parts(date) for date in find_dates(source.own)]
    around = [_parts(date) for heading in source.around for date in find_dates(heading)]
    around += [(day.year, None, day.month, day.day) for day in source.days]
    years = {number.value for number in find_numbers(source.own)}
    return all(_carried(date, known, around) or _is_year_of(date, years) for date in said)


def _carried(said: Parts, known: Sequence[Parts], around: Sequence[Parts]) -> bool:
    if any(_fits(said, date) for date in known):
        return True
    if not known:
        return any(_fits(said, date) for date in around)
    others = (*known, *((year, None, None, None) for year, *_ in around))
    return any(
        _fits(said, _filled(date, other))
        for date in known
        for other in others
        if _agree(date, other)
    )


def _fits(said: Parts, known: Iterable[int | None]) -> bool:
    """Whether all that is said is known; what is not said does not count."""
    return all(part is None or part == other for part, other in zip(said, known, strict=True))


def _agree(date: Parts, other: Parts) -> bool:
    """Whether both may be one date: what both say is the same."""
    return all(a is None or b is None or a == b for a, b in zip(date, other, strict=True))


def _filled(date: Parts, other: Parts) -> Iterable[int | None]:
    return (part if part is not None else spare for part, spare in zip(date, other, strict=True))


def _is_year_of(said: Parts, numbers: set[float]) -> bool:
    """Whether only a year is said and it stands in the source as a number alone, as in a cell."""
    return said[0] is not None and said[1:] == (None, None, None) and float(said[0]) in numbers


def _parts(date: DateMention) -> Parts:
    return date.year, date.quarter, date.month, date.day
