"""Who is responsible for what, over all the rows that are meant, and lists that are cut."""

from __future__ import annotations

import pytest

from rag.compose.extractive import compose_answer
from rag.compose.row_lists import MAX_LISTED
from rag.retrieve.question import understand
from rag.types import Document, Language
from tests.documents import make_document
from tests.records import make_evidence, make_hit
from tests.verified import keep_verified

HEADER = ("№", "Мероприятие", "Срок", "Ответственный")
DUTIES = (
    ("1", "Завезти уголь", "1 октября 2024 года", "отдел снабжения"),
    ("2", "Утеплить окна", "15 октября 2024 года", "отдел ремонта"),
    ("3", "Заменить лампы", "20 октября 2024 года", "отдел снабжения"),
    ("4", "Утеплить подвал", "25 октября 2024 года", "отдел подвалов"),
)
KAZAKH = (
    ("1", "Көмір әкелу", "2024 жылғы қазан", "жабдықтау бөлімі"),
    ("2", "Терезе жылыту", "2024 жылғы қараша", "жөндеу бөлімі"),
    ("3", "Шам ауыстыру", "2024 жылғы қазан", "жабдықтау бөлімі"),
)


def plan(
    rows: tuple[tuple[str, ...], ...], header: tuple[str, ...] = HEADER, language: Language = "ru"
) -> Document:
    parts = [("table_row", "\t".join(row)) for row in rows]
    return make_document([((), parts)], header=header, title="План", language=language)  # type: ignore[list-item]


RUSSIAN_PLAN = plan(DUTIES)
KAZAKH_PLAN = plan(KAZAKH, ("№", "Іс-шара", "Мерзімі", "Жауапты"), "kk")


def told(question: str, document: Document, best: int = 0) -> list[str]:
    ranked = [make_evidence(make_hit(document), best, 0.9)]
    claims, citations = compose_answer(understand(question), ranked)
    kept, cited = keep_verified(claims, citations, {document.id: document})
    assert len(kept) == len(claims)
    assert len(cited) <= MAX_LISTED
    return [claim.text for claim in kept]


@pytest.mark.parametrize(
    ("question", "document", "expected"),
    [
        (
            "Кто отвечает за уголь и окна?",
            RUSSIAN_PLAN,
            [
                "Завезти уголь: Ответственный – отдел снабжения",
                "Утеплить окна: Ответственный – отдел ремонта",
            ],
        ),
        (
            "Көмір мен терезеге кім жауапты?",
            KAZAKH_PLAN,
            ["Көмір әкелу: Жауапты – жабдықтау бөлімі", "Терезе жылыту: Жауапты – жөндеу бөлімі"],
        ),
        ("За что отвечает отдел снабжения?", RUSSIAN_PLAN, ["Завезти уголь.", "Заменить лампы."]),
        ("Жабдықтау бөлімі неге жауапты?", KAZAKH_PLAN, ["Көмір әкелу.", "Шам ауыстыру."]),
    ],
)
def test_all_the_rows_that_are_meant(
    question: str, document: Document, expected: list[str]
) -> None:
    assert told(question, document) == expected


def test_rows_alike_are_all_said() -> None:
    texts = told("Кто отвечает за то, чтобы утеплить?", RUSSIAN_PLAN, 1)
    assert ["ремонта" in text or "подвалов" in text for text in texts] == [True, True]


@pytest.mark.parametrize("question", ["Кто отвечает за уголь?", "Кто отвечает за уголь и сено?"])
def test_one_row_is_one_answer(question: str) -> None:
    assert told(question, RUSSIAN_PLAN) == ["Завезти уголь: Ответственный – отдел снабжения"]


def test_what_is_numbered_is_one_row() -> None:
    rows = tuple((str(i), f"Ремонт котла № {i}", "2024 год", f"отдел {i}") for i in (1, 2))
    assert len(told("Кто отвечает за ремонт котла № 2?", plan(rows), 1)) == 1


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("Какие клубы закрыты?", "Всего: 12, показаны первые."),
        ("Қандай клубтар жабық?", "Барлығы: 12, алғашқылары көрсетілді."),
    ],
)
def test_a_list_that_is_cut_says_how_many_there_are(question: str, note: str) -> None:
    kazakh = question.startswith("Қ")
    state = "жабық" if kazakh else "закрыт"
    header = ("№", "Клубтар" if kazakh else "Клуб", "Жағдайы" if kazakh else "Состояние")
    rows = tuple((str(i), f"Клуб «Нұр-{i}»", state) for i in range(12))
    open_one = ("13", "Клуб «Жас»", "ашық" if kazakh else "открыт")
    texts = told(question, plan((*rows, open_one), header, "kk" if kazakh else "ru"))
    assert len(texts) == MAX_LISTED + 1
    assert texts[-1] == note


def test_a_list_with_room_has_no_note() -> None:
    rows = tuple((str(i), f"Клуб «Нұр-{i}»", "закрыт") for i in range(MAX_LISTED))
    texts = told("Какие клубы закрыты?", plan(rows, ("№", "Клуб", "Состояние")))
    assert len(texts) == MAX_LISTED
    assert not any("Всего" in text for text in texts)
