"""Days and months as numbers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text.calendar import MAX_MONTHS, day_number, days_of, month_number, months_of

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(DAYS, DAYS)
def test_numbers_order_like_days_and_months(one: date, other: date) -> None:
    assert (day_number(one) < day_number(other)) == (one < other)
    assert (month_number(one) < month_number(other)) == (
        (one.year, one.month) < (other.year, other.month)
    )


@given(DAYS, st.integers(0, 2000))
def test_a_stretch_is_kept_by_its_days_or_by_its_months(first: date, n: int) -> None:
    last = first + timedelta(n)
    days, months = days_of([(first, last)]), months_of([(first, last)])
    assert bool(days) != bool(months)
    inside = [first + timedelta(step) for step in range(n + 1)]
    if days:
        assert days == [day_number(day) for day in inside]
    else:
        assert months == sorted({month_number(day) for day in inside})


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2024, 2, 1), date(2024, 2, 29)),
        (date(2022, 1, 1), date(2022, 12, 31)),
        (date(9999, 12, 1), date.max),
    ],
)
def test_whole_months_are_months(first: date, last: date) -> None:
    assert days_of([(first, last)]) == [] and months_of([(first, last)])


def test_a_stretch_of_centuries_says_nothing() -> None:
    assert months_of([(date(1500, 1, 1), date(2000, 12, 31))]) == []
    assert len(months_of([(date(1951, 1, 1), date(2000, 12, 31))])) == MAX_MONTHS
