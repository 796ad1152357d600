from __future__ import annotations

import pytest

from rag.compose.periods import headed_periods, lasting_periods, period_fit, told_year
from rag.types import Period

OPENS = Period(2025, None, 1, 1)


@pytest.mark.parametrize(
    ("asked", "named", "fit"),
    [
        (Period(2024), OPENS, 1.0),
        (Period(2025), OPENS, -1.0),
        (OPENS, OPENS, 1.0),
        (OPENS, Period(2024), 1.0),
        (OPENS, Period(2025), -1.0),
        (Period(2025), Period(2025, None, 2, 1), 1.0),
    ],
)
def test_a_report_as_of_january_tells_of_the_year_before(
    asked: Period, named: Period, fit: float
) -> None:
    assert period_fit([asked], [named], []) == fit


def test_a_year_in_brackets_or_a_comparison_goes_on_for_nothing() -> None:
    text = "За 2023 год выпущено на 46 млрд (в 2022 году – 41). Это больше, чем в 2021 году. Рост."
    assert [period.year for _, period in lasting_periods(text)] == [2023]
    told = "2024 жылы 312 отбасы көшті, 2023 жылмен салыстырғанда көп."
    assert [period.year for _, period in lasting_periods(told)] == [2024]


def test_a_stretch_of_years_leaves_the_year_open() -> None:
    assert headed_periods("Программа на 2021-2025 годы") == ()
    assert headed_periods("Отчёт за 2023 год (план на 2021–2025 годы)") == (Period(2023),)
    assert lasting_periods("Өңірді дамытудың 2021-2025 жылдарға арналған бағдарламасы") == ()


@pytest.mark.parametrize(
    ("texts", "year"),
    [
        (["В 2024 году открыто 5 школ.", "За 2024 год – 3.", "На конец 2024 года."], 2024),
        # The next year is planned for; the one before stands beside in brackets.
        (
            ["2024 жылы 5 (2023 жылы – 4).", "2024 жылы 6.", "2024 жылы 7.", "2025 жылы 8."] * 2,
            2024,
        ),
        (["В 2024 году 5.", "В 2024 году 6."], None),
        (["В 2024 году 5.", "В 2022 году 6."] * 3, None),
        (["12 мая 2024 года", "13 мая 2024 года", "14 мая 2024 года"], None),
        ([], None),
    ],
)
def test_the_year_that_a_report_tells_of(texts: list[str], year: int | None) -> None:
    assert told_year(texts) == (None if year is None else Period(year))


def test_a_month_differs_from_another_where_no_year_is_asked() -> None:
    april, may = Period(month=4), Period(month=5)
    assert period_fit([april], [may], []) == -1.0
    assert period_fit([april], [april], []) == 1.0
    assert period_fit([april], [Period(2024, None, 5, 13)], []) == 0.0
