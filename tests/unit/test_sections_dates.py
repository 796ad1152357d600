"""Dates of sections: published, covered, of events; a digest's own time holds for no entry."""

from __future__ import annotations

from datetime import date

from rag.documents.read import read_draft
from rag.sections.build import build_document
from rag.types import Block, Document, Draft, SectionDate

BODY = "Сброс воды по состоянию на 13 апреля составил 5 кубометров в секунду."
DIGEST = f"""Дайджест за 1 мая 2025 года

Новости региона

Паводок в районе отступает 15.04.2025
{BODY}
Источник: https://example.kz/1

Школу откроют осенью 14.04.2025
В 2024 году начали строить школу. 1 сентября её откроют.
Источник: https://example.kz/2

Дороги ремонтируют 14.04.2025
За 2024 год отремонтировано 12 километров.
Источник: https://example.kz/3
"""


def read(text: str, day: date | None = None) -> Document:
    draft = read_draft(text.encode(), "a.txt", max_line_bytes=2**16)
    return build_document(draft, document_id="doc", source="a.txt", date=day)


def built(*blocks: Block, title: str | None = None, day: date | None = None) -> Document:
    return build_document(Draft(blocks, title, day), document_id="doc", source="a.txt", date=None)


def heading(text: str, level: int = 1) -> Block:
    return Block("heading", text, level)


def told(document: Document) -> list[list[tuple[str, str, str]]]:
    """Kind, first day and place of each date, section by section."""
    return [[(d.kind, str(d.first), d.found) for d in s.dates] for s in document.sections]


def test_each_entry_of_a_digest_has_its_own_dates_and_none_of_the_digests() -> None:
    document = read(DIGEST)
    entries = {s.path[-1][:6]: s for s in document.sections if s.url}
    assert {name: [(d.kind, str(d.first)) for d in s.dates] for name, s in entries.items()} == {
        "Паводо": [("published", "2025-04-15"), ("as_of", "2025-04-13")],
        "Школу ": [
            ("published", "2025-04-14"),
            ("covers", "2024-01-01"),
            ("event", "2025-09-01"),
        ],
        "Дороги": [("published", "2025-04-14"), ("covers", "2024-01-01")],
    }
    assert not any(d.first.month == 5 for s in entries.values() for d in s.dates)


def test_words_are_found_where_they_stand() -> None:
    document = read(DIGEST)
    spoken = [d for s in document.sections for d in s.dates if d.start is not None]
    words = {document.text[d.start : d.end] for d in spoken}
    assert {"13 апреля", "2024 году", "1 сентября", "2024 год"} <= words
    assert all(d.found in ("text", "heading") for d in spoken)


def test_where_the_publication_was_read_is_said() -> None:
    line = Block("paragraph", "В районе 12 школ.")
    assert told(built(line, day=date(2024, 5, 1))) == [[("published", "2024-05-01", "file")]]
    assert told(read("В районе 12 школ.", date(2024, 6, 1))) == [
        [("published", "2024-06-01", "sender")]
    ]
    dated = read("Протокол\n\n23 июня 2022 года\n\nВстреча\n\nОбсудили 12 вопросов.\n")
    assert dated.date == date(2022, 6, 23)
    # The line that dates the paper is no event of it.
    assert {place for dates in told(dated) for place in dates} == {
        ("published", "2022-06-23", "head")
    }


def test_a_headings_period_holds_for_what_is_under_it_until_another_names_one() -> None:
    document = built(
        heading("Отчёт за 2022 год"),
        Block("paragraph", "Общее."),
        heading("Дороги", 2),
        Block("paragraph", "5 мая открыли мост."),
        heading("Планы на 2023 год", 2),
        Block("paragraph", "Построят школу."),
        heading("Прочее", 2),
        Block("paragraph", "Разное."),
    )
    covers_2022 = ("covers", "2022-01-01", "outer_heading")
    assert told(document) == [
        [("covers", "2022-01-01", "heading")],
        [covers_2022, ("event", "2022-05-05", "text")],
        [("covers", "2023-01-01", "heading")],
        [covers_2022],
    ]


def test_a_title_speaks_for_sections_whose_headings_are_silent() -> None:
    document = built(
        heading("Образование"), Block("paragraph", "12 школ."), title="Итоги I квартала 2023 года"
    )
    (section,) = document.sections
    assert section.dates == (SectionDate("covers", date(2023, 1, 1), date(2023, 3, 31), "title"),)


def test_text_without_dates_has_none_but_its_publication() -> None:
    assert told(built(heading("Школы"), Block("paragraph", "В районе 12 школ."))) == [[]]
