"""Another city, another place in a row, another purpose of a sum than is asked about."""

from __future__ import annotations

import pytest

from rag.compose.matching import carried, words_of
from rag.compose.rivals import CITIES, rival_city, tells_other_ordinal
from rag.compose.spending import spends_on_another
from rag.retrieve.question import understand
from rag.text.analyse import analyse
from rag.text.glossary import read_concepts
from rag.types import Evidence, Language
from tests.documents import make_document
from tests.records import make_evidence, make_hit


def told(text: str, language: Language = "ru") -> Evidence:
    document = make_document([((), [("paragraph", text)])], title="", language=language)
    return make_evidence(make_hit(document), 0, 0.9)


def test_cities_are_those_of_the_glossary() -> None:
    assert {name.replace("_", " ") for name in CITIES} <= {c.name for c in read_concepts()}


@pytest.mark.parametrize(
    ("question", "texts", "rival"),
    [
        ("Какой рейтинг у Шымкента?", ["Рейтинг Алматы – BBB."], True),
        ("Какой рейтинг у Шымкента?", ["Рейтинг высок.", "Алматы получил рейтинг"], True),
        ("Какой рейтинг у Шымкента?", ["Рейтинг Шымкента – BBB, Алматы – BB."], False),
        ("Шымкенттің рейтингі қандай?", ["Рейтинг города Шымкента – BBB."], False),
        ("Какой рейтинг у Шымкента?", ["Рейтинг высок."], False),
        ("Какой рейтинг у города?", ["Рейтинг Алматы – BBB."], False),
        ("Какой рейтинг у Бестобе?", ["Рейтинг Алматы – BBB."], False),
    ],
)
def test_a_text_about_another_city(question: str, texts: list[str], rival: bool) -> None:
    tokens = analyse(question)
    said = [carried(tokens, words_of(text, "ru")) for text in texts]
    assert rival_city(tokens, said, texts) is rival


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        ("Кто занял четвёртое место?", "Алматы заняла 1 место, второе место – Тараз.", True),
        ("Кто занял второе место?", "Алматы заняла 1 место, второе место – Тараз.", False),
        ("Кто занял четвёртое место?", "Команда Тараза выступила хорошо.", False),
        ("Кто победил?", "Алматы заняла 1 место.", False),
    ],
)
def test_another_place_in_a_row(question: str, text: str, other: bool) -> None:
    assert tells_other_ordinal(understand(question), told(text)) is other


@pytest.mark.parametrize(
    ("question", "text", "language", "another"),
    [
        ("Сколько стоит новая станция?", "На ремонт сетей направят 20 млрд тенге.", "ru", True),
        ("Сколько стоит новая станция?", "На строительство направят 20 млрд тенге.", "ru", False),
        ("Сколько стоит новая станция?", "На станцию выделено 20 млрд тенге.", "ru", False),
        ("Сколько стоит новая станция?", "Стоимость – 20 млрд тенге.", "ru", False),
        ("Сколько станций строят?", "На ремонт сетей направят 20 млрд тенге.", "ru", False),
        ("Станция құны қанша теңге?", "Желілерді жөндеуге 20 млрд теңге бөлінді.", "kk", True),
    ],
)
def test_a_sum_for_another_purpose(
    question: str, text: str, language: Language, another: bool
) -> None:
    assert spends_on_another(understand(question), told(text, language)) is another
