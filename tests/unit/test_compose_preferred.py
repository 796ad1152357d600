from __future__ import annotations

from dataclasses import replace

import pytest

from rag.compose.abstain import prefer_holding, prefer_uncontradicted
from rag.compose.in_cell import prefer_in_cell
from rag.compose.totals import prefer_total
from rag.retrieve.question import understand
from rag.types import Evidence
from tests.documents import make_document
from tests.records import make_evidence, make_hit


def test_the_right_year_is_preferred_where_it_is_hardly_less_likely() -> None:
    document = make_document([((), [("paragraph", "Да."), ("paragraph", "Нет.")])])
    hit = make_hit(document)

    def told(paragraph: int, score: float, period: float) -> Evidence:
        item = make_evidence(hit, paragraph, score)
        return replace(item, features={**item.features, "period": period, "place": 0.0})

    wrong, right, silent = told(0, 0.9, -1.0), told(1, 0.8, 1.0), told(1, 0.8, 0.0)
    assert prefer_uncontradicted([wrong, right]) == (right, wrong)
    assert prefer_uncontradicted([wrong, silent]) == (wrong, silent)
    assert prefer_uncontradicted([wrong, told(1, 0.1, 1.0)])[0] == wrong
    assert prefer_uncontradicted([right, wrong]) == (right, wrong)
    assert prefer_uncontradicted([]) == ()


def test_what_has_the_names_that_are_asked_for_is_preferred() -> None:
    document = make_document([((), [("paragraph", "Да."), ("paragraph", "Нет.")])])
    hit = make_hit(document)

    def told(paragraph: int, score: float, names: float) -> Evidence:
        item = make_evidence(hit, paragraph, score)
        return replace(item, features={**item.features, "names": names})

    unnamed, named = told(0, 0.9, 0.0), told(1, 0.8, 1.0)
    assert prefer_uncontradicted([unnamed, named]) == (named, unnamed)
    assert prefer_uncontradicted([unnamed, told(1, 0.1, 1.0)])[0] == unnamed
    other = replace(named, features={**named.features, "place": -1.0})
    assert prefer_uncontradicted([unnamed, other]) == (unnamed, other)


def test_the_sentence_with_the_figure_is_preferred_within_its_section() -> None:
    document = make_document(
        [
            (("A",), [("paragraph", "Стоимость растёт."), ("paragraph", "Строится школа.")]),
            (("B",), [("paragraph", "Выделено 5 млн тенге.")]),
        ]
    )
    hit = make_hit(document)

    def told(paragraph: int, score: float, kind: float) -> Evidence:
        item = make_evidence(hit, paragraph, score)
        return replace(item, features={**item.features, "kind": kind})

    subject, figure = told(1, 0.5, 0.0), told(0, 0.4, 1.0)
    assert prefer_holding([subject, figure]) == (figure, subject)
    assert prefer_holding([subject, told(0, 0.1, 1.0)])[0] == subject
    assert prefer_holding([subject, told(2, 0.4, 1.0)])[0] == subject
    assert prefer_holding([told(1, 0.5, 0.5), figure])[0] != figure
    assert prefer_holding([]) == ()


TOTAL = "Коек в районе 2 526, из них:"


@pytest.mark.parametrize(
    ("question", "score", "first"),
    [
        ("Сколько всего коек в больницах?", 0.2, True),
        ("Ауруханаларда барлығы қанша төсек бар?", 0.2, True),
        ("Сколько дневных коек в больницах?", 0.2, False),
        ("Сколько всего коек в больницах?", 0.001, False),
    ],
)
def test_all_together_are_told_by_what_leads_the_list_in(
    question: str, score: float, first: bool
) -> None:
    parts = [("paragraph", TOTAL), ("list_item", "146 – дневных;"), ("list_item", "9 – новых.")]
    hit = make_hit(make_document([((), parts)]))  # type: ignore[list-item]
    entry, lead = make_evidence(hit, 2, 0.6), make_evidence(hit, 0, score)
    assert (prefer_total(understand(question), [entry, lead])[0] is lead) is first


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Где находится полигон?", True),
        ("Какая площадь у полигона?", False),  # a comment of the row tells it
        ("Сколько полигонов по плану?", False),
        ("Кто построил полигон?", False),
    ],
)
def test_a_sentence_in_a_cell_tells_what_no_column_does(question: str, first: bool) -> None:
    told = "Полигон стоит в селе Колкайнар, площадь – 30 га."
    document = make_document(
        [((), [("table_row", f"Доля полигонов\t100\tВсё в норме. {told}")])],
        header=("Показатель", "План", "Пояснение"),
    )
    hit = make_hit(document)
    row, sentence = make_evidence(hit, 0, 0.6), make_evidence(hit, 0, 0.5, told)
    assert (prefer_in_cell(understand(question), [row, sentence])[0] is sentence) is first
