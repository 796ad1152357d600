"""Whether a text speaks of the period that a question asks about."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rag.text.dates import find_dates
from rag.types import Period


@lru_cache(maxsize=2_000)
def placed_periods(text: str) -> tuple[tuple[int, Period], ...]:
    """The periods a text names, in order, each with the offset where it is named."""
    return tuple((d.start, Period(d.year, d.quarter, d.month, d.day)) for d in find_dates(text))


def periods_of(text: str) -> tuple[Period, ...]:
    """The periods a text names, in order."""
    return tuple(period for _, period in placed_periods(text))


def period_fit(asked: Sequence[Period], own: Sequence[Period], around: Sequence[Period]) -> float:
    """How well a text fits the periods asked for, -1..1.

    ``own`` are the text's periods, ``around`` those of its section and document. 1: the text
    itself says it; .6: its surroundings do; -1: the text names other periods only; -.4: only the
    surroundings do; 0: nothing asked or nothing named.
    """
    if not asked:
        return 0.0
    if any(_same(a, o) for a in asked for o in own):
        return 1.0
    if any(_same(a, o) for a in asked for o in around):
        return 0.6 if not _contradicts(asked, own) else -0.5
    if _contradicts(asked, own):
        return -1.0
    return -0.4 if _contradicts(asked, around) else 0.0


def _same(asked: Period, named: Period) -> bool:
    parts = (
        (asked.year, named.year),
        (asked.quarter, named.quarter),
        (asked.month, named.month),
        (asked.day, named.day),
    )
    return all(a == n for a, n in parts if a is not None and n is not None) and any(
        a is not None and a == n for a, n in parts
    )


def _contradicts(asked: Sequence[Period], named: Sequence[Period]) -> bool:
    comparable = [
        (a, n)
        for a in asked
        for n in named
        if (a.year and n.year) or (a.day and n.day and a.month and n.month)
    ]
    return bool(comparable) and not any(_same(a, n) for a, n in comparable)
