"""Filters by date: by publication, by the period covered, by the day of an event."""

from __future__ import annotations

from datetime import date

import pytest

from rag.types import Filters
from tests.flows.setting import Setting
from tests.unit.test_sections_dates import DIGEST

REPORT = """Отчёт о дорогах за 2022 год

20 января 2023 года

Ремонт

Отремонтировано 12 километров дорог, построено 2 моста.

Планы

В 2024 году построят ещё 3 моста.
"""


@pytest.fixture(scope="module")
def setting() -> Setting:
    made = Setting()
    made.ingest({"digest.txt": DIGEST, "report.txt": REPORT})
    return made


def found(setting: Setting, first: date, last: date) -> set[str]:
    """Headings of the passages in this window."""
    filters = Filters(date_from=first, date_to=last)
    hits = setting.ask_flow().search("вода школа дороги мосты", filters, 50).passages
    return {hit.document.sections[hit.passage.section].path[-1].split()[0] for hit in hits}


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2025, 4, 13), date(2025, 4, 13), {"Паводок"}),
        (date(2025, 4, 15), date(2025, 4, 15), {"Паводок"}),
        (date(2025, 4, 14), date(2025, 4, 14), {"Школу", "Дороги"}),
        (date(2025, 9, 1), date(2025, 9, 30), {"Школу"}),
        (date(2022, 3, 1), date(2022, 3, 31), {"Отчёт", "Ремонт", "Планы"}),
        (date(2023, 1, 20), date(2023, 1, 20), {"Отчёт", "Ремонт", "Планы"}),
        (date(2024, 1, 1), date(2024, 12, 31), {"Планы", "Школу", "Дороги"}),
        (date(2021, 1, 1), date(2021, 12, 31), set()),
    ],
)
def test_a_window_is_met_by_publication_period_and_event(
    setting: Setting, first: date, last: date, expected: set[str]
) -> None:
    assert found(setting, first, last) == expected


def test_the_digests_own_date_finds_no_entry(setting: Setting) -> None:
    entries = {"Паводок", "Школу", "Дороги"}
    assert not entries & found(setting, date(2025, 5, 1), date(2025, 5, 1))
