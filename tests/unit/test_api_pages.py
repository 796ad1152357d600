"""The pages: words stay words, paragraphs have anchors, nothing is loaded from elsewhere."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.pages.document import render_document_page
from api.pages.heads import merged_names
from api.pages.html import element, is_web_address, join
from rag.documents.read import read_draft
from rag.sections.build import build_document
from rag.types import Block, Document, Draft, Paragraph, Row, Section
from tests.documents import documents, make_document
from tests.fakes.shelf import hostile, passport, programme
from tests.records import make_record

WEB = Path(__file__).parents[2] / "api" / "web"


class Reader(HTMLParser):
    """Tags in order, ids, and all text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        assert not [name for name, _ in attrs if name.startswith("on") or name == "style"]

    def handle_data(self, data: str) -> None:
        self.text += data


def read_page(document: Document) -> Reader:
    return Reader(render_document_page(make_record(document), document))


@given(st.text(max_size=40), st.text(max_size=40))
def test_text_and_values_come_back_as_they_were(text: str, value: str) -> None:
    class Paragraphs(HTMLParser):
        seen: list[object]

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.seen.append((tag, attrs))

        def handle_data(self, data: str) -> None:
            self.seen.append(data)

    page = Paragraphs()
    page.seen = []
    page.feed(element("p", text, data_value=value))
    page.close()
    shown = [text] if text else []
    assert page.seen == [("p", [("data-value", value)]), *shown]


