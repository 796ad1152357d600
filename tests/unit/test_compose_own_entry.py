"""What an entry of a list says, it says for itself; what a row is called by, every table has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from rag.chunks.units import split_units
from rag.compose.candidates import gather_candidates
from rag.compose.evidence import rank_evidence
from rag.compose.sequel import are_other_items, find_sequel
from rag.retrieve.question import understand
from rag.types import Document, Evidence, ParagraphKind
from tests.documents import make_document
from tests.records import make_evidence, make_hit


class OverlapScorer:
    """Counts shared keys."""

    def score(self, question: Sequence[str], texts: Sequence[Sequence[str]]) -> Sequence[float]:
        return [float(len(set(question) & set(text))) for text in texts]


def ranked(question: str, document: Document) -> tuple[Evidence, ...]:
    hit = make_hit(document)
    candidates = gather_candidates([hit], {}, np.zeros(4, dtype=np.float32), split_units)
    return rank_evidence(understand(question), candidates, OverlapScorer())


ORDERS: list[tuple[ParagraphKind, str]] = [
    ("list_item", "1. Ветеринарной станции привить овец в Бестобе."),
    ("list_item", "2. Библиотеке составить опись книг. Срок – до 5 мая."),
]


def told(question: str, kind: ParagraphKind, words: str) -> Evidence:
    entries = [(kind, text) for _, text in ORDERS]
    document = make_document([((), [("paragraph", "Решили по зимовке:"), *entries])], title="")
    found = ranked(question, document)
    return next(e for e in found if words in document.text[e.unit.start : e.unit.end])


def test_an_entry_is_not_about_what_the_entry_before_it_says() -> None:
    question = "До какого числа привить овец в зимовку?"
    term = told(question, "list_item", "до 5 мая")
    prose = told(question, "paragraph", "до 5 мая")
    assert 0 < term.features["context"] < prose.features["context"]
    # What leads the list in holds for every entry.
    assert told("Что с зимовкой?", "list_item", "до 5 мая").features["context"] > 0


def test_an_entry_does_not_go_on_with_the_one_before_it() -> None:
    hit = make_hit(make_document([((), [*ORDERS, ("paragraph", "Всё.")])]))

    def item(paragraph: int, kind: float) -> Evidence:
        made = make_evidence(hit, paragraph, 0.9)
        return replace(made, features={**made.features, "kind": kind})

    first, second, prose = item(0, 0.0), item(1, 1.0), item(2, 1.0)
    assert are_other_items(first, second) and not are_other_items(first, prose)
    assert find_sequel(first, [first, second]) is None
    assert find_sequel(first, [first, prose]) is prose


def test_a_row_called_by_a_place_is_asked_for_only_with_what_its_table_tells() -> None:
    document = make_document(
        [(("Дороги",), [("table_row", "Бестобинский\t35\t36")])],
        header=("Район", "Отремонтировано, план", "Отремонтировано, факт"),
        title="",
    )
    roads = ranked("Сколько отремонтировано дорог в Бестобинском районе?", document)[0]
    pay = ranked("Какая средняя зарплата учителей в Бестобинском районе?", document)[0]
    assert roads.features["precise"] == 1.0
    assert pay.features["precise"] < 0.3


def test_the_years_of_its_columns_are_a_rows_own() -> None:
    document = make_document(
        [(("Отчёт за 2031 год",), [("table_row", "Овцы, голов\t380\t350\t290")])],
        header=("Показатель", "Факт 2029", "План 2030", "Факт 2030"),
        title="",
    )
    fits = {
        year: ranked(f"Сколько овец было в {year} году?", document)[0].features["period"]
        for year in (2028, 2029, 2030)
    }
    assert fits == {2028: -1.0, 2029: 1.0, 2030: 1.0}
