"""Word documents: what their reader sees, in the order he reads it."""

from __future__ import annotations

from datetime import date

import pytest

from rag.documents.formats.docx import parse_docx
from rag.documents.formats.plain import parse_plain
from tests.office_files import REPORT, W, make_docx, make_relations, make_txt, make_word, make_zip
from tests.word_xml import PROSE, STYLES, blocks, outline, p, styled, texts

# --- headings ------------------------------------------------------------------------------------


def test_headings_come_from_styles_what_they_are_based_on_and_outline_levels() -> None:
    found = blocks(
        styled("1", "Итоги")
        + styled("2", "Дороги")
        + PROSE
        + styled("own", "Планы")
        + p("Школы", '<w:outlineLvl w:val="2"/>')
        + PROSE
        + styled("loop", "просто текст."),
        styles=STYLES,
    )
    assert outline(found) == [(1, "Итоги"), (2, "Дороги"), (1, "Планы"), (3, "Школы")]


def test_short_bold_or_centred_lines_are_headings_where_nothing_is_styled() -> None:
    found = blocks(
        p("Отчёт отдела", '<w:jc w:val="center"/>')
        + p("1. Дороги", run="<w:b/>")
        + PROSE
        + p("Мосты и переправы", run="<w:b/>")
        + PROSE
        + p("Всё остальное", run='<w:b w:val="0"/>')
        + PROSE
        + p("Всего потрачено 25 млн тенге", run="<w:b/>")
        + PROSE
    )
    assert [text for _, text in outline(found)] == [
        "Отчёт отдела",
        "1. Дороги",
        "Мосты и переправы",
        "Всё остальное",
    ]


def test_a_text_all_in_bold_has_no_headings_by_it() -> None:
    bold = p("Этот абзац набран жирным, как и всё вокруг него, кроме заголовков.", run="<w:b/>")
    assert outline(blocks(bold * 3 + p("жирная строка без конца", run="<w:b/>") + bold)) == []


def test_contents_are_no_headings() -> None:
    found = blocks(
        styled("toc", "1. ОБЩИЕ ПОЛОЖЕНИЯ</w:t><w:tab/><w:t>4") + styled("1", "Дороги") + PROSE,
        styles=STYLES,
    )
    assert next((b.kind, b.text) for b in found) == ("list_item", "1. ОБЩИЕ ПОЛОЖЕНИЯ 4")
    assert outline(found) == [(1, "Дороги")]


def test_an_annex_after_styled_headings_stands_beside_them() -> None:
    found = blocks(
        styled("1", "Итоги") + styled("2", "Дороги") + PROSE + p("Приложение 1") + PROSE,
        styles=STYLES,
    )
    assert outline(found)[-1] == (1, "Приложение 1")


# --- text ----------------------------------------------------------------------------------------


def test_deleted_and_hidden_text_is_out_and_inserted_text_is_in() -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">Срок </w:t></w:r>'
        "<w:del><w:r><w:delText>май</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>позже</w:t></w:r></w:moveFrom>"
        "<w:ins><w:r><w:t>июнь</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>тайна</w:t></w:r>"
        "<w:hyperlink><w:r><w:t>, по ссылке</w:t></w:r></w:hyperlink>"
        "<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent><w:r><w:t>.</w:t></w:r></w:sdtContent>"
        "</w:sdt></w:p>"
    )
    assert texts(body) == ["Срок июнь, по ссылке."]


def test_fields_show_their_result_and_not_their_instruction() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    body = (
        "<w:p>"
        + mark("begin")
        + "<w:r><w:instrText>PAGE \\* A</w:instrText></w:r><w:r><w:t>нет</w:t></w:r>"
        + mark("separate")
        + "<w:r><w:t>Страница</w:t></w:r>"
        + mark("end")
        + '<w:r><w:t xml:space="preserve"> пять.</w:t></w:r></w:p>'
    )
    assert texts(body) == ["Страница пять."]


def test_line_breaks_part_lines_and_signs_of_fonts_are_text() -> None:
    body = (
        "<w:p><w:r><w:t>Адрес отдела.</w:t><w:br/><w:t>Улица Садовая, дом 5.</w:t></w:r>"
        '<w:r><w:br w:type="page"/><w:sym w:font="Symbol" w:char="F0B3"/><w:t>3°</w:t></w:r></w:p>'
    )
    assert texts(body) == ["Адрес отдела.", "Улица Садовая, дом 5.≥3°"]


