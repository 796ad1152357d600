"""«П Р И К А З»: words set wide are words; letters in a row that only name something are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.documents.letterspaced import without_letter_spaces
from rag.documents.read import read_draft
from tests.office_files import make_word
from tests.pdf_files import Paper, make_paper
from tests.word_xml import p

PROSE = "Комиссия осмотрела плотину, и замечаний по её состоянию у неё не было."


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("П Р О Т О К О Л № 4", "ПРОТОКОЛ № 4"),
        ("Б Ұ Й Ы Р А М Ы Н:", "БҰЙЫРАМЫН:"),
        ("С П И С О К Ш К О Л", "СПИСОК ШКОЛ"),
        ("Школы А Б В Г стоят рядом", "Школы А Б В Г стоят рядом"),
        ("а и у о е", "а и у о е"),
        ("К А Р А К Е Н Ж Е Т А У", "КАРАКЕНЖЕТАУ"),
    ],
)
def test_words_set_wide_are_closed_up(written: str, read: str) -> None:
    assert without_letter_spaces(written) == read


@given(st.text(st.sampled_from("АБОРТҚ ат.,:"), max_size=40))
def test_only_spaces_go(text: str) -> None:
    assert without_letter_spaces(text).replace(" ", "") == text.replace(" ", "")


def test_word_files_and_pages_show_them_whole() -> None:
    word = read_draft(make_word(p("Ш Е Ш І М") + p(PROSE)), "a.docx", max_line_bytes=2**20)
    assert word.blocks[0].text == "ШЕШІМ"

    def write(paper: Paper) -> None:
        paper.set_char_spacing(5)
        paper.cell(0, 9, "РАСПОРЯЖЕНИЕ", new_x="LMARGIN", new_y="NEXT")
        paper.set_char_spacing(0)
        paper.multi_cell(0, 6, PROSE)

    page = read_draft(make_paper(write), "a.pdf", max_line_bytes=2**20)
    assert page.blocks[0].text == "РАСПОРЯЖЕНИЕ"
