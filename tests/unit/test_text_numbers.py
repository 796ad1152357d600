from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.text.numbers import canonical_digits, find_numbers

Expected = tuple[str, float, str, str | None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 634 368 032", [("1 634 368 032", 1634368032, "plain", None)]),
        ("33 923 891,3", [("33 923 891,3", 33923891.3, "plain", None)]),
        ("3020 899,532", [("3020 899,532", 3020899.532, "plain", None)]),
        ("1\xa0634\u2009368", [("1\xa0634\u2009368", 1634368, "plain", None)]),
        ("241,3 тыс. жителей", [("241,3", 241300, "plain", None)]),
        ("около 3 тысяч", [("3", 3000, "plain", None)]),
        ("более 500", [("500", 500, "plain", None)]),
        ("1,3 млрд долларов", [("1,3", 1.3e9, "money", "USD")]),
        ("5 мың теңге", [("5", 5000, "money", "KZT")]),
        ("2 трлн. тг", [("2", 2e12, "money", "KZT")]),
        ("65 теңгеге", [("65", 65, "money", "KZT")]),
        ("$1,5 млн", [("1,5", 1.5e6, "money", "USD")]),
        ("900 рублей", [("900", 900, "money", "RUB")]),
        ("62,3 %", [("62,3", 62.3, "percent", "%")]),
        ("103,8 пайызды", [("103,8", 103.8, "percent", "%")]),
        ("12 процентов", [("12", 12, "percent", "%")]),
        ("5-6 тысяч", [("5", 5000, "plain", None), ("6", 6000, "plain", None)]),
        ("15–20%", [("15", 15, "percent", "%"), ("20", 20, "percent", "%")]),
        ("2016-2020 жж.", [("2016", 2016, "year", None), ("2020", 2020, "year", None)]),
        ("2017 жылдың", [("2017", 2017, "year", None)]),
        ("к 2028", [("2028", 2028, "year", None)]),
        ("марта 2021", [("2021", 2021, "year", None)]),
        ("2000 адам", [("2000", 2000, "plain", "чел")]),
        ("30 га, 5 км", [("30", 30, "plain", "га"), ("5", 5, "plain", "км")]),
        ("300 тысяч кв. метров", [("300", 300000, "plain", "кв.м")]),
        ("№ 3/522", [("3/522", 3, "identifier", None)]),
        ("школа №131", [("131", 131, "identifier", None)]),
        ("пункт 3.2.1.1", [("3.2.1.1", 3, "identifier", None)]),
        ("блок А-9", [("А-9", 9, "identifier", None)]),
        ("23.06.2022", [("23.06.2022", 23, "identifier", None)]),
        ("+7 727 295-81-54", [("+7 727 295-81-54", 7, "identifier", None)]),
        ("в 15:00", [("15:00", 15, "identifier", None)]),
        ("20-шы, 3-й", [("20", 20, "ordinal", None), ("3", 3, "ordinal", None)]),
        ("100-ге", [("100", 100, "plain", None)]),
        ("1 000, 2 000", [("1 000", 1000, "plain", None), ("2 000", 2000, "plain", None)]),
        ("10,000 jobs", [("10,000", 10000, "plain", None)]),
        ("1,634,368 people", [("1,634,368", 1634368, "plain", "чел")]),
        ("−3,5 %", [("−3,5", -3.5, "percent", "%")]),
        ("исполнено –37", [("37", 37, "plain", None)]),
        ("6 млрд 862,7 тыс. тенге", [("6 млрд 862,7", 6000862700, "money", "KZT")]),
        ("2 млрд. 300 млн. теңге", [("2 млрд. 300", 2.3e9, "money", "KZT")]),
        ("1 млн 500 мың адам", [("1 млн 500", 1.5e6, "plain", "чел")]),
        ("2 млн, 300 тыс.", [("2", 2e6, "plain", None), ("300", 3e5, "plain", None)]),
        ("5 тыс. 3 млн", [("5", 5e3, "plain", None), ("3", 3e6, "plain", None)]),
        ("150 куб. м/с", [("150", 150, "plain", "куб.м/с")]),
        ("120 м³", [("120", 120, "plain", "куб.м")]),
        ("5 кв. км", [("5", 5, "plain", "кв.км")]),
        ("40 см", [("40", 40, "plain", "см")]),
        ("пусто", []),
    ],
)
def test_one_kind_at_a_time(text: str, expected: list[Expected]) -> None:
    found = find_numbers(text)
    assert [(n.written, n.kind, n.unit) for n in found] == [(e[0], *e[2:]) for e in expected]
    assert [n.value for n in found] == pytest.approx([e[1] for e in expected])


def test_a_year_and_a_count_side_by_side() -> None:
    found = find_numbers("в 2022 году 1 505 домов, в 2022 1 505")
    assert [n.value for n in found] == [2022, 1505, 2022, 1505]


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=5))
@settings(max_examples=100, deadline=None)
def test_grouped_numbers_are_read_back(values: list[int]) -> None:
    text = "; ".join(f"{value:,}".replace(",", " ") for value in values)
    assert [n.value for n in find_numbers(text)] == values


@given(st.text(alphabet="0123456789 .,-/№%абвтысгln", max_size=40))
@settings(max_examples=200, deadline=None)
def test_spans_hold_what_was_written(text: str) -> None:
    end = 0
    for number in find_numbers(text):
        assert end <= number.start < number.end
        assert text[number.start : number.end] == number.written
        end = number.end
    digits = {place for n in find_numbers(text) for place in range(n.start, n.end)}
    assert all(place in digits for place, letter in enumerate(text) if letter.isdigit())


def test_canonical_digits() -> None:
    assert canonical_digits("1 634 368 032") == "1634368032"
    assert canonical_digits("62,3") == canonical_digits("62.3") == "62.3"
