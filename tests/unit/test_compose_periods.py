from __future__ import annotations

import pytest

from rag.compose.periods import period_fit
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
