"""Tables of separated cells (csv, tsv), told from text by what is in them."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.documents.read import read_draft
from rag.documents.separated import find_separated_table
from rag.types import Draft, Row

HEADER = ("Аудан", "Мектеп саны", "Сумма, млн тенге")
ROWS = (("Жайлау", "48", "1 200,5"), ("Теректі", "31", "980"), ("Белес; батыс", "", "12"))


def read(content: bytes, name: str = "сводка.csv") -> Draft:
    return read_draft(content, name, max_line_bytes=2**20)


def found_rows(text: str) -> list[tuple[str, ...]]:
    table = find_separated_table(text)
    return list(table.rows) if table else []


def saved(separator: str, quoting: int = csv.QUOTE_MINIMAL) -> str:
    out = StringIO()
    csv.writer(out, delimiter=separator, quoting=quoting).writerows([HEADER, *ROWS])  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "utf-16"])
def test_rows_are_citable_under_their_header(separator: str, encoding: str) -> None:
    text = saved(separator).replace("Теректі", "Терек").replace("қ", "к")
    draft = read(text.encode(encoding), "сводка.txt")
    assert [block.kind for block in draft.blocks] == ["table_header"] + ["table_row"] * 3
    assert draft.blocks[1].row == Row("", HEADER, ROWS[0])
    assert draft.blocks[3].row == Row("", HEADER, ROWS[2])


def test_quoted_cells_may_hold_separators_and_line_breaks() -> None:
    text = 'Нөмір,"Шара, атауы",Мерзімі\n1,"Жол салу,\nекінші кезең",мамыр\n2,Көпір,маусым\n'
    rows = [block.row.cells for block in read(text.encode()).blocks if block.row]
    assert rows[0] == ("Нөмір", "Шара, атауы", "Мерзімі")
    assert " ".join(rows[1][1].split()) == "Жол салу, екінші кезең"


def test_excels_first_line_and_closing_separators_are_no_cells() -> None:
    text = "sep=;\r\nКөрсеткіш;2023;2024;\r\nТуу;15;16;\r\nӨлім;7;6;\r\n"
    assert found_rows(text.replace("\r\n", "\n")) == [
        ("Көрсеткіш", "2023", "2024"),
        ("Туу", "15", "16"),
        ("Өлім", "7", "6"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Мы купили хлеб, соль, чай\nОни взяли рис, мёд, лук\nДети ели суп, сыр, пирог\n",
        "дороги;\nмосты;\nшколы;\n",
        "Первая\nВторая\nТретья\nЧетвёртая\nАудан;Саны\nЖайлау;4\nБелес;5\n",
        "Ведомость\nАудан;Саны\nЖайлау;4\nБелес;5\nИтоги ниже\nТерек;6\n",
        "Аудан;;Саны\nЖайлау;;4\nБелес;2;5\n",
        "1;2;3\n4;5;6\n7;8;9\n",
        "Аудан;Саны\nЖайлау;4\n",
        'Аудан;Саны\n"Жайлау;4\nБелес;5\nТерек;6\n',
        "a;a\nb;c\nd;e\n",
    ],
)
def test_what_is_no_table_whole_stays_text(text: str) -> None:
    assert find_separated_table(text) is None


CELL = st.text('абвқ 12;",', min_size=1, max_size=8).map(lambda cell: "я" + cell.strip() + "ю")


@settings(max_examples=40)
@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=2, max_size=5))
def test_what_was_saved_is_found_again(rows: list[list[str]]) -> None:
    out = StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows([HEADER, *rows])
    assert found_rows(out.getvalue()) == [HEADER, *map(tuple, rows)]


@pytest.mark.parametrize("padding", [("", ""), (";;", ";;"), (";;", "")])
def test_lines_above_and_below_name_the_table_and_note_it(padding: tuple[str, str]) -> None:
    above, empty = padding
    text = (
        f"Свод по мектепам на 1 мая 2023 года{above}\nмлн тенге{above}\n{empty}\n"
        "Аудан;Мектеп;Қаржы\nЖайлау;48;1 200,5\nТеректі;31;980\n\nЕскерту: алдын ала дерек\n"
    )
    draft = read(text.encode())
    name = "Свод по мектепам на 1 мая 2023 года млн тенге"
    assert [(block.kind, block.text) for block in draft.blocks[::4]] == [
        ("heading", name),
        ("paragraph", "Ескерту: алдын ала дерек"),
    ]
    assert draft.blocks[2].row == Row(name, ("Аудан", "Мектеп", "Қаржы"), ROWS[0])


def test_a_header_of_two_rows_is_one_and_groups_stay_rows_of_the_table() -> None:
    text = "Село;2022;;2023;\n;план;факт;план;факт\nБағыт: Жол;;;;\nАксу;1;2;3;4\nТау;5;6;7;8\n"
    rows = [block.row for block in read(text.encode()).blocks if block.kind == "table_row"]
    assert [row.header for row in rows if row] == [
        ("Село", "2022 план", "2022 факт", "2023 план", "2023 факт")
    ] * 2


def test_an_unquoted_comma_in_the_name_of_a_table_parts_no_cells() -> None:
    text = "Оқушылар саны, адам\nМектеп,Оқушы,Мұғалім\nАқсу,812,64\nТау,96,18\n"
    table = find_separated_table(text)
    assert table is not None
    assert (table.above, table.rows[0]) == (
        ("Оқушылар саны, адам",),
        ("Мектеп", "Оқушы", "Мұғалім"),
    )
