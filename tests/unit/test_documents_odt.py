"""OpenDocument texts: what their reader sees, in the order he reads it."""

from __future__ import annotations

from datetime import date

import pytest

from rag.documents.formats.odt import parse_odt
from rag.documents.formats.plain import parse_plain
from rag.errors import CorpusError
from rag.types import Block, Row
from tests.office_files import REPORT, make_odt, make_opendocument, make_txt, make_zip

PROSE = "<text:p>Работы на этом участке шли всё лето и закончились в срок, как обещано.</text:p>"
BOLD = (
    '<style:style style:name="B" style:family="text">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="C" style:family="paragraph">'
    '<style:paragraph-properties fo:text-align="center"/></style:style>'
    '<style:style style:name="T" style:family="paragraph" style:parent-style-name="Title"/>'
    '<style:style style:name="H" style:family="paragraph"'
    ' style:parent-style-name="Heading_20_2"/>'
    '<style:style style:name="X" style:family="text">'
    '<style:text-properties text:display="none"/></style:style>'
)


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def h(text: str, level: int = 1, more: str = "") -> str:
    return f'<text:h text:outline-level="{level}" {more}>{text}</text:h>'


def blocks(body: str, automatic: str = BOLD, styles: str = "") -> list[Block]:
    return list(parse_odt(make_opendocument(body, automatic, styles)).blocks)


def texts(body: str, automatic: str = BOLD, styles: str = "") -> list[str]:
    return [block.text for block in blocks(body, automatic, styles)]


def outline(found: list[Block]) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in found if block.kind == "heading"]


def test_the_same_content_as_text_and_as_an_opendocument_text_is_the_same() -> None:
    plain = parse_plain(make_txt(REPORT).decode()).blocks
    found = parse_odt(make_odt(REPORT)).blocks
    assert [(b.kind, b.text, b.row) for b in found] == [(b.kind, b.text, b.row) for b in plain]


def test_headings_title_and_paragraphs_styled_as_headings_are_told_apart() -> None:
    body = p("Отчёт отдела", "T") + h("Дороги") + PROSE + p("Мосты", "H") + PROSE
    assert outline(blocks(body)) == [(1, "Отчёт отдела"), (2, "Дороги"), (3, "Мосты")]


def test_short_bold_or_centred_lines_are_headings_where_nothing_is_styled() -> None:
    bold = '<text:span text:style-name="B">Мосты и переправы</text:span>'
    body = p("Отчёт отдела", "C") + PROSE * 2 + p(bold) + PROSE * 2
    assert [text for _, text in outline(blocks(body))] == ["Отчёт отдела", "Мосты и переправы"]


def test_headings_are_numbered_as_the_document_numbers_them() -> None:
    numbers = (
        '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1"'
        ' style:num-format="I" style:num-suffix="."/><text:outline-level-style text:level="2"'
        ' style:num-format="1" text:display-levels="2"/></text:outline-style>'
    )
    body = h("Дороги") + PROSE + h("Мосты", 2) + PROSE + h("Без", 2, 'text:is-list-header="true"')
    found = outline(blocks(body + PROSE + h("Школы") + PROSE, styles=numbers))
    assert [text for _, text in found] == ["I. Дороги", "I.1 Мосты", "Без", "II. Школы"]


def test_white_space_breaks_and_links_are_written_out() -> None:
    link = '<text:a xlink:href="http://example.kz"><text:span>ссылка</text:span></text:a>'
    body = p(f'Слева<text:s text:c="3"/>и\n\n справа: {link}.<text:line-break/>Ещё строка.')
    assert texts(body) == ["Слева и справа: ссылка.", "Ещё строка."]


def test_deleted_and_hidden_text_is_out() -> None:
    gone = f"<text:tracked-changes><text:changed-region>{PROSE}</text:changed-region>"
    hidden = 'Видно<text:span text:style-name="X"> и тайно</text:span>.'
    assert texts(f"{gone}</text:tracked-changes>{p(hidden)}") == ["Видно."]


def test_notes_comments_and_boxes_come_after_their_paragraph() -> None:
    note = (
        "<text:note><text:note-citation>2</text:note-citation><text:note-body>"
        "<text:p>По акту.</text:p></text:note-body></text:note>"
    )
    comment = "<office:annotation><dc:creator>Ли</dc:creator><text:p>Проверить.</text:p>"
    box = "<draw:frame><draw:text-box><text:p>Врезка.</text:p></draw:text-box></draw:frame>"
    body = p(f"Мост{note} открыт{comment}</office:annotation>{box}.")
    assert texts(body) == ["Мост открыт.", "² По акту.", "Ли: Проверить.", "Врезка."]


def test_a_table_of_contents_holds_no_headings() -> None:
    index = f"<text:table-of-content><text:index-body>{p('1. ДОРОГИ<text:tab/>3')}"
    found = blocks(f"{index}</text:index-body></text:table-of-content>{h('Дороги')}{PROSE}")
    assert [(b.kind, b.text) for b in found][:2] == [
        ("list_item", "1. ДОРОГИ 3"),
        ("heading", "Дороги"),
    ]


def test_sections_are_opened() -> None:
    assert texts(f"<text:section>{PROSE}</text:section>") == texts(PROSE)


