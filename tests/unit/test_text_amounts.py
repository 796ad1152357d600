"""What cells state: value with its scale, unit, range; and what is no amount."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text.amounts import is_total, row_amounts
from rag.types import Amount

KZT = "KZT"


def amount(cell: str, head: str = "", caption: str = "") -> Amount | None:
    return row_amounts(("Жол", cell), ("Атауы", head), caption)[1]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("12,5", Amount(12.5)),
        ("1 634 368", Amount(1_634_368)),
        ("1\u2009820,4", Amount(1820.4)),
        ("241,3 тыс.", Amount(241_300)),
        ("2 млрд 300 млн теңге", Amount(2.3e9, None, KZT)),
        ("34 %", Amount(34, None, "%")),
        ("-2,2", Amount(-2.2)),
        ("+4,7", Amount(4.7)),
        ("10–12%", Amount(10, 12, "%")),
        ("от 5 до 7 млн тенге", Amount(5e6, 7e6, KZT)),
        ("5-6 тыс. тонн", Amount(5000, 6000, "т")),
        ("≈ 3 шт.", Amount(3, None, "шт")),
        ("15 шақырым", Amount(15, None, "км")),
    ],
)
def test_a_number_has_its_value_unit_and_range(cell: str, found: Amount) -> None:
    assert amount(cell) == found


@pytest.mark.parametrize(
    "cell",
    [
        *("", "–", "жоқ", "05.06.2024", "15:00", "№5", "2024 год", "А-9", "8 (72634) 6-21-15"),
        *("3-ші", "построено 5 школ и 2 сада", "5 мая"),
    ],
)
def test_words_dates_and_names_are_no_amounts(cell: str) -> None:
    assert amount(cell) is None


@pytest.mark.parametrize(
    ("head", "caption", "found"),
    [
        ("Сумма, млн тенге", "", Amount(5e6, None, KZT)),
        ("Оқушы саны (адам)", "", Amount(5, None, "чел")),
        ("Протяжённость, км / всего", "", Amount(5, None, "км")),
        ("% исполнения", "", Amount(5, None, "%")),
        ("План", "Доходы района (тыс. тенге)", Amount(5000, None, KZT)),
        ("План", "Таблица 1. Доходы района млн тенге", Amount(5e6, None, KZT)),
        ("Доля, %", "Доходы (тыс. тенге)", Amount(5, None, "%")),
        ("План", "Доходы района", Amount(5)),
        ("№ п/п", "", None),
        ("Код", "Доходы (тыс. тенге)", None),
    ],
)
def test_the_unit_stands_in_the_head_or_in_the_caption(
    head: str, caption: str, found: Amount | None
) -> None:
    assert amount("5", head, caption) == found


def test_the_row_says_its_unit_in_a_column_of_its_own() -> None:
    header = ("№", "Көрсеткіш", "Өлшем бірлігі", "Жоспар", "Доля, %")
    assert row_amounts(("1", "Өнім", "млн теңге", "5", "7"), header, "Есеп (адам)") == (
        None,
        None,
        None,
        Amount(5e6, None, KZT),
        Amount(7, None, "%"),
    )
    assert row_amounts(("", "Барлығы", "", "5", ""), header, "Есеп (адам)")[3] == Amount(
        5, None, "чел"
    )


def test_the_column_of_units_states_no_amount() -> None:
    for head, unit in [("Ед. изм.", "на 100 тыс. человек"), ("Бірлігі", "100 мың адамға")]:
        amounts = row_amounts(("Заболеваемость", unit, "37,0"), ("Показатель", head, "Факт"), "")
        assert amounts[1] is None
        assert amounts[2] == Amount(37.0, None, None)


@pytest.mark.parametrize(
    ("cells", "total"),
    [
        (("", "Итого по району", "5"), True),
        (("ВСЕГО:", "5"), True),
        (("1", "Барлығы", "5"), True),
        (("Жиыны", "5"), True),
        (("1", "Всероссийский форум", "5"), False),
        (("1", "2"), False),
    ],
)
def test_totals_are_known_by_their_first_words(cells: tuple[str, ...], total: bool) -> None:
    assert is_total(cells) is total


@given(st.lists(st.text(max_size=30), max_size=6), st.text(max_size=20))
def test_every_cell_has_an_answer(cells: list[str], caption: str) -> None:
    header = tuple(f"{i}" for i in range(len(cells)))
    assert len(row_amounts(cells, header, caption)) == len(cells)
    assert len(row_amounts(cells, (), caption)) == len(cells)
