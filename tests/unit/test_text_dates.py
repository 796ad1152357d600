from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.text.dates import find_dates

Parts = tuple[int | None, int | None, int | None, int | None]


def parts(text: str) -> list[Parts]:
    return [(d.year, d.month, d.day, d.quarter) for d in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("23.06.2022", (2022, 6, 23, None)),
        ("за первые месяцы 2022-го", (2022, None, None, None)),
        ("во втором квартале 2022 года", (2022, None, None, 2)),
        ("2022 жылдың үшінші тоқсанында", (2022, None, None, 3)),
        ("in the first quarter of 2022", (2022, None, None, 1)),
        ("2022-06-23", (2022, 6, 23, None)),
        ("23 июня 2022 года", (2022, 6, 23, None)),
        ("от 2 июля 2014 года", (2014, 7, 2, None)),
        ("03 марта 2022 г.", (2022, 3, 3, None)),
        ("на 13 апреля", (None, 4, 13, None)),
        ("1 мая", (None, 5, 1, None)),
        ("сентябрь 2023", (2023, 9, None, None)),
        ("в мае 2023 года", (2023, 5, None, None)),
        ("в сентябре", (None, 9, None, None)),
        ("2 квартал 2023 года", (2023, None, None, 2)),
        ("IV квартал", (None, None, None, 4)),
        ("во II квартале 2021 г.", (2021, None, None, 2)),
        ("2023 жылдың 2-тоқсанында", (2023, None, None, 2)),
        ("ІІІ тоқсан", (None, None, None, 3)),
        ("Q3 2024", (2024, None, None, 3)),
        ("2017 жылы", (2017, None, None, None)),
        ("2017 жылдың", (2017, None, None, None)),
        ("2017 жылғы", (2017, None, None, None)),
        ("2017 ж.", (2017, None, None, None)),
        ("2022 год", (2022, None, None, None)),
        ("в 2022 году", (2022, None, None, None)),
        ("2022г.", (2022, None, None, None)),
        ("2017 жылдың 12 шілдесінде", (2017, 7, 12, None)),
        ("12 шілдесінде 2017", (2017, 7, 12, None)),
        ("2017 жылғы 5 қыркүйек", (2017, 9, 5, None)),
        ("2017 жылдың қыркүйегінде", (2017, 9, None, None)),
        ("20 наурыз", (None, 3, 20, None)),
        ("1 қаңтарға", (None, 1, 1, None)),
        ("15 желтоқсанда", (None, 12, 15, None)),
        ("маусым айында", (None, 6, None, None)),
        ("2017 жылгы 5 кыркуйек", (2017, 9, 5, None)),  # Russian keys
        ("June 23, 2022", (2022, 6, 23, None)),
        ("23rd of June 2022", (2022, 6, 23, None)),
        ("in 2022", (2022, None, None, None)),
        ("by 2028", (2028, None, None, None)),
        ("к 2028 году", (2028, None, None, None)),
    ],
)
def test_one_date(text: str, expected: Parts) -> None:
    assert parts(text) == [expected]


@pytest.mark.parametrize(
    "month",
    [
        "января қаңтар January",
        "февраля ақпан February",
        "марта наурыз March",
        "апреля сәуір April",
        "мая мамыр May",
        "июня маусым June",
        "июля шілде July",
        "августа тамыз August",
        "сентября қыркүйек September",
        "октября қазан October",
        "ноября қараша November",
        "декабря желтоқсан December",
    ],
)
def test_every_month_in_three_languages(month: str) -> None:
    numbers = {found.month for name in month.split() for found in find_dates(f"5 {name} 2020")}
    assert len(numbers) == 1 and None not in numbers
    assert all(find_dates(f"5 {name} 2020")[0].day == 5 for name in month.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("с 2019 по 2023 год", [2019, 2023]),
        ("2020, 2021 и 2022 годы", [2020, 2021, 2022]),
        ("2019 және 2020 жылдары", [2019, 2020]),
        ("2022/2023 учебный год", [2022, 2023]),
        ("2020-2024 гг.", [2020, 2024]),
        ("2016-2020 жылдарға", [2016, 2020]),
        ("2017 – 2019", [2017, 2019]),
        ("с 21.09.2022 по 11.10.2022", [2022, 2022]),
    ],
)
def test_both_ends_of_a_range_are_mentions(text: str, expected: list[int]) -> None:
    assert [found.year for found in find_dates(text)] == expected


def test_the_start_of_a_range_takes_the_year_of_its_end() -> None:
    assert parts("за январь – декабрь 2022 года") == [(2022, 1, None, None), (2022, 12, None, None)]
    assert parts("с 1 января по 31 марта 2023 года") == [(2023, 1, 1, None), (2023, 3, 31, None)]
    assert parts("1 мая, в школах. 31 мая 2023 года")[0] == (None, 5, 1, None)


@pytest.mark.parametrize(
    "text",
    [
        *("32.13.2022", "2000 адам", "Октябрьский район", "в 2022 домах", "3.2.1", "15:00"),
        *("Мартовский", "Казань", "may", "№ 2022/5", "1 634 368", "12 домов"),
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text) == ()


@given(st.dates(min_value=date(1000, 1, 1)))
@settings(max_examples=60, deadline=None)
def test_numeric_dates_are_read_back(day: date) -> None:
    for pattern in ("%d.%m.%Y", "%Y-%m-%d"):
        text = f"на {day:{pattern}}, итог"
        assert [f"{d.year:04}-{d.month:02}-{d.day:02}" for d in find_dates(text)] == [str(day)]


@given(
    st.lists(
        st.sampled_from(
            (
                "12",
                "2017",
                " ",
                " ",
                ".",
                "-",
                "жылы",
                "года",
                "марта",
                "шілде",
                "квартал",
                "IV",
                "г.",
            )
        ),
        max_size=15,
    ).map("".join)
)
@settings(max_examples=200, deadline=None)
def test_mentions_are_in_order_and_say_something(text: str) -> None:
    end = 0
    for found in find_dates(text):
        assert end <= found.start < found.end <= len(text)
        assert any((found.year, found.month, found.day, found.quarter))
        end = found.end
