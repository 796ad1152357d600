"""Rich texts: what their reader sees, in the order he reads it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from rag.documents.formats.rtf import parse_rtf
from rag.errors import CorpusError, TooLarge
from rag.types import Block, Row
from tests.office_files import REPORT
from tests.rtf_files import HEAD, independent_text, make_rtf, rich, written
from tests.web_files import kept_share

PROSE = r"\pard " + written("Работы на этом участке шли всё лето и закончились в срок.") + r"\par "


def blocks(body: str, head: str = HEAD) -> list[Block]:
    return list(parse_rtf(rich(body, head)).blocks)


def texts(body: str, head: str = HEAD) -> list[str]:
    return [block.text for block in blocks(body, head)]


def rows(body: str) -> list[Row]:
    return [block.row for block in blocks(body) if block.kind == "table_row" and block.row]


def p(text: str, looks: str = "") -> str:
    return rf"\pard\plain {looks} {written(text)}\par "


def row(looks: str, *cells: str) -> str:
    return rf"\trowd {looks} " + "".join(rf"\pard\intbl {c}\cell " for c in cells) + r"\row "


def test_it_holds_the_words_that_another_reader_finds() -> None:
    content = make_rtf(REPORT)
    expected = independent_text(content)
    assert "қыркүйек" in expected
    assert kept_share(expected, parse_rtf(content).blocks) == 1


# --- letters -------------------------------------------------------------------------------------

OTHER = r"{\rtf1\ansi%s\deff0{\fonttbl{\f0\fnil%s Arial;}}"


def escaped(text: str, page: str) -> str:
    return "".join(rf"\'{byte:02x}" for byte in text.encode(page))


@pytest.mark.parametrize(
    ("stated", "charset", "page"),
    [
        (r"\ansicpg1251", r"\fcharset204", "cp1251"),
        (r"\ansicpg1252", r"\fcharset204", "cp1251"),
        (r"\ansicpg1251", r"\fcharset0", "cp1251"),
        (r"\ansicpg20866", "", "koi8_r"),
        (r"\ansicpg1252", r"\fcharset0\cpg20866", "koi8_r"),
        (r"\ansicpg1252", r"\fcharset0", "cp1251"),
        ("", "", "cp1251"),
        ("", "", "koi8_r"),
        (r"\ansicpg1252", r"\fcharset255", "cp866"),
        (r"\ansicpg65001", r"\fcharset1", "utf-8"),
    ],
)
def test_letters_are_read_in_their_code_page(stated: str, charset: str, page: str) -> None:
    sentence = "Дороги района отремонтированы, работы приняла комиссия."
    found = texts(rf"\pard {escaped(sentence, page)}\par", OTHER % (stated, charset))
    assert found == [sentence]


def test_bytes_that_are_not_escaped_are_read_too() -> None:
    content = HEAD.encode() + "\\pard Мосты и дороги.\\par}".encode("cp1251")
    assert [block.text for block in parse_rtf(content).blocks] == ["Мосты и дороги."]


def test_western_accents_stay_where_nothing_is_cyrillic() -> None:
    head = OTHER % (r"\ansicpg1252", r"\fcharset0")
    assert texts(r"\pard Caf\'e9 na\'efve r\'e9sum\'e9.\par", head) == ["Café naïve résumé."]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\u1178?\u1072?\u1083?\u1072?", "Қала"),
        (r"\uc0 \u1178\u1072 \u1083 \u1072", "Қала"),
        (r"\uc2 \u1178\'8d\'8d\u1072ab.", "Қа."),
        (r"{\uc1\u1178\'ea}\u1072\'e0", "Қа"),
        (r"\u-10179?\u-8704? \u8470?5", "😀 №5"),
        (r"\{a\}\\b\~c\_d\emdash e\rquote", "{a}\\b c-d—e’"),
        (r"{\upr{Kala}{\*\ud{\u1178?ala}}}", "Қala"),
    ],
)
def test_characters_are_written_in_many_ways(body: str, text: str) -> None:
    assert texts(rf"\pard {body}\par") == [text]


# --- headings, lists -----------------------------------------------------------------------------


def test_headings_come_from_styles_and_outline_levels() -> None:
    body = p("Отчёт отдела", r"\s9") + p("Дороги", r"\s1") + PROSE + p("Мосты", r"\outlinelevel1")
    found = [(b.level, b.text) for b in blocks(body + PROSE) if b.kind == "heading"]
    assert found == [(1, "Отчёт отдела"), (2, "Дороги"), (3, "Мосты")]


def test_short_bold_or_centred_lines_are_headings_where_nothing_is_styled() -> None:
    body = p("Отчёт отдела", r"\qc") + PROSE * 2 + p("Мосты и переправы", r"\b") + PROSE * 2
    found = [b.text for b in blocks(body) if b.kind == "heading"]
    assert found == ["Отчёт отдела", "Мосты и переправы"]


def test_numbers_of_lists_are_as_they_are_written_out() -> None:
    def item(mark: str, text: str) -> str:
        return rf"\pard {{\listtext\pard\plain {mark}\tab}}\ls1 {written(text)}\par "

    body = item("1.", "Дороги") + item("1.1.", "Мосты") + item(r"\f1\'b7", "Школы")
    old = rf"\pard {{\pntext a)\tab}}{{\*\pn\pnlvlbody}}{written('Парки')}\par "
    found = blocks(body + old)
    assert [b.text for b in found] == ["1. Дороги", "1.1. Мосты", "- Школы", "a) Парки"]
    assert {b.kind for b in found[2:]} == {"list_item"}


# --- what hangs on, what is out ------------------------------------------------------------------


def test_notes_comments_and_boxes_come_after_their_paragraph() -> None:
    note = rf"{{\super\chftn}}{{\footnote\pard {{\super\chftn}} {written('По акту.')}}}"
    comment = (
        rf"{{\*\atnid L}}{{\*\atnauthor {written('Ли')}}}\chatn"
        rf"{{\*\annotation{{\*\atnref 1}}\pard {written('Проверить.')}\par}}"
    )
    box = rf"{{\shp{{\*\shpinst{{\sp{{\sn fill}}{{\sv 1}}}}{{\shptxt {written('Врезка.')}\par}}}}"
    box += rf"{{\shprslt {written('Врезка.')}}}}}"
    body = rf"\pard {written('Мост')}{note} {written('открыт')}{comment}{box}.\par "
    assert texts(body) == ["Мост открыт.", "¹ По акту.", "Ли: Проверить.", "Врезка."]


def test_notes_are_counted_and_endnotes_with_them() -> None:
    note = rf"{{\footnote\pard\chftn {written('Раз.')}}}"
    body = rf"\pard {written('Мост.')}{note}\par \pard {written('Дом.')}{note}\par "
    assert texts(body) == ["Мост.", "¹ Раз.", "Дом.", "² Раз."]


def test_fields_show_their_result_and_links_their_text() -> None:
    field = r'{\field{\*\fldinst HYPERLINK "http://example.kz"}{\fldrslt \ul %s}}'
    assert texts(rf"\pard {field % written('ссылка')} 5.\par ") == ["ссылка 5."]


def test_heads_pictures_objects_hidden_and_deleted_words_are_out() -> None:
    word = written("Тайно")
    body = (
        rf"{{\header \pard {word}\par}}{{\footer {{\field{{\*\fldinst PAGE}}{{\fldrslt 1}}}}}}"
        rf"\pard {written('Видно')}{{\v {word}}}{{\deleted {word}}}{{\*\unknown {word}}}"
        rf"{{\pict\pngblip 89504e47}}{{\*\shppict{{\pict 00}}}}{{\nonshppict{{\pict 00}}}}"
        rf"{{\object\objemb{{\*\objclass Package}}{{\*\objdata 0105}}{{\result {{\pict 00}}}}}}"
        rf"{{\xe {word}}}{{\*\bkmkstart a}}.\par "
    )
    assert texts(body) == ["Видно."]


def test_binary_bytes_are_passed_over() -> None:
    content = HEAD.encode() + b"\\pard {\\pict\\bin6 }}}{{{}a\\par b\\par}"
    assert [block.text for block in parse_rtf(content).blocks] == ["a", "b"]


def test_title_and_day_come_from_the_properties_when_they_fit() -> None:
    info = r"{\info{\title %s}{\author X}{\creatim\yr2023\mo1\dy2}{\revtim\yr2024\mo5\dy6\hr1}}"
    draft = parse_rtf(rich(info % written("Работы на участке") + PROSE))
    assert (draft.title, draft.date) == ("Работы на участке", date(2024, 5, 6))


# --- tables --------------------------------------------------------------------------------------


def test_merged_cells_hold_wherever_they_cover() -> None:
    wide = row(r"\clvmgf\cellx1000\cellx3000", "Aul", "Pupils")
    parts = row(r"\clvmrg\cellx1000\cellx2000\cellx3000", "", "2023", "2024")
    body = row(r"\cellx1000\clmgf\cellx2000\clmrg\cellx3000", "Koktem", "5", "")
    assert rows(p("Школы", r"\s1") + wide + parts + body) == [
        Row("Школы", ("Aul", "Pupils / 2023", "Pupils / 2024"), ("Koktem", "5", "5"))
    ]


def test_borders_a_little_out_of_line_are_one() -> None:
    first = row(r"\trleft-108\cellx1000\cellx2000", "a", "b")
    second = row(r"\trleft0\cellx1030\cellx1980", "c", "d")
    assert [found.cells for found in rows(first + second)] == [("a", "b"), ("c", "d")]


def test_header_rows_are_marked() -> None:
    found = blocks(row(r"\trhdr\cellx1000\cellx2000", "Name", "Place") + row("", "Li", "north"))
    assert [b.kind for b in found] == ["table_header", "table_row"]


def test_a_cell_keeps_its_paragraphs_and_rows_announced_late_are_read() -> None:
    late = r"\pard\intbl a\par b\cell\pard\intbl c\cell{\trowd\cellx1000\cellx2000\row}"
    assert [found.cells for found in rows(late * 2)] == [("a\nb", "c")] * 2


def test_a_table_in_a_cell_comes_after_the_one_it_stands_in() -> None:
    def nested(a: str, b: str) -> str:
        cells = rf"\pard\intbl\itap2 {a}\nestcell \pard\intbl\itap2 {b}\nestcell "
        return rf"{cells}{{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}}{{\nonesttables x}}"

    outer = r"\trowd\cellx1000\cellx2000 "
    inner = nested("x1", "x2") + nested("y1", "y2")
    body = rf"{outer}\pard\intbl a\cell {inner}\pard\intbl\itap1 b\cell\row " + row("", "c", "d")
    assert [found.cells for found in rows(body)] == [
        *(("a", "b"), ("c", "d"), ("x1", "x2"), ("y1", "y2"))
    ]


def test_text_after_a_table_is_not_in_it() -> None:
    found = blocks(row(r"\cellx1000\cellx2000", "a", "b") * 2 + PROSE)
    assert [b.kind for b in found] == ["table_row", "table_row", "paragraph"]


# --- bad files -----------------------------------------------------------------------------------


def test_a_file_that_breaks_off_is_refused() -> None:
    with pytest.raises(CorpusError, match="breaks off"):
        parse_rtf(rich(PROSE + r"{\b " + written("Мост"))[:-1])


def test_a_lost_last_brace_and_rubbish_behind_the_end_do_no_harm() -> None:
    whole = parse_rtf(rich(PROSE))
    assert parse_rtf(rich(PROSE)[:-1]) == whole
    assert parse_rtf(rich(PROSE) + b"{\\rtf1 x\x00}") == whole


def test_groups_without_end_are_refused() -> None:
    with pytest.raises(TooLarge):
        parse_rtf(rich("{" * 100_000 + "a" + "}" * 100_000))


def test_tables_without_end_are_refused() -> None:
    with pytest.raises(TooLarge):
        parse_rtf(rich(r"\pard\intbl\itap99999999 a\nestcell\nestrow"))


@pytest.mark.parametrize("body", [r"\bin99999999999 x", r"\u99999999999?", r"\'", "\\", r"\cell"])
def test_words_without_sense_do_no_harm(body: str) -> None:
    found = parse_rtf(rich(PROSE + body + r"\par ") + b"}}").blocks
    assert re.match("Работы на этом участке", found[0].text)