def test_one_of_two_alternatives_is_read_and_text_boxes_come_after_their_paragraph() -> None:
    def box(text: str, name: str) -> str:
        content = f"<w:drawing><w:txbxContent>{p(text)}</w:txbxContent></w:drawing>"
        return f"<mc:{name}>{content}</mc:{name}>"

    choice = box("Врезка о мосте.", "Choice") + box("Врезка о мосте.", "Fallback")
    body = (
        "<w:p><w:r><w:t>До врезки</w:t></w:r>"
        f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"
        '<w:r><w:t xml:space="preserve"> и после неё.</w:t></w:r></w:p>' + PROSE
    )
    assert texts(body)[:2] == ["До врезки и после неё.", "Врезка о мосте."]


def test_notes_and_comments_come_after_their_paragraph_once() -> None:
    body = (
        '<w:p><w:r><w:t>Мост открыт</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        '<w:r><w:t>.</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r>'
        '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>' + PROSE
    )
    note = f'<w:footnote w:type="separator" w:id="0">{p("-")}</w:footnote>'
    note += f'<w:footnote w:id="2">{p("По акту от мая.")}</w:footnote>'
    comment = f'<w:comment w:id="0" w:author="Ли">{p("Проверить дату.")}</w:comment>'
    found = texts(body, footnotes=note, comments=comment)
    assert found[:3] == ["Мост открыт.", "¹ По акту от мая.", "Ли: Проверить дату."]
    assert len(found) == 4


def test_a_note_that_refers_to_itself_is_read_once() -> None:
    loop = '<w:footnote w:id="1"><w:p><w:r><w:t>круг</w:t><w:footnoteReference w:id="1"/></w:r>'
    body = '<w:p><w:r><w:t>Текст.</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    assert texts(body, footnotes=f"{loop}</w:p></w:footnote>") == ["Текст.", "¹ круг"]


def test_headers_and_footers_are_left_out() -> None:
    assert texts(PROSE, header1=p("Колонтитул"), footer1=p("стр. 5")) == texts(PROSE)


def test_the_strict_namespaces_are_read_too() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    content = make_word(styled("1", "Итоги") + PROSE, styles=STYLES)
    parts = {
        "_rels/.rels": make_relations({"word/document.xml": "officeDocument"}),
        "word/document.xml": f'<w:document xmlns:w="{strict}"><w:body>{styled("1", "Итоги")}{PROSE}'
        "</w:body></w:document>",
        "word/_rels/document.xml.rels": make_relations({"styles.xml": "styles"}),
        "word/styles.xml": f'<w:styles xmlns:w="{strict}">{STYLES}</w:styles>',
    }
    assert parse_docx(make_zip(parts)).blocks == parse_docx(content).blocks


# --- the file ------------------------------------------------------------------------------------


def test_the_same_content_as_text_and_as_a_word_document_is_the_same() -> None:
    word = parse_docx(make_docx(REPORT)).blocks
    plain = parse_plain(make_txt(REPORT).decode()).blocks
    assert [(b.kind, b.text, b.row) for b in word] == [(b.kind, b.text, b.row) for b in plain]


def core(title: str, modified: str = "2024-05-06T07:08:09Z", head: str = "") -> bytes:
    parts = {
        "_rels/.rels": make_relations(
            {"word/document.xml": "officeDocument", "docProps/core.xml": "core-properties"}
        ),
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{head}{PROSE}</w:body>'
        "</w:document>",
        "docProps/core.xml": f'<c xmlns:d="urn:d"><d:title>{title}</d:title>'
        f"<d:modified>{modified}</d:modified></c>",
    }
    return make_zip(parts)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Работы на участке летом", "Работы на участке летом"),
        ("Microsoft Word - Работы на участке.docx", None),
        ("Приказ министра о премиях", None),
        ("Работы", None),
    ],
)
def test_the_title_of_the_properties_counts_when_it_names_this_text(
    title: str, expected: str | None
) -> None:
    assert parse_docx(core(title)).title == expected


def test_the_day_it_was_saved_counts_when_the_text_gives_none() -> None:
    assert parse_docx(core("x")).date == date(2024, 5, 6)
    assert parse_docx(core("x", "2024-99-99T00:00:00Z")).date is None
    assert parse_docx(core("x", head=p("15 апреля 2021 года"))).date is None
