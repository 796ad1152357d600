from __future__ import annotations

import re

import pytest

from rag.documents.formats.pdf import parse_pdf
from rag.documents.read import read_draft
from rag.errors import CorpusError, EmptyFile
from rag.types import Draft
from tests.office_files import REPORT, make_txt
from tests.pdf_files import (
    HAS_FONT,
    WITHOUT_FONT,
    Paper,
    make_paper,
    make_pdf,
    make_raw_pdf,
    make_scan,
)
from tests.web_files import headers, rows, texts

with_font = pytest.mark.skipif(not HAS_FONT, reason=WITHOUT_FONT)
PROSE = (
    "В районе за год отремонтированы двенадцать улиц, построены две школы и один детский сад, "
    "а жители новых домов получили воду, тепло и свет раньше срока, который был назначен им. "
)


class Reader:
    """A recogniser that has read everything before."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pictures: list[bytes] = []

    def recognise(self, picture: bytes) -> str:
        self.pictures.append(picture)
        return self.text


def kinds(draft: Draft) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in draft.blocks]


# --- text ----------------------------------------------------------------------------------------


@with_font
def test_the_same_content_printed_and_typed_is_the_same_document() -> None:
    printed = parse_pdf(make_pdf(REPORT))
    typed = read_draft(make_txt(REPORT), "a.txt", max_line_bytes=2**20)
    assert kinds(printed) == kinds(typed)
    assert rows(printed) == rows(typed)
    assert headers(printed) == headers(typed)
    assert {block.page for block in printed.blocks} == {1}


@with_font
def test_lines_of_a_paragraph_are_one_and_kazakh_letters_are_kept() -> None:
    kazakh = "Қаланың әр үйіне өткізілген жаңа су құбыры ұзақ уақыт бойы үзіліссіз һәм жақсы " * 3
    paper = Paper()
    paper.add_page()
    paper.say(PROSE * 3)
    paper.say(kazakh)
    draft = parse_pdf(bytes(paper.output()))
    assert texts(draft.blocks) == [(PROSE * 3).strip(), kazakh.strip()]


@with_font
def test_words_parted_at_the_end_of_a_line_are_whole_and_compounds_keep_their_hyphen() -> None:
    def write(paper: Paper) -> None:
        for line in (
            "Это первая строка абзаца, в конце которой слово для примера разде-",
            "лено, а вот социально-экономическое развитие стоит внутри строки.",
            "",
            "Следующий абзац говорит про то же самое, а именно про социально-",
            "экономическое развитие, и в нём дефис остаётся там, где он и был.",
        ):
            paper.cell(180, 6, line)
            paper.ln(6)

    first, second = texts(parse_pdf(make_paper(write)).blocks)
    assert "слово для примера разделено, а вот" in first
    assert "социально-экономическое развитие, и в нём" in second


@with_font
def test_running_heads_and_page_numbers_are_left_out_and_paragraphs_cross_pages() -> None:
    words = PROSE.split()
    # No two pages are alike: words follow one another in another order in each paragraph.
    said = [" ".join(words[(n * k) % 29 % len(words)] for k in range(1, 200)) for n in range(1, 7)]
    said = [f"Итак, {text} и всё." for text in said]

    def write(paper: Paper) -> None:
        paper.say("Отчёт о дорогах", size=18, bold=True)
        for text in said:
            paper.say(text)

    draft = parse_pdf(make_paper(write, head="Отдел дорог, годовой отчёт"))
    assert max(block.page or 0 for block in draft.blocks) >= 2
    assert not any("Отдел дорог" in text for text in texts(draft.blocks))
    assert not any(re.fullmatch(r"\d+", text) for text in texts(draft.blocks))
    assert texts(draft.blocks, "paragraph") == said


@with_font
def test_larger_and_bold_type_makes_headings_and_bookmarks_say_their_level() -> None:
    def write(paper: Paper) -> None:
        for level, (name, size) in enumerate((("Дороги", 16), ("Мосты", 14), ("Реки", 14))):
            paper.start_section(name, level=level)
            paper.say(name, size=size)
            paper.say(PROSE)
        paper.say("Жирная строка", bold=True)
        paper.say(PROSE)

    draft = parse_pdf(make_paper(write))
    found = [(b.text, b.level) for b in draft.blocks if b.kind == "heading"]
    assert found[:3] == [("Дороги", 1), ("Мосты", 2), ("Реки", 3)]
    assert found[3][0] == "Жирная строка" and found[3][1] > 3


# --- tables --------------------------------------------------------------------------------------


@with_font
def test_a_table_over_pages_has_one_header_and_a_page_for_each_row() -> None:
    head = ("№", "Шара атауы", "Жоспар", "Нақты")
    body = [(str(n), f"Көшені жөндеу жұмыстары {n}", "10,5", "9,8") for n in range(1, 61)]

    paper = Paper()
    paper.add_page()
    with paper.table() as table:
        for cells in (head, *body):
            table.row(list(cells))
    draft = parse_pdf(bytes(paper.output()))
    assert rows(draft) == body
    assert set(headers(draft)) == {head}
    assert len(texts(draft.blocks, "table_header")) == 1
    assert len({block.page for block in draft.blocks}) >= 2


@with_font
def test_merged_cells_of_a_drawn_table_hold_where_they_reach() -> None:
    def write(paper: Paper) -> None:
        with paper.table(first_row_as_headings=False) as table:
            row = table.row()
            row.cell("Аудан", rowspan=2)
            row.cell("Мектептер", colspan=2)
            table.row(["2023", "2024"])
            row = table.row()
            row.cell("Медеу", rowspan=2)
            row.cell("5")
            row.cell("6")
            table.row(["7", "8"])

    draft = parse_pdf(make_paper(write))
    assert headers(draft)[0] == ("Аудан", "Мектептер / 2023", "Мектептер / 2024")
    assert rows(draft) == [("Медеу", "5", "6"), ("Медеу", "7", "8")]


@with_font
def test_columns_are_read_one_after_the_other() -> None:
    left = "Левая колонка рассказывает о ремонте дорог и мостов района за этот год. " * 4
    right = "Оң жақ баған мектептер мен балабақшалардың құрылысы туралы баяндайды. " * 4

    def write(paper: Paper) -> None:
        paper.say("Заголовок над колонками стоит один", size=16)
        top = paper.get_y()
        for x, text in ((10, left), (110, right)):
            paper.set_xy(x, top)
            paper.multi_cell(85, 6, text, align="L")

    assert texts(parse_pdf(make_paper(write)).blocks)[1:] == [left.strip(), right.strip()]


@with_font
def test_rows_without_lines_are_a_table_when_their_columns_hold_numbers() -> None:
    body = [("Медеу", "12,5", "14"), ("Алатау", "7,0", "9"), ("Наурызбай", "3,1", "4")]

    def write(paper: Paper) -> None:
        paper.say(PROSE)
        for cells in (("Аудан", "Жоспар", "Нақты"), *body):
            for x, text in zip((10, 80, 130), cells, strict=True):
                paper.set_x(x)
                paper.cell(40, 6, text)
            paper.ln(6)

    draft = parse_pdf(make_paper(write))
    assert rows(draft) == body
    assert set(headers(draft)) == {("Аудан", "Жоспар", "Нақты")}


# --- pages that are pictures, broken letters -----------------------------------------------------


def test_a_scan_is_refused_with_what_to_install() -> None:
    with pytest.raises(CorpusError, match=r"a\.pdf has no text layer") as caught:
        read_draft(make_scan(), "a.pdf", max_line_bytes=100)
    assert "tesseract-ocr-kaz" in caught.value.mend


def test_a_scan_is_recognised_page_by_page_where_somebody_can() -> None:
    reader = Reader("Бұйрық\n\nБірінші жол осында басталып,\nекінші жолда аяқталады.\n")
    heard: list[tuple[int, int]] = []
    draft = parse_pdf(make_scan(), reader, lambda number, total: heard.append((number, total)))
    assert "Бірінші жол осында басталып, екінші жолда аяқталады." in texts(draft.blocks)
    assert heard == [(1, 1)]
    assert reader.pictures[0].startswith(b"P5 ")
    assert {block.page for block in draft.blocks} == {1}


def test_cyrillic_that_was_read_as_western_letters_is_put_right() -> None:
    text = "В районе отремонтированы дороги и построены две школы"
    said = text.encode("cp1251").replace(b"(", b"\\(")
    draft = parse_pdf(make_raw_pdf(b"BT /F1 12 Tf 50 700 Td (" + said + b") Tj ET"))
    assert texts(draft.blocks) == [text]


def test_letters_without_a_meaning_are_refused() -> None:
    words = b" ".join(b"M]heh\\gmx l_d^kl" for _ in range(20))
    with pytest.raises(CorpusError, match="broken encoding"):
        parse_pdf(
            make_raw_pdf(b"BT /F1 6 Tf 5 700 Td (" + words.replace(b"\\", b"\\\\") + b") Tj ET")
        )


# --- bad input -----------------------------------------------------------------------------------


def test_a_file_behind_a_password_says_so() -> None:
    if not HAS_FONT:
        pytest.skip(WITHOUT_FONT)
    paper = Paper()
    paper.set_encryption(owner_password="o", user_password="u")
    paper.add_page()
    paper.say(PROSE)
    with pytest.raises(CorpusError, match="password") as caught:
        read_draft(bytes(paper.output()), "a.pdf", max_line_bytes=100)
    assert caught.value.mend


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        (b"%PDF-1.7\n" + b"\0\xff" * 500, CorpusError, "damaged"),
        (make_raw_pdf(b"", n_pages=10_000), EmptyFile, "no words"),
        (make_raw_pdf(b"q Q " * 4_000_000, deflated=True), CorpusError, "no words"),
        (make_raw_pdf(b"/X Do", extra="/XObject << /X 4 0 R >>"), CorpusError, "no words"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(
    content: bytes, kind: type[CorpusError], words: str
) -> None:
    with pytest.raises(kind, match=words):
        read_draft(content, "плохой.pdf", max_line_bytes=2**20)


def test_a_file_cut_short_is_refused_or_read() -> None:
    whole = make_raw_pdf(b"BT /F1 12 Tf 50 700 Td (Some words of the report) Tj ET")
    reasons: set[str] = set()
    for end in range(20, len(whole), 60):
        try:
            draft = read_draft(whole[:end], "a.pdf", max_line_bytes=2**20)
            reasons.add(draft.blocks[0].text)
        except CorpusError as error:
            reasons.add(error.message)
    assert all("a.pdf" in reason or "words" in reason for reason in reasons)


@with_font
def test_the_number_of_a_single_page_is_left_out() -> None:
    content = make_paper(lambda paper: paper.say(PROSE), head="Отдел дорог")
    assert texts(parse_pdf(content).blocks) == ["Отдел дорог", PROSE.strip()]
