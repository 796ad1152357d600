from __future__ import annotations

from dataclasses import dataclass

import pytest

from rag.compose.absence import (
    absent,
    missing,
    said_terms,
    share_unsaid,
    speaks_of_another,
    thing_terms,
    weight_unsaid,
)
from rag.compose.matching import Carried, carried, words_of
from rag.retrieve.question import understand
from rag.text.analyse import analyse
from rag.types import Language, Query


@dataclass(frozen=True)
class Around:
    """A text, and what stands before it."""

    own: str
    near: str = ""
    language: Language = "ru"


def texts(query: Query, place: Around) -> list[Carried]:
    tokens = analyse(query.text, language=query.language)
    return [carried(tokens, words_of(text, place.language)) for text in (place.own, place.near)]


def share(query: Query, place: Around, kind: float = 1.0, *, foreign: bool = False) -> float:
    tokens = analyse(query.text, language=query.language)
    return absent(query, tokens, missing(tokens, texts(query, place)), kind, foreign=foreign)


def test_a_word_said_nowhere_is_missed() -> None:
    query = understand("Оптовый товарооборот района")
    retail = Around("Розничный товарооборот района вырос.")
    assert share(query, retail) == 1 / 3
    assert share(query, Around("Товарооборот вырос.", near="В районе оптовый рынок.")) == 0.0


def test_what_asks_for_the_kind_is_met_by_the_kind() -> None:
    query = understand("Стоимость ремонта моста?")
    place = Around("На ремонт моста выделено 30 млн тенге.")
    assert share(query, place, kind=1.0) == 0.0
    assert share(query, place, kind=0.0) == 1 / 3


def test_a_word_nobody_can_translate_may_be_there() -> None:
    known = understand("Бассейн неше сағат жұмыс істейді?")
    russian = Around("Работает школа.")
    assert share(known, russian, foreign=True) > 0.3
    unknown = understand("Қырмызыбай не істейді?")
    assert share(unknown, Around("Работает школа."), foreign=True) < share(
        unknown, Around("Мектеп ашылды.", language="kk")
    )


def test_an_action_may_be_told_in_other_words_and_a_thing_not() -> None:
    query = understand("Кто отремонтировал стадион?")
    tokens = analyse(query.text, language="ru")
    repaired = missing(tokens, texts(query, Around("Стадион обновило ТОО «Асар».")))
    assert [token.surface for token in repaired] == ["отремонтировал"]
    things = thing_terms(query, tokens)
    weights = {token.term: 1.0 for token in tokens}
    assert weight_unsaid(weights, repaired, things) == 0.0
    other = missing(tokens, texts(query, Around("ТОО «Асар» отремонтировало бассейн.")))
    assert weight_unsaid(weights, other, things) == 1 / 2
    assert weight_unsaid({token.term: 0.0 for token in tokens}, other, things) == 0.0


def test_words_that_nobody_knows_are_no_things_to_miss() -> None:
    query = understand("Сколько брыльков и школ в Ойтале?")
    tokens = analyse(query.text, language="ru")
    (school,) = [token.term for token in tokens if token.surface == "школ"]
    assert thing_terms(query, tokens) == {school}


@pytest.mark.parametrize(
    ("question", "text", "another"),
    [
        ("Сколько бассейнов в Ойтале?", "В Ойтале 12 школ.", True),
        ("Сколько школ в Ойтале?", "В Ойтале 12 школ.", False),
        # Whoever is not asked for a figure may be told in other words.
        ("Кто строит бассейн в Ойтале?", "В Ойтале ТОО «Асар» ведёт стройку.", False),
        # The text is not about it at all: other features tell.
        ("Сколько бассейнов в Ойтале?", "В области 12 школ.", False),
    ],
)
def test_a_figure_of_the_right_place_may_be_of_something_else(
    question: str, text: str, another: bool
) -> None:
    query = understand(question)
    tokens = analyse(query.text, language="ru")
    unsaid = missing(tokens, texts(query, Around(text)))
    assert speaks_of_another(query, tokens, unsaid, thing_terms(query, tokens)) is another


def test_what_others_say_and_this_one_does_not_counts_against_it() -> None:
    query = understand("Оптовый товарооборот района")
    tokens = analyse(query.text, language="ru")
    place = Around("Розничный товарооборот района вырос.")
    unsaid = missing(tokens, texts(query, place))
    wholesale = said_terms(query, tokens, texts(query, Around("Открыт оптовый рынок.")))
    assert share_unsaid(tokens, unsaid, wholesale) == 1 / 3
    assert share_unsaid(tokens, unsaid, said_terms(query, tokens, texts(query, place))) == 0.0
