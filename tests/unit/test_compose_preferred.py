from __future__ import annotations

from dataclasses import replace

from rag.compose.abstain import prefer_holding, prefer_uncontradicted
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