# --- lists ---------------------------------------------------------------------------------------

LISTS = (
    '<text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="."'
    ' text:display-levels="2"/>'
    '<text:list-level-style-number text:level="3" style:num-suffix=")"'
    ' style:num-format="а, б, .., аа, бб, ... (ru)"/></text:list-style>'
    '<text:list-style style:name="D"><text:list-level-style-bullet text:level="1"/>'
    '</text:list-style><text:list-style style:name="P"><text:list-level-style-number'
    ' text:level="1" style:num-format="I" loext:num-list-format="Статья %1%."/></text:list-style>'
)


def item(*content: str, more: str = "") -> str:
    return f"<text:list-item {more}>{''.join(content)}</text:list-item>"


def listed(*items: str, style: str = "L", more: str = "") -> str:
    return f'<text:list text:style-name="{style}" {more}>{"".join(items)}</text:list>'


def inner(*items: str) -> str:
    return f"<text:list>{''.join(items)}</text:list>"


W = p("слово")


@pytest.mark.parametrize(
    ("body", "marks"),
    [
        (listed(item(W), item(W, inner(item(W), item(W))), item(W)), "1. 2. 2.1. 2.2. 3."),
        (listed(item(inner(item(inner(item(W), item(W)))))), "а) б)"),
        (listed(item(W)) + listed(item(W)), "1. 1."),
        (listed(item(W)) + listed(item(W), more='text:continue-numbering="true"'), "1. 2."),
        (
            listed(item(W), more='xml:id="a"')
            + listed(item(W), style="D")
            + listed(item(W), more='text:continue-list="a"'),
            "1. - 2.",
        ),
        (listed(item(W), item(W, more='text:start-value="7"')), "1. 7."),
        (listed(item(W), style="P"), "Статья I."),
        (listed(item(W), "<text:list-header><text:p>слово</text:p></text:list-header>"), "1."),
        (listed(item(W), style="нет"), ""),
    ],
)
def test_list_numbers_are_written_as_the_reader_sees_them(body: str, marks: str) -> None:
    found = [text.removesuffix("слово").strip() for text in texts(body, LISTS)]
    assert " ".join(filter(None, found)) == marks


# --- tables --------------------------------------------------------------------------------------


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}>{p(text)}</table:table-cell>"


def table(*rows: str) -> str:
    made = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return f"<table:table>{made}</table:table>"


COVERED = "<table:covered-table-cell/>"


def test_merged_cells_hold_wherever_they_cover() -> None:
    found = blocks(
        h("Школы")
        + table(
            cell("Аул", 'table:number-rows-spanned="2"')
            + cell("Учеников", 'table:number-columns-spanned="2"')
            + COVERED,
            COVERED + cell("2023") + cell("2024"),
            cell("Көктем") + cell("5", 'table:number-columns-repeated="2"'),
        )
    )
    rows = [block.row for block in found if block.kind == "table_row"]
    assert rows == [
        Row("Школы", ("Аул", "Учеников / 2023", "Учеников / 2024"), ("Көктем", "5", "5"))
    ]


def test_header_rows_are_marked() -> None:
    head = f"<table:table-header-rows><table:table-row>{cell('Имя')}{cell('Место')}"
    body = f"<table:table-row>{cell('Ли')}{cell('север')}</table:table-row>"
    found = blocks(
        f"<table:table>{head}</table:table-row></table:table-header-rows>{body}</table:table>"
    )
    assert [b.kind for b in found] == ["table_header", "table_row"]


@pytest.mark.parametrize(
    "more", ['table:number-rows-repeated="1000000000"', 'table:number-columns-repeated="999999"']
)
def test_rows_and_cells_repeated_without_end_cost_nothing(more: str) -> None:
    empty = f"<table:table-row {more}><table:table-cell {more}/></table:table-row>"
    filled = "".join(f"<table:table-row>{cell('а')}{cell('б')}</table:table-row>" for _ in range(2))
    found = blocks(f"<table:table>{filled}{empty}</table:table>")
    assert len(found) == 2


def test_a_filled_row_repeated_without_end_is_refused() -> None:
    more = 'table:number-rows-repeated="1000000000"'
    with pytest.raises(CorpusError):
        blocks(
            f"<table:table><table:table-row {more}>{cell('а')}{cell('б')}</table:table-row>"
            "</table:table>"
        )


# --- the file ------------------------------------------------------------------------------------


def test_a_text_behind_a_password_is_said() -> None:
    parts: dict[str, str | bytes] = {
        "content.xml": b"\x01\x02",
        "META-INF/manifest.xml": "<manifest><encryption-data/></manifest>",
    }
    with pytest.raises(CorpusError, match="password"):
        parse_odt(make_zip(parts))


def test_title_and_day_come_from_the_properties_when_they_fit() -> None:
    meta = (
        "<o xmlns:d='urn:d'><meta><d:title>Работы на участке летом</d:title>"
        "<d:date>2024-05-06T01:02:03</d:date></meta></o>"
    )
    draft = parse_odt(make_opendocument(PROSE, "", "", meta))
    assert (draft.title, draft.date) == ("Работы на участке летом", date(2024, 5, 6))
