from __future__ import annotations

from datetime import date

import pytest

from rag.documents.formats.plain import parse_plain
from rag.sections.build import build_document
from rag.sections.digest import mark_entries
from rag.types import Block, Document

BODY = "Строители завершили первый этап работ на мосту.Второй этап начнётся осенью этого года."
PAGE = (
    "Вестник края\n\nОбщество\n\n"
    f"Мост открыт для машин 01.02.2024\n{BODY}Источник информации : https://example.kz/a?l=kk\n"
    f"Школа на 300 мест ждёт учеников 02.02.2024\n{BODY} Источник: https://example.kz/b\n"
    "Экономика\n"
    f"Көпір салынды 2024 жылғы 3 ақпан\n{BODY}\nДереккөз : https://example.kz/c\n"
)


def document(text: str) -> Document:
    return build_document(parse_plain(text), document_id="d", source="a.txt", date=None)


def entries(text: str) -> list[tuple[tuple[str, ...], date | None, str | None]]:
    return [(s.path, s.date, s.url) for s in document(text).sections if s.url or s.date]


def test_each_entry_is_a_section_with_its_date_and_address() -> None:
    assert entries(PAGE) == [
        (
            ("Вестник края", "Общество", "Мост открыт для машин 01.02.2024"),
            date(2024, 2, 1),
            "https://example.kz/a?l=kk",
        ),
        (
            ("Вестник края", "Общество", "Школа на 300 мест ждёт учеников 02.02.2024"),
            date(2024, 2, 2),
            "https://example.kz/b",
        ),
        (
            ("Вестник края", "Экономика", "Көпір салынды 2024 жылғы 3 ақпан"),
            date(2024, 2, 3),
            "https://example.kz/c",
        ),
    ]


def test_the_page_itself_has_no_date_and_the_source_is_a_paragraph_of_its_own() -> None:
    page = document(PAGE)
    assert page.date is None
    assert page.title == "Вестник края"
    texts = [page.text[p.start : p.end] for p in page.paragraphs]
    assert "Источник информации : https://example.kz/a?l=kk" in texts
    assert BODY in texts


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("01.02.2024 | Мост открыт", "02.02.2024 | Школа открыта"),
        ("Мост открыт (01.02.2024 г.)", "Школа открыта (02.02.2024 г.)"),
        ("Мост открыт 01.02.2024 10:35", "Школа открыта 02.02.2024, 11:00"),
        ("Мост открыт\n01.02.2024", "Школа открыта\n02.02.2024"),
        ("Мост открыт 1 февраля 2024 года", "Школа открыта 2 февраля 2024 г."),
        ("Когда откроют мост? 01.02.2024", "Приходите в школу! Ждём! 02.02.2024"),
    ],
)
def test_dates_are_found_where_titles_carry_them(first: str, second: str) -> None:
    text = (
        f"Лента\n\n{first}\n{BODY}\nИсточник: https://example.kz/1\n\n"
        f"{second}\n{BODY}\nИсточник: https://example.kz/2\n"
    )
    found = [(day, url) for _, day, url in entries(text)]
    assert found == [
        (date(2024, 2, 1), "https://example.kz/1"),
        (date(2024, 2, 2), "https://example.kz/2"),
    ]


def test_an_entry_without_date_between_others_is_an_entry() -> None:
    text = (
        f"Мост открыт 01.02.2024\n{BODY} Источник: https://example.kz/1\n"
        f"Школа готова к новому году\n{BODY} Источник: https://example.kz/2\n"
        f"Сад открыт 03.02.2024\n{BODY} Источник: https://example.kz/3\n"
    )
    assert [url for _, _, url in entries(text)] == [f"https://example.kz/{n}" for n in (1, 2, 3)]


def test_a_day_alone_below_a_line_after_a_source_makes_it_an_entry() -> None:
    titles = ("Мост через Тасты открыт", "Сад у школы разбит", "Тастыда жол жөнделді")
    text = "Вести\n\n" + "\n".join(
        f"{title}\n0{n}.02.2024\nБыло сто человек.\nhttps://example.kz/{n}\n"
        for n, title in enumerate(titles, start=1)
    )
    assert [(day, url) for _, day, url in entries(text)] == [
        (date(2024, 2, n), f"https://example.kz/{n}") for n in (1, 2, 3)
    ]


def test_headings_inside_an_entry_stay_below_it_and_share_its_address() -> None:
    text = (
        f"Мост открыт 01.02.2024\n{BODY}\nПланы\n{BODY}\nИсточник: https://example.kz/1\n"
        f"Школа открыта 02.02.2024\n{BODY}\nИсточник: https://example.kz/2\n"
    )
    inner = next(s for s in document(text).sections if s.path[-1] == "Планы")
    assert inner.path == ("Мост открыт 01.02.2024", "Планы")
    assert (inner.date, inner.url) == (date(2024, 2, 1), "https://example.kz/1")


def test_one_dated_article_with_a_source_is_no_digest() -> None:
    text = f"Мост открыт 01.02.2024\n\n{BODY}\n\nИсточник: https://example.kz/1\n"
    assert entries(text) == []
    assert document(text).date == date(2024, 2, 1)


def test_sources_under_the_parts_of_a_report_make_no_digest() -> None:
    blocks = tuple(
        block
        for n in range(3)
        for block in (
            Block("heading", f"Раздел {n}", level=1),
            Block("paragraph", BODY),
            Block("paragraph", "Источник: бюро статистики"),
        )
    )
    assert mark_entries(blocks) == blocks


def test_three_dated_titles_without_sources_are_a_digest() -> None:
    text = "".join(f"Новость номер {n} 0{n}.02.2024\n{BODY}\n\n" for n in (1, 2, 3))
    assert [day for _, day, _ in entries(text)] == [date(2024, 2, n) for n in (1, 2, 3)]
