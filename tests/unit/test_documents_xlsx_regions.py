"""Where a table of a sheet ends, and where another one begins."""

from __future__ import annotations

from tests.unit.test_documents_xlsx import of_rows, rows


def test_an_empty_row_before_the_heading_of_a_direction_does_not_end_the_table() -> None:
    header = ("№", "Шара", "Мерзімі")
    draft = of_rows(
        header,
        ("1", "Жол", "мамыр"),
        ("2", "Көпір", "маусым"),
        (),
        ("Бағыт: Су", None, None),
        ("3", "Құдық", "шілде"),
        merge=["A5:C5"],
    )
    assert [row.header for row in rows(draft)] == [header] * 3
    assert "Бағыт: Су" in [block.text for block in draft.blocks if block.kind == "heading"]


def test_a_merged_title_below_an_empty_row_begins_another_table() -> None:
    draft = of_rows(
        ("№", "Шара", "Мерзімі"),
        ("1", "Жол", "мамыр"),
        ("2", "Көпір", "маусым"),
        (),
        ("Мектептер тізімі", None, None),
        ("Атауы", "Орны", "Саны"),
        ("Ақсу", "ауыл", "40"),
        ("Тал", "ауыл", "31"),
        merge=["A5:C5"],
    )
    assert rows(draft)[-1].header == ("Атауы", "Орны", "Саны")
