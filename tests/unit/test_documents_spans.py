"""Marked-up tables: what a merged cell says holds wherever it covers."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.documents.marked import Cell, MarkedRow, MarkedTable
from rag.documents.spangrid import table_width
from rag.documents.spans import marked_blocks
from rag.errors import TooLarge
from rag.types import Block, Row


def row(*cells: str | Cell, head: bool = False, strong: bool = False) -> MarkedRow:
    whole = tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in cells)
    return MarkedRow(whole, head=head, strong=strong)


def blocks(*rows: MarkedRow, header: tuple[str, ...] = ()) -> list[Block]:
    return marked_blocks(MarkedTable(rows), "Кесте", header=header)


def table_rows(found: Sequence[Block]) -> list[Row]:
    return [block.row for block in found if block.kind == "table_row" and block.row]


def test_a_merged_cell_holds_for_every_row_and_column_it_covers() -> None:
    found = blocks(
        row("Ауыл", "2022", "2023", head=True),
        row(Cell("Көктем", rows=2), "5", "7"),
        row(Cell("жоспарсыз", columns=2)),
    )
    assert [r.cells for r in table_rows(found)] == [
        ("Көктем", "5", "7"),
        ("Көктем", "жоспарсыз", "жоспарсыз"),
    ]
    assert [b.text for b in found[1:]] == ["Көктем\t5\t7", "\tжоспарсыз\t"]


def test_a_cell_that_goes_on_from_above_has_its_text() -> None:
    found = blocks(
        row("Ауыл", "Түрі", "Саны", head=True),
        row("Көктем", "мектеп", "2"),
        row(Cell("", above=True), "бақша", "1"),
    )
    assert table_rows(found)[1].cells == ("Көктем", "бақша", "1")
    assert found[-1].text == "\tбақша\t1"


@pytest.mark.parametrize(
    "under",
    [
        (Cell("Показатель", rows=2), Cell("План", columns=2)),
        (Cell("Показатель"), Cell("План", columns=2)),
    ],
)
def test_two_storeys_of_a_header_are_joined(under: tuple[Cell, Cell]) -> None:
    corner = () if under[0].rows == 2 else (Cell("", above=True),)
    found = blocks(row(*under), row(*corner, "2022", "2023"), row("Доход", "5", "6"))
    assert [b.kind for b in found] == ["table_header", "table_header", "table_row"]
    assert table_rows(found)[0].header == ("Показатель", "План / 2022", "План / 2023")


def test_rows_under_an_empty_corner_are_the_header() -> None:
    found = blocks(
        row("", "2021", "2022"), row("", "прогноз", "факт"), row("Сальдо", "-3,7", "-3,2")
    )
    assert table_rows(found) == [
        Row("Кесте", ("", "2021 / прогноз", "2022 / факт"), ("Сальдо", "-3,7", "-3,2"))
    ]


def test_bold_names_over_the_columns_are_a_header_and_a_bold_total_is_none() -> None:
    marked = blocks(row("Имя", "Кабинет", strong=True), row("Ахметова", "север"))
    total = blocks(row("Всего", "25", strong=True), row("Юг", "север"))
    assert [b.kind for b in marked] == ["table_header", "table_row"]
    assert [b.kind for b in total] == ["table_row", "table_row"]


def test_names_over_amounts_are_a_header() -> None:
    found = blocks(row("Страна", "Место", "Итог"), row("Перу", "1", "253"))
    assert table_rows(found)[0].header == ("Страна", "Место", "Итог")


def test_cells_over_the_whole_width_are_headings_between_rows() -> None:
    found = blocks(
        row("№", "Шара", "Мерзім", "Сома", head=True),
        row(Cell("Бағыт: Экономика", columns=4)),
        row("1", "Жол", "мамыр", "5"),
        row("2.", Cell("Әлеуметтік сала", columns=3)),
        row("3", "Мектеп", "маусым", "7"),
    )
    assert [(b.kind, b.text) for b in found if b.kind != "table_row"] == [
        ("table_header", "№\tШара\tМерзім\tСома"),
        ("heading", "Бағыт: Экономика"),
        ("heading", "2. Әлеуметтік сала"),
    ]


def test_borders_out_of_line_make_no_columns() -> None:
    found = blocks(
        row(Cell("Имя", columns=2), Cell("Кабинет", columns=1), head=True),
        row(Cell("Ахметова", columns=1), Cell("двенадцать", columns=2)),
    )
    assert table_rows(found)[0].cells == ("Ахметова", "двенадцать")


def test_empty_rows_and_columns_are_gone() -> None:
    found = blocks(row("Имя", "", "Роль", head=True), row("", "", ""), row("Ахметова", "", "врач"))
    assert [b.text for b in found] == ["Имя\tРоль", "Ахметова\tврач"]


def test_a_header_of_the_table_before_holds_unless_there_is_an_own_one() -> None:
    header = ("Имя", "Роль")
    assert table_rows(blocks(row("Ли", "врач"), header=header))[0].header == header
    own = blocks(row("Город", "Жители"), row("Тараз", "5"), header=header)
    assert table_rows(own)[0].header == ("Город", "Жители")


def test_pages_are_kept() -> None:
    table = MarkedTable((row("Имя", "Роль", head=True), row("Ли", "врач")), page=3)
    assert {block.page for block in marked_blocks(table, "")} == {3}


def test_width_counts_columns_with_words() -> None:
    assert table_width([row("а", "", "б"), row("", "", "в")]) == 2
    assert table_width([]) == 0


def test_a_grid_without_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.documents.spangrid.MAX_AREA", 2000)
    wide = [row(*([""] * i), "x") for i in range(100)]
    with pytest.raises(TooLarge):
        marked_blocks(MarkedTable(tuple(wide)), "")
    endless = MarkedTable((row(Cell("x", columns=10**9, rows=10**9)),))
    assert len(marked_blocks(endless, "")) == 1


CELLS = st.builds(
    Cell,
    st.sampled_from(["", "а", "5", "2022", "План", "Бағыт: а"]),
    st.integers(1, 4),
    st.integers(1, 3),
    st.booleans(),
)
ROWS = st.lists(
    st.builds(
        MarkedRow,
        st.lists(CELLS, max_size=4).map(tuple),
        st.booleans(),
        st.booleans(),
    ),
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(ROWS)
def test_every_word_stands_once_and_rows_fit_their_headers(rows: list[MarkedRow]) -> None:
    found = marked_blocks(MarkedTable(tuple(rows)), "")
    written = sorted(word for block in found for word in block.text.split())
    cells = [cell for each in rows for cell in each.cells]
    assert written == sorted(word for c in cells if not c.above for word in c.text.split())
    for one in table_rows(found):
        assert not one.header or len(one.header) == len(one.cells)
