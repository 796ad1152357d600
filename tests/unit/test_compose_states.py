"""Rows that are done, or are not, gathered over the tables of a document."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.compose.extractive import compose_answer
from rag.compose.tally import is_of_other_state, tabulate
from rag.retrieve.question import understand
from rag.types import Document
from tests.documents import make_document
from tests.records import make_evidence, make_hit
from tests.verified import keep_verified


@pytest.fixture
def directions() -> Document:
    """Three small tables with the same columns, the first two with an unmet row each."""
    cells = (
        ("Надои молока", "10,0", "9,1", "Не достигнут"),
        ("Посевы", "5,0", "5,2", "Достигнут"),
        ("Больные койки", "20", "25", "Не достигнут"),
        ("Аптеки", "3", "4", "Достигнут"),
        ("Дороги", "7", "8", "Достигнут"),
    )
    made = make_document(
        [(("Показатели",), [("table_row", "\t".join(row)) for row in cells])],
        header=("Показатель", "План", "Факт", "Пояснение"),
        title="Отчёт",
    )
    names = ("Село", "Село", "Здоровье", "Здоровье", "Дороги")
    paragraphs = [
        replace(paragraph, row=replace(paragraph.row, table=name))
        for paragraph, name in zip(made.paragraphs, names, strict=True)
        if paragraph.row is not None
    ]
    return replace(made, paragraphs=tuple(paragraphs))


def test_rows_of_a_state_are_gathered_over_all_tables(directions: Document) -> None:
    ranked = [make_evidence(make_hit(directions), 0, 0.9)]
    made = compose_answer(understand("Какие показатели не достигнуты?"), ranked)
    claims, citations = keep_verified(*made, {directions.id: directions})
    assert [claim.text.partition(":")[0] for claim in claims] == ["Надои молока", "Больные койки"]
    assert "план 10,0, факт 9,1" in claims[0].text
    assert len(citations) == 2


def test_a_row_of_the_other_state_is_no_list(directions: Document) -> None:
    met, unmet = (make_evidence(make_hit(directions), i, 0.9) for i in (1, 0))
    query = understand("Какие показатели не достигнуты?")
    assert is_of_other_state(query, [met])
    assert not is_of_other_state(query, [unmet])


def test_rows_are_not_listed_as_undone_where_no_column_says_so() -> None:
    rows = [("1", "Ремонт клуба", "2022 год"), ("2", "Ремонт моста", "2023 год")]
    document = make_document(
        [(("План",), [("table_row", "\t".join(row)) for row in rows])],
        header=("№", "Мероприятие", "Срок"),
        title="План",
    )
    ranked = [make_evidence(make_hit(document), 0, 0.9)]
    assert tabulate(understand("Какие мероприятия не исполнены?"), ranked, "ru") is None


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("За год проведено 40 мероприятий.", True),
        ("Проведено 40 мероприятий. Два мероприятия не исполнены.", False),
    ],
)
def test_prose_without_a_word_of_what_is_undone_is_no_list_of_it(words: str, other: bool) -> None:
    document = make_document([(("Итоги",), [("paragraph", words)])])
    ranked = [make_evidence(make_hit(document), 0, 0.9)]
    assert is_of_other_state(understand("Какие мероприятия просрочены?"), ranked) is other
