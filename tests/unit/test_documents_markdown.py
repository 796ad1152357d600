from __future__ import annotations

from datetime import date

from rag.documents.formats.markdown import parse_markdown
from rag.types import Block, Row

TEXT = """---
title: Паспорт района
date: 2024-05-06
---
# Озёрный район

Первый абзац с [ссылкой](https://example.kz/путь) и **жирным**
текстом.

## Школы

1. Первая
2. Вторая
   - вложенная

| № | Показатель | План |
|---|---|---|
| 1 | Школы | 10 | лишняя |
| 2 | Сады |

<b>Разметка</b> остаётся текстом.
"""


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in parse_markdown(text).blocks]


def test_every_construct_becomes_its_block() -> None:
    assert kinds(TEXT)[2:] == [
        ("heading", "Озёрный район"),
        ("paragraph", "Первый абзац с ссылкой (https://example.kz/путь) и жирным текстом."),
        ("heading", "Школы"),
        ("list_item", "1. Первая"),
        ("list_item", "2. Вторая"),
        ("list_item", "- вложенная"),
        ("table_header", "№\tПоказатель\tПлан"),
        ("table_row", "1\tШколы\t10\tлишняя"),
        ("table_row", "2\tСады\t"),
        ("paragraph", "<b>Разметка</b> остаётся текстом."),
    ]


def test_front_matter_names_and_dates_the_document_and_stays_text() -> None:
    draft = parse_markdown(TEXT)
    assert (draft.title, draft.date) == ("Паспорт района", date(2024, 5, 6))
    assert draft.blocks[0] == Block("paragraph", "title: Паспорт района")


def test_table_rows_know_their_header_and_caption() -> None:
    rows = [block.row for block in parse_markdown(TEXT).blocks if block.kind == "table_row"]
    assert rows[0] == Row("Школы", ("№", "Показатель", "План", ""), ("1", "Школы", "10", "лишняя"))


def test_heading_levels_are_dense_and_the_first_is_the_title() -> None:
    draft = parse_markdown("## Бөлім\n\nМәтін.\n\n#### Тармақ\n\nМәтін.\n")
    assert [block.level for block in draft.blocks if block.kind == "heading"] == [1, 2]
    assert parse_markdown("# Есеп\n\nМәтін.\n").title == "Есеп"


def test_words_the_parser_would_drop_are_kept() -> None:
    text = "# Есеп\n\n[a]: https://example.kz\n\n5.\n\n```код\nжол\n```\n"
    words = " ".join(text for _, text in kinds(text))
    assert all(word in words for word in ("[a]: https://example.kz", "5.", "код", "жол"))


def test_nesting_beyond_the_parser_is_read_as_plain_text() -> None:
    text = "# Есеп\n\n" + ">" * 300 + " түпкі сөз\n"
    assert "түпкі сөз" in kinds(text)[-1][1]


def test_a_file_that_only_its_name_calls_markdown_is_read_as_plain_text() -> None:
    text = "Озёрный район сегодня\n\nДоходы\nЗа год собрано больше налогов, чем было в плане.\n"
    assert kinds(text)[1] == ("heading", "Доходы")
