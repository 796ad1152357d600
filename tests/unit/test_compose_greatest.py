"""The greatest row of a table: among how many it was found, and of what kind the rows are."""

from __future__ import annotations

import pytest

from rag.compose.derived import derive
from rag.retrieve.question import understand
from rag.types import Document
from tests.documents import make_document
from tests.records import make_evidence, make_hit
from tests.unit.test_compose_tally import HEADER, ROWS, answer


@pytest.fixture(scope="module")
def plan() -> Document:
    parts = [("table_row", "\t".join(row)) for row in ROWS]
    return make_document(
        [(("План мероприятий Бестобинского района",), parts)],  # type: ignore[list-item]
        header=HEADER,
        title="План мероприятий Бестобинского района на 2022-2024 годы",
    )


@pytest.mark.parametrize(
    ("question", "ends"),
    [
        ("Какое мероприятие самое дорогое?", "(сравнено строк: 5)."),
        ("Ең қымбат іс-шара қайсы?", "(салыстырылған жолдар: 5)."),
    ],
)
def test_the_greatest_says_among_how_many_rows(plan: Document, question: str, ends: str) -> None:
    claims, _ = answer(question, plan)
    assert claims[0].text.endswith(ends)


def test_a_bound_may_have_a_preposition(plan: Document) -> None:
    claims, _ = answer("Сколько мероприятий более чем на 90 млн тенге?", plan)
    assert claims[0].text.startswith("3 мероприятия")


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("В каком районе больше всего школ?", True),
        ("Какая школа самая большая?", False),
        ("В каком сельском округе больше всего школ?", False),
    ],
)
def test_rows_of_districts_tell_of_no_school_or_okrug(question: str, answered: bool) -> None:
    rows = [("table_row", f"{name}\t{n}") for name, n in (("Талапский", 14), ("Жигерский", 9))]
    document = make_document([((), rows)], header=("Район", "Число школ"), title="Образование")  # type: ignore[list-item]
    query = understand(question)
    draft = derive(query, [make_evidence(make_hit(document), 0, 0.9)], query.language)
    assert (draft is not None) is answered