def test_markup_is_not_escaped_twice() -> None:
    assert element("p", element("b", "<"), None, "&") == "<p><b>&lt;</b>&amp;</p>"
    assert join("<", element("br")) == "&lt;<br>"


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.kz/a", True),
        ("http://example.kz", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.kz", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(url: str | None, safe: bool) -> None:
    assert is_web_address(url) is safe


def test_words_of_a_document_never_become_markup() -> None:
    page = read_page(hostile())
    assert "img" not in page.tags
    assert page.tags.count("script") == 2  # the page's own two modules
    assert '<img src=x onerror="document.title=1">' in page.text


@given(documents)
def test_every_paragraph_has_its_anchor_and_its_words(document: Document) -> None:
    page = read_page(document)
    assert [i for i in page.ids if i != "text"] == [p.id for p in document.paragraphs]
    words = page.text.replace("\t", "")
    for paragraph in document.paragraphs:
        if paragraph.kind != "table_row":
            assert document.text[paragraph.start : paragraph.end].replace("\t", "") in words


def test_rows_of_one_table_stand_in_one_table() -> None:
    page = read_page(programme())
    assert page.tags.count("table") == 1
    assert page.tags.count("th") == 4
    assert page.tags.count("tr") == 3
    assert "Өлшем бірлігі" in page.text


def pasted(text: str) -> Document:
    draft = read_draft(text.encode(), "a.txt", max_line_bytes=2**20)
    return build_document(draft, document_id="d", source="a.txt", date=None)


def test_a_header_is_drawn_once_over_a_table_with_headings_between_its_rows() -> None:
    document = pasted(
        "Отчёт отдела за год\n\n№\tНазвание\tПлан\tФакт\nНаправление 1: Дороги\n1\tУлица\t2\t3\n"
        "Направление 2: Парки\n2\tСад\t4\t5\n\nПарки открыты, работы приняты без замечаний.\n"
    )
    assert [p.kind for p in document.paragraphs[1:6]] == [
        *("heading", "heading", "table_row", "heading", "table_row")
    ]
    page = read_page(document)
    assert page.tags.count("table") == 1
    assert page.tags.count("th") == 4 + 2
    assert page.text.count("Название") == 1
    assert page.text.count("Направление 2: Парки") == 1
    assert [i for i in page.ids if i != "text"] == [p.id for p in document.paragraphs]


def test_both_storeys_of_a_header_are_drawn_and_not_their_sum() -> None:
    page = read_page(
        pasted(
            "Отчёт отдела за год\n\n№\tНазвание\tПлан\tПлан\tФакт\n\t\t2023\t2024\t\n"
            "1\tУлица\t2\t3\t4\n2\tСад\t4\t5\t6\n"
        )
    )
    assert page.tags.count("tr") == 4
    assert "План 2023" not in page.text


def test_a_merged_value_is_drawn_over_its_columns_and_totals_stand_out() -> None:
    page = (
        "<!doctype html><html><body><h1>Отчёт отдела</h1><table><tr><th>№</th><th>Вид</th>"
        "<th>Сумма</th></tr><tr><td>1</td><td>Налоги</td><td>5</td></tr>"
        "<tr><td colspan=2>Итого</td><td>5</td></tr></table></body></html>"
    )
    draft = read_draft(page.encode(), "a.html", max_line_bytes=2**20)
    document = build_document(draft, document_id="d", source="a.html", date=None)
    drawn = render_document_page(make_record(document), document)
    assert drawn.count("Итого") == 1
    assert '<td colspan="2">Итого</td><td class="amount">5</td>' in drawn
    assert drawn.count('class="total"') == 1


def test_list_items_stand_in_one_list() -> None:
    page = read_page(passport())
    assert (page.tags.count("ul"), page.tags.count("li")) == (1, 2)


def test_the_title_is_said_once() -> None:
    assert read_page(passport()).tags.count("h1") == 1
    assert read_page(programme()).tags.count("h1") == 1


def test_a_section_without_a_heading_paragraph_gets_its_heading() -> None:
    document = make_document([(("Глава", "Налоги"), [("paragraph", "Сбор вырос.")])])
    assert "НалогиСбор" in read_page(document).text.replace("\n", "")


def test_an_unsafe_source_address_is_not_linked() -> None:
    document = passport()
    sections = tuple(replace(s, url="javascript:alert(1)") for s in document.sections)
    page = render_document_page(
        replace(make_record(document), source_url="javascript:alert(2)"),
        replace(document, sections=sections),
    )
    assert "javascript" not in page


def test_a_document_without_paragraphs_has_a_page() -> None:
    document = replace(passport(), text="", sections=(), paragraphs=())
    assert read_page(document).tags.count("h1") == 1


def test_a_very_deep_heading_is_still_a_heading() -> None:
    document = replace(
        passport(),
        text="Глубоко",
        sections=(Section(("Глубоко",), 9, 0, 7),),
        paragraphs=(Paragraph("p", "heading", 0, 7, 0, "ru"),),
    )
    assert "h6" in read_page(document).tags


def web_files(*endings: str) -> list[Path]:
    return sorted(path for path in WEB.rglob("*") if path.suffix in endings)


def test_pages_load_nothing_from_elsewhere_and_hold_no_inline_code() -> None:
    for path in web_files(".html", ".css", ".js"):
        text = path.read_text("utf-8").replace("http://www.w3.org", "")
        assert not re.search(r"https?://|innerHTML|outerHTML|insertAdjacentHTML|eval\(", text), path
        assert not re.search(r"\son\w+=|style=|<style|<script>", text), path


def test_every_language_has_the_same_words() -> None:
    words = {path.stem: json.loads(path.read_text("utf-8")) for path in web_files(".json")}
    assert set(words) == {"kk", "ru", "en"}
    assert words["kk"].keys() == words["ru"].keys() == words["en"].keys()
    assert all(text for table in words.values() for text in table.values())


def test_every_word_a_page_asks_for_is_there_and_none_is_left_over() -> None:
    known = set(json.loads((WEB / "words" / "en.json").read_text("utf-8")))
    pages = "\n".join(path.read_text("utf-8") for path in web_files(".html", ".js"))
    pages += (WEB.parent / "pages" / "document.py").read_text("utf-8")
    asked = set(re.findall(r"data[-_]word(?:-\w+)?=\"([\w.]+)\"", pages))
    asked |= set(re.findall(r"\bword\(\s*[\"']([\w.]+)[\"']", pages))
    asked |= set(re.findall(r"\bworded\(\s*\"\w+\",\s*\"([\w.]+)\"", pages))
    asked |= set(re.findall(r"\bbutton\(\"([\w.]+)\", \"", pages))
    prefixes = set(re.findall(r"\bword(?:ed)?\((?:\"\w+\", )?`([\w.]+)\$\{", pages))
    built = {name for name in known if any(name.startswith(prefix) for prefix in prefixes)}
    assert asked - known == set()
    assert known - asked - built == set()


def test_names_of_a_header_are_drawn_over_what_they_span() -> None:
    document = pasted(
        "Отчёт отдела за год\n\n№\tНазвание\tПлан\t\tФакт\n\t\t2023\t2024\t\n"
        "1\tУлица\t2\t3\t4\n2\tСад\t4\t5\t6\n"
    )
    drawn = render_document_page(make_record(document), document)
    assert '<th scope="col" rowspan="2">Название</th><th scope="col" colspan="2">План</th>' in drawn
    assert '<th scope="col"></th>' not in drawn


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [["Статья", "Сумма", "", ""], ["", "2021", "", "2022"], ["", "тг", "%", "тг"]],
            [
                [("Статья", 1, 3), ("Сумма", 3, 1)],
                [("2021", 2, 1), ("2022", 1, 1)],
                [("тг", 1, 1), ("%", 1, 1), ("тг", 1, 1)],
            ],
        ),
        ([["Ауыл", "", "Саны"]], [[("Ауыл", 1, 1), ("", 1, 1), ("Саны", 1, 1)]]),
        ([["А", ""], ["1", ""]], [[("А", 1, 1), ("", 1, 1)], [("1", 1, 1), ("", 1, 1)]]),
    ],
)
def test_only_empty_cells_that_belong_to_a_name_are_covered(
    rows: list[list[str]], expected: list[list[tuple[str, int, int]]]
) -> None:
    drawn = merged_names(rows)
    assert [[(n.text, n.columns, n.rows) for n in names] for names in drawn] == expected


def test_where_a_page_begins_is_said_once_in_text_and_tables() -> None:
    row = Row("Сады", ("Сад", "Деревья"), ("Тал", "12"))
    blocks = (
        Block("paragraph", "Сады района обрезаны.", page=1),
        Block("paragraph", "Вода пущена в мае.", page=2),
        Block("paragraph", "Тал посажен.", page=2),
        Block("table_row", "Тал\t12", row=row, page=2),
        Block("table_row", "Терек\t7", row=replace(row, cells=("Терек", "7")), page=3),
    )
    document = build_document(Draft(blocks), document_id="d", source="a.pdf", date=None)
    drawn = render_document_page(make_record(document), document)
    assert re.findall(r'data-page="(\d)"', drawn) == ["2", "3"]
    assert drawn.index('data-page="3"') < drawn.index("Терек") > drawn.index("Тал</td>")


def test_what_stands_beside_the_text_is_set_apart() -> None:
    blocks = (Block("paragraph", "Мост открыт."), Block("paragraph", "¹ В июне.", aside="note"))
    document = build_document(Draft(blocks), document_id="d", source="a.docx", date=None)
    drawn = render_document_page(make_record(document), document)
    assert drawn.count('class="aside"') == 1
