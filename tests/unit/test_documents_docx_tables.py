"""Tables of Word documents: merged cells, headers, frames, what hangs on them."""

from __future__ import annotations

from rag.types import Block, Row
from tests.word_xml import LISTS, PROSE, blocks, cell, outline, p, table


def table_rows(found: list[Block]) -> list[Row]:
    return [block.row for block in found if block.kind == "table_row" and block.row]


def test_merged_cells_hold_wherever_they_cover() -> None:
    merged = '<w:vMerge w:val="restart"/>'
    found = blocks(
        PROSE
        + p("Таблица 1. Школы по аулам")
        + table(
            cell("Аул", merged) + cell("Учеников", '<w:gridSpan w:val="2"/>'),
            cell("", "<w:vMerge/>") + cell("2023") + cell("2024"),
            cell("Бағыт: Оңтүстік", '<w:gridSpan w:val="3"/>'),
            cell("Көктем", merged) + cell("5") + cell("7"),
            cell("", '<w:vMerge w:val="continue"/>') + cell("нет", '<w:gridSpan w:val="2"/>'),
        )
    )
    header = ("Аул", "Учеников / 2023", "Учеников / 2024")
    caption = "Таблица 1. Школы по аулам"
    assert table_rows(found) == [
        Row(caption, header, ("Көктем", "5", "7")),
        Row(caption, header, ("Көктем", "нет", "нет")),
    ]
    assert outline(found) == [(2, caption), (1, "Бағыт: Оңтүстік")]


def test_rows_that_repeat_on_every_page_are_the_header() -> None:
    head = "<w:trPr><w:tblHeader/></w:trPr>"
    found = blocks(table(head + cell("Имя") + cell("Место"), cell("Ли") + cell("север")))
    assert table_rows(found)[0].header == ("Имя", "Место")


def test_a_row_deleted_under_tracking_is_out() -> None:
    gone = "<w:trPr><w:del/></w:trPr>" + cell("старое") + cell("1")
    found = table_rows(blocks(table(cell("Имя") + cell("Ли"), gone, cell("Роль") + cell("врач"))))
    assert [row.cells for row in found] == [("Имя", "Ли"), ("Роль", "врач")]


def test_row_numbers_that_word_counts_stand_in_their_empty_cells() -> None:
    numbered = p("", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    found = blocks(
        table(
            cell("№") + cell("Мера") + cell("Срок"),
            cell(numbered) + cell("мост") + cell("май"),
            cell(numbered) + cell("школа") + cell("июнь"),
        ),
        numbering=LISTS,
    )
    assert [row.cells for row in table_rows(found)] == [
        ("1.", "мост", "май"),
        ("2.", "школа", "июнь"),
    ]


def test_a_table_in_a_cell_is_a_table_of_its_own_after_the_outer_one() -> None:
    inner = table(cell("Имя") + cell("Лет"), cell("Ли") + cell("30"))
    outer = table(
        cell("Отдел") + cell("Люди") + cell("Комнат"),
        cell("Север") + f"<w:tc>{p('список')}{inner}{p()}</w:tc>" + cell("4"),
    )
    found = table_rows(blocks(outer))
    assert [row.cells for row in found] == [("Север", "список", "4"), ("Ли", "30")]


def test_a_table_of_one_cell_or_one_row_is_a_frame_around_its_text() -> None:
    framed = table(cell(PROSE + p("Итоги года", run="<w:b/>") + PROSE + p()))
    assert [b.kind for b in blocks(framed)] == ["paragraph", "heading", "paragraph"]
    letterhead = table(cell("Министерство") + cell("Министрлік"))
    assert all(block.row is None for block in blocks(letterhead + PROSE))


def test_notes_in_cells_come_after_the_table() -> None:
    noted = '<w:p><w:r><w:t>5</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    found = blocks(
        table(cell("Школы") + cell(noted), cell("Сады") + cell("7")) + PROSE,
        footnotes=f'<w:footnote w:id="1">{p("без вечерних")}</w:footnote>',
    )
    assert [b.text for b in found][:3] == ["Школы\t5", "Сады\t7", "¹ без вечерних"]
