"""Tables whose cells stand one to a line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.documents.layout import parse_layout
from rag.documents.stacked import unstacked
from rag.types import Row

DISTRICTS = """Аудан
2023 ж. көлем
2024 ж. көлем
Бестөбе
208,4
311,7
Жаркын
176,9
–
Барлығы
385,3
311,7"""
YEARS = """Показатель
2022
2023
Всего школ
301
303
в т.ч. частных
12
14"""
TASKS = """№
Тапсырма
Жауапты
Мерзімі
1
Көпірді жөндеу
Қасенова Д.Т.
2025 жылғы 15 тамыз
2.
Жол салу
аудан әкімдері, Ыбыраев М.С.
01.09.2025 ж."""
OKRUGS = """Округ атауы
Халық саны
Мектеп
Әкімі
Майтерек
9 842
4
Бекмұрат Ә.
Ақтұма
3 915
3
Сүгірбаев Н.
Қаражал
3 127
4
Исина Г."""
OBJECTS = """Наименование объекта
Стоимость, млн тенге
Ответственный исполнитель
Мост через Карасу
120
Дорстрой
Клуб в Бестобе
45,5
Отдел культуры
Школа в Жаркыне
2 300
УКС"""


def rows(text: str) -> list[Row]:
    blocks = parse_layout(text).blocks
    return [block.row for block in blocks if block.kind == "table_row" and block.row is not None]


@pytest.mark.parametrize(
    ("table", "header", "first", "n_rows"),
    [
        (DISTRICTS, ("Аудан", "2023 ж. көлем", "2024 ж. көлем"), ("Бестөбе", "208,4", "311,7"), 3),
        (YEARS, ("Показатель", "2022", "2023"), ("Всего школ", "301", "303"), 2),
        (
            TASKS,
            ("№", "Тапсырма", "Жауапты", "Мерзімі"),
            ("1", "Көпірді жөндеу", "Қасенова Д.Т.", "2025 жылғы 15 тамыз"),
            2,
        ),
        (
            OKRUGS,
            ("Округ атауы", "Халық саны", "Мектеп", "Әкімі"),
            ("Майтерек", "9 842", "4", "Бекмұрат Ә."),
            3,
        ),
        (
            OBJECTS,
            ("Наименование объекта", "Стоимость, млн тенге", "Ответственный исполнитель"),
            ("Мост через Карасу", "120", "Дорстрой"),
            3,
        ),
    ],
)
@pytest.mark.parametrize("lead", ["", "\t"])
def test_rows_with_their_header(
    table: str, header: tuple[str, ...], first: tuple[str, ...], n_rows: int, lead: str
) -> None:
    led = "\n".join(lead + line for line in table.split("\n"))
    found = rows(f"Кіріспе сөз осында аяқталды.\n\n{led}\n\nКейін мәтін жалғасады.\n")
    assert (len(found), found[0].header, found[0].cells) == (n_rows, header, first)


def test_a_line_over_the_table_is_none_of_its_cells() -> None:
    found = rows(f"Текст до неё.\n\nТаблица 3. Школы по годам\n{YEARS}\n")
    assert [row.table for row in found] == ["Таблица 3. Школы по годам"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "мост\nдорога\nпарк\nдом\nдвор\nсад",
        "Школы\n5\nКлубы\n3",  # too few for a table of two columns
        "Построено школ.\n5\n2023\nОткрыто клубов.\n3\n2024\nСтало лучше.\n1\n2",
        "Школы\n5\nКлубы\n3\nПарки\n2\nРынки\n7\nБазары\n9",  # nothing says what is counted
        "12\n13\n14\n15\n16\n17\n18",
        "Аудан\n2023\nБестөбе\n5\nЖаркын\n6\n7\nТоғай\n8",
    ],
)
def test_other_lines_stay_as_they_are(text: str) -> None:
    assert unstacked(text) == text


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["№", "1", "2", "а", "б в", "2023", "5,5", "", "\tг", "д."])))
def test_no_word_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert unstacked(text).split() == text.split()
