"""Rows of a table that lie before or after a date, counted and listed."""

from __future__ import annotations

import pytest

from rag.compose.extractive import compose_answer
from rag.retrieve.question import understand
from rag.text.cells import cell_meets
from rag.types import CellCondition, Document, Language, Period
from tests.documents import make_document
from tests.records import make_evidence, make_hit
from tests.verified import keep_verified

WORKS = (
    ("1", "Засыпать ямы", "до 5 мая 2024 года", "отдел дорог"),
    ("2", "Побелить бордюры", "до 20 апреля 2024 года", "отдел дорог"),
    ("3", "Починить фонтан", "до 1 июня 2024 года", "отдел парков"),
    ("4", "Высадить розы", "3 квартал 2024 года", "отдел парков"),
)
SHARES = (
    ("1", "Көпірді сырлау", "2024 жылғы наурыз", "жол бөлімі"),
    ("2", "Гүл егу", "2024 жылғы мамыр", "саябақ бөлімі"),
    ("3", "Орындық қою", "2024 жылғы шілде", "саябақ бөлімі"),
)
CLUBS = (("1", "Клуб Достык", "1964"), ("2", "Клуб Арман", "1987"), ("3", "Клуб Самал", "2011"))


def table(
    rows: tuple[tuple[str, ...], ...], header: tuple[str, ...], language: Language = "ru"
) -> Document:
    parts = [("table_row", "\t".join(row)) for row in rows]
    return make_document([((), parts)], header=header, title="План", language=language)  # type: ignore[list-item]


WORK_TABLE = table(WORKS, ("№", "Мероприятие", "Срок", "Ответственный"))
SHARE_TABLE = table(SHARES, ("№", "Іс-шара", "Мерзімі", "Жауапты"), "kk")
CLUB_TABLE = table(CLUBS, ("№", "Клуб", "Год постройки"))


def told(question: str, document: Document) -> str:
    ranked = [make_evidence(make_hit(document), 0, 0.9)]
    claims, citations = compose_answer(understand(question), ranked)
    kept, _ = keep_verified(claims, citations, {document.id: document})
    return " ".join(claim.text for claim in kept)


@pytest.mark.parametrize(
    ("question", "document", "holds", "lacks"),
    [
        (
            "Сколько мероприятий нужно сделать до 5 мая 2024 года?",
            WORK_TABLE,
            ("2 мероприятия", "ямы", "бордюры"),
            ("фонтан", "розы"),
        ),
        (
            "Какие мероприятия надо сделать после 5 мая 2024 года?",
            WORK_TABLE,
            ("фонтан", "розы"),
            ("ямы", "бордюры"),
        ),
        ("Сколько мероприятий до 1 мая?", WORK_TABLE, ("1 мероприятие", "бордюры"), ("ямы",)),
        (
            "2024 жылғы мамырға дейін қандай іс-шаралар бар?",
            SHARE_TABLE,
            ("Көпірді", "Гүл"),
            ("Орындық",),
        ),
        (
            "2024 жылғы мамырдан кейін неше іс-шара бар?",
            SHARE_TABLE,
            ("1 іс-шара", "Орындық"),
            ("Гүл",),
        ),
        ("Сколько клубов построено до 1987 года?", CLUB_TABLE, ("1 клуб", "Достык"), ("Арман",)),
        ("Какие клубы построены после 1980 года?", CLUB_TABLE, ("Арман", "Самал"), ("Достык",)),
    ],
)
def test_rows_on_one_side_of_a_date(
    question: str, document: Document, holds: tuple[str, ...], lacks: tuple[str, ...]
) -> None:
    text = told(question, document)
    assert all(words in text for words in holds)
    assert not any(words in text for words in lacks)


def test_a_deadline_that_reads_so_is_meant_itself() -> None:
    text = told("Сколько мероприятий со сроком до 5 мая 2024 года?", WORK_TABLE)
    assert text.startswith("1 мероприятие")
    assert "ямы" in text


@pytest.mark.parametrize(
    ("cell", "period", "until", "since"),
    [
        ("2 квартал 2023 года", Period(2023, month=6), True, False),
        ("2 квартал 2023 года", Period(2023, month=3), False, True),
        ("15 июня 2023 года", Period(2023), False, False),
        ("1999", Period(2000), True, False),
        ("2000", Period(2000), False, False),
        ("по мере необходимости", Period(2000), False, False),
    ],
)
def test_sides_of_a_cell(cell: str, period: Period, until: bool, since: bool) -> None:
    assert cell_meets(cell, CellCondition(0, period=period, side="until"), "ru") is until
    assert cell_meets(cell, CellCondition(0, period=period, side="since"), "ru") is since
