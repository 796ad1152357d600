"""Tables whose columns were set with spaces."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.documents.layout import parse_layout
from rag.documents.spaced import tabbed
from rag.types import Row

TABLE = """Показатель                     2022      2023
Вызовы, тыс.                   41,2      43,8
Прибытие до 10 мин, %          87        91
Бригады, единиц                24        26"""
TO_THE_RIGHT = """Аул            Домов     Жителей
Көктем            12          48
Бастау           103       1 250"""


def test_columns_under_one_another_are_a_table() -> None:
    rows = [b.row for b in parse_layout(f"Отчёт службы\n\n{TABLE}\n\nКонец.\n").blocks if b.row]
    header = ("Показатель", "2022", "2023")
    assert rows[1:3] == [
        Row("Отчёт службы", header, ("Вызовы, тыс.", "41,2", "43,8")),
        Row("Отчёт службы", header, ("Прибытие до 10 мин, %", "87", "91")),
    ]


def test_columns_set_to_the_right_are_a_table() -> None:
    assert tabbed(TO_THE_RIGHT).split("\n")[2] == "Бастау\t103\t1 250"


@pytest.mark.parametrize(
    "text",
    [
        "Руководитель отдела          подпись      А. Сериков\n" * 3,
        "Работы   ведутся   с   2022\nгода и   будут   окончены\nв срок,   как   указано   в 12",
        TABLE.replace("41,2      43,8", "41,2  43,8"),
        "\n".join(TABLE.split("\n")[:2]),
        TABLE.replace("  ", " "),
        "а\tб   в   1\n" * 4,
    ],
)
def test_anything_else_is_left_as_it_is(text: str) -> None:
    assert tabbed(text) == text


@settings(max_examples=60)
@given(st.text(alphabet="аб1 \t\n,", max_size=200))
def test_no_word_is_lost(text: str) -> None:
    assert tabbed(text).split() == text.split()
