from __future__ import annotations

import pytest

from rag.compose.periods import lasting_periods, period_fit
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
