"""A table with a name of its own is a section; the text after it is where it was before."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from rag.documents.read import read_draft
from rag.sections.build import build_document
from rag.types import Amount, Document

PROSE = "В районе за год построены две школы, один мост и детский сад на двести мест."


def document(name: str, text: str) -> Document:
    draft = read_draft(text.encode(), name, max_line_bytes=2**20)
    return build_document(draft, document_id="d", source=name, date=None)


def of_rows(found: Document) -> list[tuple[str, ...]]:
    """The path of every row, in order."""
    return [found.sections[p.section].path for p in found.paragraphs if p.kind == "table_row"]


def path_of(found: Document, words: str) -> tuple[str, ...]:
    """The path of the paragraph that begins so."""
    place = next(p for p in found.paragraphs if found.text.startswith(words, p.start))
    return found.sections[place.section].path


def html(body: str) -> Document:
    return document("a.html", f"<html><body>{body}<p>{PROSE}</p></body></html>")


ROWS = "<tr><th>Аул</th><th>Школы</th></tr><tr><td>Көктем</td><td>4</td></tr>"


def test_the_caption_of_a_web_table_names_its_section_and_nothing_behind_it() -> None:
    found = html(f"<h2>Мектептер</h2><table><caption>Аулы и школы</caption>{ROWS}</table>")
    assert of_rows(found) == [("Мектептер", "Аулы и школы")]
    assert path_of(found, PROSE) == ("Мектептер",)
    assert [p.row.table for p in found.paragraphs if p.row] == ["Аулы и школы"]
    assert found.text.count("Аулы и школы") == 1


def test_a_line_over_a_web_table_names_it_when_it_numbers_it() -> None:
    found = html(f"<h2>Мектептер</h2><p>2-кесте. Ауыл мектептері</p><table>{ROWS}</table>")
    assert of_rows(found) == [("Мектептер", "2-кесте. Ауыл мектептері")]
    assert path_of(found, PROSE) == ("Мектептер",)


def test_a_table_without_a_name_stands_in_the_section_around_it() -> None:
    found = html(f"<h2>Мектептер</h2><p>{PROSE}</p><table>{ROWS}</table>")
    assert of_rows(found) == [("Мектептер",)]
    assert [section.path for section in found.sections] == [("Мектептер",)]


def test_a_note_of_units_stands_in_the_tables_section() -> None:
    found = html(
        "<h2>Бюджет</h2><p>Таблица 3. Расходы по годам</p><p>Млн тенге</p>"
        "<table><tr><th>Год</th><th>Сумма</th></tr><tr><td>2023</td><td>40</td></tr></table>"
    )
    name = "Таблица 3. Расходы по годам"
    assert path_of(found, "Млн тенге") == ("Бюджет", name)
    assert [p.row.table for p in found.paragraphs if p.row] == [f"{name} Млн тенге"]
    assert found.title == "Бюджет"
    assert path_of(found, PROSE) == ("Бюджет",)


@pytest.mark.parametrize("group", ["Бағыт: Оңтүстік", "Мақсат 1.2: Жаңа мектептер", "Городские"])
def test_headings_between_rows_stand_below_the_tables_name(group: str) -> None:
    rows = f'{ROWS}<tr><td colspan="2">{group}</td></tr><tr><td>Бастау</td><td>2</td></tr>'
    found = html(f"<h2>Мектептер</h2><p>Таблица 1. Аулы и школы</p><table>{rows}</table>")
    name = ("Мектептер", "Таблица 1. Аулы и школы")
    assert of_rows(found) == [name, (*name, group)]
    assert path_of(found, PROSE) == ("Мектептер",)


def test_two_tables_one_after_the_other_have_a_section_each() -> None:
    found = html(
        f"<p>Таблица 1. Аулы и школы</p><table>{ROWS}</table>"
        f"<p>Таблица 2. Аулы и сады</p><table>{ROWS}</table>"
    )
    assert of_rows(found) == [("Таблица 1. Аулы и школы",), ("Таблица 2. Аулы и сады",)]


def test_a_table_of_marks_has_a_section_too() -> None:
    text = (
        f"# Мектептер\n\nТаблица 1. Аулы и школы\n\n|Аул|Школы|\n|---|---|\n|Көктем|4|\n\n{PROSE}\n"
    )
    found = document("a.md", text)
    assert of_rows(found) == [("Мектептер", "Таблица 1. Аулы и школы")]
    assert path_of(found, PROSE) == ("Мектептер",)


def test_a_pasted_table_has_a_section_too() -> None:
    rows = "\n".join(("№\tАул\tШколы", "1\tКөктем\t4", "2\tБастау\t2"))
    found = document(
        "a.txt", f"1. Мектептер\n{PROSE}\n\nТаблица 1. Аулы и школы\n{rows}\n\n{PROSE}\n"
    )
    assert of_rows(found) == [("1. Мектептер", "Таблица 1. Аулы и школы")] * 2
    last = found.sections[found.paragraphs[-1].section]
    assert last.path == ("1. Мектептер",)


def sheet(*rows: Sequence[str | float]) -> Document:
    book = openpyxl.Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = "Бюджет"
    for row in rows:
        page.append(list(row))
    stream = BytesIO()
    book.save(stream)
    draft = read_draft(stream.getvalue(), "a.xlsx", max_line_bytes=2**20)
    return build_document(draft, document_id="d", source="a.xlsx", date=None)


def test_a_title_over_an_empty_row_of_a_sheet_names_its_table_with_its_units() -> None:
    found = sheet(
        ["Заработная плата по отраслям"],
        ["(тыс. тенге)"],
        [],
        ["Отрасль", "План", "Факт"],
        ["Торговля", 210.5, 215],
        [],
        ["Сведения даны без учёта малых предприятий района."],
    )
    name = "Заработная плата по отраслям (тыс. тенге)"
    row = next(p.row for p in found.paragraphs if p.row)
    assert (row.table, of_rows(found)) == (name, [("Бюджет", name)])
    assert row.amounts[1] == Amount(210_500.0, unit="KZT")
    assert path_of(found, "Сведения") == ("Бюджет",)
    assert found.title == name


def test_a_sentence_over_an_empty_row_of_a_sheet_names_no_table() -> None:
    found = sheet(
        ["Дороги"], ["Работы приняты комиссией."], [], ["Аул", "Длина, км"], ["Көктем", 12.5]
    )
    assert "комиссией" not in next(p.row.table for p in found.paragraphs if p.row)
