"""Reports as administrations write them: stamps, bold headings without styles, odd tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import docx
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH

from rag.documents.read import read_draft
from rag.sections.build import build_document
from rag.types import Amount, Document, Row

PROSE = "Работы на участке шли всё лето и закончились в срок, комиссия приняла их без замечаний."


def saved(file: WordFile) -> Document:
    stream = BytesIO()
    file.save(stream)
    return read(stream.getvalue(), "report.docx")


def read(content: bytes, name: str) -> Document:
    draft = read_draft(content, name, max_line_bytes=2**20)
    return build_document(draft, document_id="d", source=name, date=None)


def bold(file: WordFile, text: str, *, centred: bool = False) -> None:
    paragraph = file.add_paragraph()
    paragraph.add_run(text).bold = True
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def table(file: WordFile, rows: Sequence[Sequence[str]]) -> None:
    """A table; a row of one cell is merged over the whole width."""
    width = max(map(len, rows))
    made = file.add_table(len(rows), width)
    for i, row in enumerate(rows):
        if len(row) == 1:
            made.cell(i, 0).merge(made.cell(i, width - 1))
        for j, text in enumerate(row):
            made.cell(i, j).text = text


def paths(document: Document) -> list[tuple[str, ...]]:
    return [section.path for section in document.sections]


def rows(document: Document) -> list[Row]:
    return [p.row for p in document.paragraphs if p.row]


def test_the_stamp_above_is_no_heading_and_the_title_holds_all() -> None:
    file = docx.Document()
    for line in ("УТВЕРЖДАЮ", "Аким района", "________ А. Бекмуратов", "«12» октября 2024 года"):
        file.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    bold(file, "ОТЧЁТ", centred=True)
    bold(file, "о работе отдела дорог за январь–сентябрь 2024 года", centred=True)
    for heading in ("Дороги", "Мосты"):
        bold(file, heading)
        file.add_paragraph(PROSE)
        file.add_paragraph(PROSE)
    document = saved(file)
    title = "ОТЧЁТ о работе отдела дорог за январь–сентябрь 2024 года"
    assert document.title == title
    assert document.date == date(2024, 10, 12)
    assert paths(document) == [(), (title,), (title, "Дороги"), (title, "Мосты")]


def test_headings_between_rows_hold_to_the_end_of_their_table() -> None:
    file = docx.Document()
    file.add_heading("Отчёт о работе отдела", 1)
    bold(file, "Промышленность")
    file.add_paragraph(PROSE)
    table(
        file,
        [
            ("№", "Показатель", "План", "Факт"),
            ("Раздел I. Выпуск",),
            ("1", "Камень, тонн", "5", "6"),
            ("Раздел II. Люди",),
            ("2", "Рабочих, чел.", "50", "61"),
        ],
    )
    file.add_paragraph("Примечание: данные предварительные, по состоянию на 1 октября 2024 года.")
    bold(file, "Торговля")
    file.add_paragraph(PROSE)
    document = saved(file)
    above = ("Отчёт о работе отдела", "Промышленность")
    assert paths(document) == [
        above[:1],
        above,
        (*above, "Раздел I. Выпуск"),
        (*above, "Раздел II. Люди"),
        above,
        (above[0], "Торговля"),
    ]
    note = next(p for p in document.paragraphs if document.text[p.start :].startswith("Примеч"))
    assert document.sections[note.section].path == above
    assert "".join(document.text[s.start : s.end] for s in document.sections) == document.text


def test_a_table_has_its_own_name_and_the_unit_below_it() -> None:
    file = docx.Document()
    bold(file, "Бюджет")
    file.add_paragraph(PROSE)
    file.add_paragraph("Таблица 1 – Доходы бюджета района")
    file.add_paragraph("млн тенге")
    table(file, [("Вид", "План", "Факт"), ("Налоги", "5", "6"), ("Сборы", "7", "8")])
    assert {row.table for row in rows(saved(file))} == {
        "Таблица 1 – Доходы бюджета района млн тенге"
    }


def test_a_total_takes_nothing_from_the_row_above() -> None:
    text = (
        "Бюджет\nКод\tНаименование\tСумма\n101\tНалоги\t5\n102\tСборы\t6\n\tИтого доходы\t11\n"
        "\tв том числе прочие\t3\n"
    )
    assert [row.cells for row in rows(read(text.encode(), "a.txt"))][2:] == [
        ("", "Итого доходы", "11"),
        ("", "в том числе прочие", "3"),
    ]


def test_rows_say_their_amounts_and_which_of_them_is_the_total() -> None:
    text = (
        "Доходы района\n(млн тенге)\n№\tВид\tПлан\tРост, %\n1\tНалоги\t1 820,4\t101,3\n"
        "2\tСборы\t12-15\tжоқ\n\tВсего\t1 835\t\n"
    )
    found = rows(read(text.encode(), "a.txt"))
    assert [row.total for row in found] == [False, False, True]
    assert found[0].amounts == (
        *(None, None),
        *(Amount(1_820_400_000, None, "KZT"), Amount(101.3, None, "%")),
    )
    assert found[1].amounts[2:] == (Amount(12e6, 15e6, "KZT"), None)


def test_a_bold_number_after_a_list_of_another_kind_is_a_heading() -> None:
    file = docx.Document()
    bold(file, "2. Дороги")
    file.add_paragraph("Трудности:")
    file.add_paragraph("1) износ покрытия;")
    file.add_paragraph("2) нехватка техники.")
    bold(file, "3. Бюджет")
    file.add_paragraph(PROSE)
    assert [path[-1] for path in paths(saved(file))] == ["2. Дороги", "3. Бюджет"]


def test_parts_of_a_protocol_are_sections_though_they_are_verbs() -> None:
    file = docx.Document()
    bold(file, "№ 5 ХАТТАМА", centred=True)
    for heading in ("ТЫҢДАЛДЫ:", "ШЕШІМ ҚАБЫЛДАНДЫ:"):
        bold(file, heading)
        file.add_paragraph("Ауданның барлық мектебі жаңа оқу жылына дайын екені хабарланды.")
    assert [path[-1] for path in paths(saved(file))] == [
        "№ 5 ХАТТАМА",
        "ТЫҢДАЛДЫ:",
        "ШЕШІМ ҚАБЫЛДАНДЫ:",
    ]


def test_the_day_of_a_program_s_template_is_no_date() -> None:
    file = docx.Document()
    file.add_paragraph(PROSE)
    assert saved(file).date is None


def test_the_line_with_an_entry_s_date_is_no_event_and_a_deadline_is_one() -> None:
    entries = "".join(
        f"<h2>{title}</h2><p>{day}.05.2024</p><p>{text}</p><p>Источник: https://example.kz/{day}</p>"
        for title, day, text in (
            ("Открыт новый пункт", 14, "Пункт принял первых посетителей 13 мая."),
            ("Мектептер жөнделуде", 15, "Жөндеу 25 тамызға дейін аяқталады."),
            ("Начался полив", 16, "На 12 мая полито 4 тыс. га."),
        )
    )
    page = f"<!doctype html><html><body><h1>Дайджест за май</h1>{entries}</body></html>"
    found = read(page.encode(), "a.html").sections[1:]
    assert [[(d.kind, d.first.day) for d in section.dates] for section in found] == [
        [("published", 14), ("event", 13)],
        [("published", 15), ("event", 25)],
        [("published", 16), ("as_of", 12)],
    ]


def test_the_line_under_the_name_of_a_sheet_is_the_title() -> None:
    file = docx.Document()
    file.add_heading("Свод", 1)
    file.add_paragraph("Сведения об исполнении бюджета района")
    table(file, [("Вид", "План", "Факт"), ("Налоги", "5", "6"), ("Сборы", "7", "8")])
    assert saved(file).title == "Сведения об исполнении бюджета района"
