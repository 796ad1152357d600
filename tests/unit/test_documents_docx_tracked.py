"""Word paragraphs that became one while changes were tracked."""

from __future__ import annotations

from tests.word_xml import cell, p, table, texts

LOST = "<w:rPr><w:del/></w:rPr>"
MOVED = "<w:rPr><w:moveFrom/></w:rPr>"


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    body = p("Насос купили ", LOST) + p("и поставили ", MOVED) + p("в мае.") + p("Вода идёт.")
    assert texts(body) == ["Насос купили и поставили в мае.", "Вода идёт."]


def test_it_stands_by_itself_before_a_table_and_at_the_end() -> None:
    rows = table(cell("Ауыл") + cell("Саны"), cell("Тал") + cell("4"))
    assert texts(p("Насос", LOST) + rows + p("Құдық", LOST)) == [
        "Насос",
        "Ауыл\tСаны",
        "Тал\t4",
        "Құдық",
    ]


def test_a_paragraph_deleted_whole_leaves_nothing() -> None:
    gone = (
        f"<w:p><w:pPr>{LOST}</w:pPr><w:del><w:r><w:delText>Лишнее</w:delText></w:r></w:del></w:p>"
    )
    assert texts(p("Мост стоит.") + gone + p("Дорога готова.")) == ["Мост стоит.", "Дорога готова."]


def test_in_cells_too() -> None:
    rows = table(cell("Ауыл") + cell("Саны"), cell(p("Тал", LOST) + p("дыбел")) + cell("4"))
    assert texts(rows)[1] == "Талдыбел\t4"


def test_no_word_of_a_long_chain_is_lost() -> None:
    body = "".join(p(f"сөз{n} ", LOST) for n in range(1500)) + p("соңы")
    assert " ".join(texts(body)).split() == [*(f"сөз{n}" for n in range(1500)), "соңы"]
