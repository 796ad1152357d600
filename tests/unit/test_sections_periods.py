"""What the dates of a text are: periods covered, days something holds as of, days of events."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.sections.periods import YearContext, dated_words

APRIL = YearContext(near=date(2025, 4, 15))


def told(text: str, context: YearContext = APRIL) -> list[str]:
    """``kind first last`` of each date; a single day once."""
    found = []
    for words in dated_words(text, context):
        last = "" if words.last == words.first else f" {words.last}"
        found.append(f"{words.kind} {words.first}{last}{' ?' * words.year_inferred}")
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Отчёт за 2022 год", "covers 2022-01-01 2022-12-31"),
        ("2017 жылғы есеп", "covers 2017-01-01 2017-12-31"),
        ("Итоги I квартала 2023 года", "covers 2023-01-01 2023-03-31"),
        ("2023 жылдың 2 тоқсанында", "covers 2023-04-01 2023-06-30"),
        ("за 9 месяцев 2022 года собрано", "covers 2022-01-01 2022-09-30"),
        ("в первом полугодии 2024 года", "covers 2024-01-01 2024-06-30"),
        ("2022 жылдың екінші жартыжылдығында", "covers 2022-07-01 2022-12-31"),
        ("программа на 2017–2021 годы", "covers 2017-01-01 2021-12-31"),
        ("2017-2021 жылдарға арналған бағдарлама", "covers 2017-01-01 2021-12-31"),
        ("за январь – март 2022 года", "covers 2022-01-01 2022-03-31"),
        ("в апреле 2024 года", "covers 2024-04-01 2024-04-30"),
        ("ярмарка с 1 по 15 апреля 2025 года", "covers 2025-04-01 2025-04-15"),
        ("проверка с 01.01.2022 по 31.03.2022", "covers 2022-01-01 2022-03-31"),
        ("2022 жылғы қаңтар – наурыз", "covers 2022-01-01 2022-03-31"),
        ("2022 жылдың сәуір-маусым айларында", "covers 2022-04-01 2022-06-30"),
        ("2023 жылғы қаңтар-қыркүйекте 5 үй салынды", "covers 2023-01-01 2023-09-30"),
        ("2022 жылғы наурыз – қаңтарда емес", "covers 2022-03-01 2022-03-31"),
        ("итоги девяти месяцев 2023 года", "covers 2023-01-01 2023-09-30"),
        ("2023 жылдың тоғыз айында", "covers 2023-01-01 2023-09-30"),
        ("за несколько месяцев 2023 года", "covers 2023-01-01 2023-12-31"),
        ("in February 2024", "covers 2024-02-01 2024-02-29"),
        ("по состоянию на 13 апреля 2025 года", "as_of 2025-04-13"),
        ("на 01.01.2023 г. числится", "as_of 2023-01-01"),
        ("2023 жылғы 1 қаңтардағы жағдай бойынша", "as_of 2023-01-01"),
        ("2023 жылғы 1 қаңтарға", "as_of 2023-01-01"),
        ("as of 1 March 2024", "as_of 2024-03-01"),
        ("13 апреля 2025 года открыта школа", "event 2025-04-13"),
        ("2025 жылғы 20 мамырда өтеді", "event 2025-05-20"),
    ],
)
def test_a_date_is_what_its_words_say(text: str, expected: str) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Закон от 9 января 2007 года № 212",
        "2007 жылғы 9 қаңтардағы № 212 Кодекс",
        "приказ от 12.01.2007 г. № 5",
        "срок – до 2027 года",
        "2027 жылға дейін",
        "работает с 2015 года",
        "2015 жылдан бастап",
        "построено 2022 дома",
        "",
    ],
)
def test_references_to_acts_and_open_ends_are_no_dates(text: str) -> None:
    assert told(text) == []


def test_a_date_without_a_year_takes_the_last_one_named_else_the_nearest() -> None:
    assert told("30 декабря открыли, 2 мая откроют") == ["event 2024-12-30 ?", "event 2025-05-02 ?"]
    assert told("в III квартале", YearContext(year=2022)) == ["covers 2022-07-01 2022-09-30 ?"]
    assert told("В 2021 году начали, 5 мая закончили")[1] == "event 2021-05-05 ?"
    assert told("5 мая", YearContext()) == []


def test_in_dated_news_a_year_named_is_the_past_and_a_bare_day_of_these_weeks() -> None:
    news = YearContext(near=date(2025, 4, 15), is_news=True)
    assert told("В 2021 году начали, 13 апреля закончили", news)[1] == "event 2025-04-13 ?"


def test_kazakh_typed_with_russian_letters_is_understood() -> None:
    assert told("2023 жылгы 1 кантардагы жагдай бойынша") == ["as_of 2023-01-01"]


def test_a_leap_day_needs_a_leap_year() -> None:
    assert told("29 февраля 2024 года") == ["event 2024-02-29"]
    assert told("29 февраля 2023 года") == []
    assert told("29 февраля") == ["event 2024-02-29 ?"]


@given(st.text(st.sampled_from("0123456789 .-–№гжокварталтоқсан2025апреляманд"), max_size=60))
def test_spans_lie_in_the_text_and_time_runs_forward(text: str) -> None:
    end = 0
    for words in dated_words(text, APRIL):
        assert end <= words.start < words.end <= len(text)
        assert words.first <= words.last
        end = words.end
