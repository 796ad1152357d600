"""Letters of offices: a head of two names side by side, a day and number, who signed."""

from __future__ import annotations

from datetime import date

import pytest

from rag.documents.read import read_draft
from rag.sections.build import build_document
from rag.types import Document
from tests.office_files import make_word
from tests.word_xml import cell, p, table

PROSE = "Сообщаем, что в ауле Тасты ремонт дома культуры закончен и принят комиссией."


def row(*cells: str) -> str:
    return "".join(cell(p(text)) for text in cells)


def letter(*head: str) -> Document:
    body = "".join(head) + p(PROSE) + table(row("Басшы", "Т. Ерланов")) + p("Орын. Д. Сәрсен")
    draft = read_draft(make_word(body), "хат.docx", max_line_bytes=2**20)
    return build_document(draft, document_id="d", source="хат.docx", date=None)


HEAD = table(row("«Тасты ауылы»", "", "«Аул Тасты»"), row("Тасты, 1-көше", "", "Тасты, ул. 1"))


def test_who_signed_stands_on_one_line_and_names_nothing() -> None:
    found = letter(p("Жауап хат"))
    texts = [found.text[item.start : item.end] for item in found.paragraphs]
    assert "Басшы Т. Ерланов" in texts
    assert [item.kind for item in found.paragraphs[-2:]] == ["paragraph", "paragraph"]
    assert found.title != "Басшы"


@pytest.mark.parametrize(
    "day", ["2021 жылғы 5 шілде № 3-11/20", "05.07.2021 № 41", "от 5 июля 2021 г."]
)
def test_the_day_below_the_names_of_an_office_dates_its_letter(day: str) -> None:
    assert letter(HEAD, p(day)).date == date(2021, 7, 5)


def test_a_day_below_a_table_of_figures_is_none_of_the_letter() -> None:
    figures = table(row("Ауыл", "Үй саны"), row("Тасты", "12"), row("Көлді", "31"))
    assert letter(figures, p("05.07.2021")).date is None
