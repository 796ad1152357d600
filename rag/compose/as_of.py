"""Tells whether two pieces of evidence speak of different times."""

from __future__ import annotations

from collections.abc import Sequence

from rag.compose.periods import comparable, periods_of, same_period
from rag.types import Evidence, Period

BEFORE_CHARACTERS = 200
"""How far before a sentence its time may have been named."""


def times_of(item: Evidence) -> frozenset[Period]:
    """The times named by a sentence or just before it in its paragraph, by a row or its header."""
    document = item.hit.document
    source = document.paragraphs[item.unit.paragraph]
    first = max(source.start, item.unit.start - BEFORE_CHARACTERS)
    header = source.row.header if source.row is not None else ()
    return frozenset(periods_of("\n".join((document.text[first : item.unit.end], *header))))


def are_apart(one: Evidence, other: Evidence) -> bool:
    """Whether what is known of both times, nearest to each first, cannot be one time.

    A sentence's own words tell before its table, headings and title, and these before the day of
    publication. A year holds its days, and a stretch of years all between. Words that name no year
    take it from around; where a time is not known, nothing is apart.
    """
    own = (times_of(one), times_of(other))
    if all(own) and not any(period.year for times in own for period in times):
        years = [_years(_around(item)) for item in (one, other)]
        return bool(years[0] and years[1]) and not _may_be_one(*years)
    known = [_within(times, _around(item)) for times, item in zip(own, (one, other), strict=True)]
    return bool(known[0] and known[1]) and not _may_be_one(*known)


def _within(own: frozenset[Period], around: Sequence[Period]) -> Sequence[Period]:
    """The times of a text; the parts of its year that a heading names where it names the year."""
    dated = [period for period in own if period.year]
    if not dated:
        return around
    parts = [p for p in around if (p.quarter or p.month) and any(same_period(p, d) for d in dated)]
    return dated if any(p.quarter or p.month for p in dated) or not parts else parts


def _years(periods: Sequence[Period]) -> Sequence[Period]:
    return [Period(period.year) for period in periods if period.year]


def _may_be_one(one: Sequence[Period], other: Sequence[Period]) -> bool:
    if any(same_period(a, b) or not comparable(a, b) for a in one for b in other):
        return True
    return _spans(one, other) or _spans(other, one)


def _spans(stretch: Sequence[Period], others: Sequence[Period]) -> bool:
    """Whether another year lies between the first and the last of several."""
    years = [period.year for period in stretch if period.year]
    return len(set(years)) > 1 and any(
        min(years) <= period.year <= max(years) for period in others if period.year
    )


def _around(item: Evidence) -> Sequence[Period]:
    """The times of what stands nearest over a text and names any."""
    document = item.hit.document
    source = document.paragraphs[item.unit.paragraph]
    section = document.sections[source.section]
    table = source.row.table if source.row is not None else ""
    for words in (table, *reversed(section.path), document.title):
        if named := periods_of(words):
            return named
    # A digest's own day is not its entries'.
    day = section.date or (None if section.url else document.date)
    return [Period(day.year, None, day.month, day.day)] if day else ()
