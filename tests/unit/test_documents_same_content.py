"""One content saved in every format is one document: the same headings, paragraphs and rows.

What differs is stated here: slides and sheets have no levels below their titles, and a page number
where the format has pages.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pytest

from rag.documents.read import read_draft
from rag.sections.build import build_document
from rag.types import Document
from tests.office_files import (
    NUMBERED,
    REPORT,
    TABLES,
    Content,
    make_docx,
    make_odt,
    make_pptx,
    make_txt,
    make_xlsx,
)
from tests.pdf_files import HAS_FONT, WITHOUT_FONT, make_pdf
from tests.rtf_files import make_rtf
from tests.web_files import make_html

MAKERS: dict[str, Callable[[Content], bytes]] = {
    "docx": make_docx,
    "html": make_html,
    "odt": make_odt,
    "pdf": make_pdf,
    "pptx": make_pptx,
    "rtf": make_rtf,
    "txt": make_txt,
    "xlsx": make_xlsx,
}
FLAT = {"pptx", "xlsx", "txt"}


@lru_cache(maxsize=20)
def document(form: str, content: Content = REPORT) -> Document:
    if form == "pdf" and not HAS_FONT:
        pytest.skip(WITHOUT_FONT)
    name = f"report.{form}"
    draft = read_draft(MAKERS[form](content), name, max_line_bytes=2**20)
    return build_document(draft, document_id="d", source=name, date=None)


@pytest.mark.parametrize("form", MAKERS)
def test_every_format_gives_the_same_paragraphs_and_rows(form: str) -> None:
    found, plain = document(form), document("docx")
    assert [(p.kind, p.row, p.language) for p in found.paragraphs] == [
        (p.kind, p.row, p.language) for p in plain.paragraphs
    ]
    assert [found.text[p.start : p.end] for p in found.paragraphs] == [
        plain.text[p.start : p.end] for p in plain.paragraphs
    ]
    assert found.title == plain.title


@pytest.mark.parametrize("form", MAKERS)
def test_every_format_gives_the_same_sections(form: str) -> None:
    found = [s.path[-1] if s.path else "" for s in document(form).sections]
    assert found == [s.path[-1] if s.path else "" for s in document("docx").sections]


@pytest.mark.parametrize("form", sorted(set(MAKERS) - FLAT))
def test_formats_with_levels_give_the_same_paths(form: str) -> None:
    assert [s.path for s in document(form).sections] == [s.path for s in document("docx").sections]


@pytest.mark.parametrize("form", MAKERS)
def test_a_table_with_a_name_is_a_section_in_every_format(form: str) -> None:
    found = document(form, TABLES)
    paths = [section.path[1:] for section in found.sections]
    first, second = (
        "Таблица 1. Исполнение бюджета по разделам",
        ("Таблица 2. Численность работников по разделам"),
    )
    assert paths == [
        (),
        ("Доходы и расходы",),
        ("Доходы и расходы", first),
        ("Доходы и расходы",),
        ("Доходы и расходы", second),
        ("Выводы",),
    ]
    rows = [p for p in found.paragraphs if p.row is not None]
    assert [(p.section, p.row.table if p.row else "") for p in rows] == [
        (2, first),
        (2, first),
        (4, second),
        (4, second),
    ]


@pytest.mark.parametrize("form", MAKERS)
def test_a_number_alone_is_joined_to_the_name_below_it(form: str) -> None:
    found = document(form, NUMBERED)
    first = "Таблица 1 Исполнение бюджета по разделам"
    second = "2-кесте Бөлімдер бойынша қызметкерлер саны"
    names = [section.path[-1] for section in found.sections if len(section.path) == 3]
    assert names == [first, second]
    assert [p.row.table for p in found.paragraphs if p.row] == [first] * 2 + [second] * 2
