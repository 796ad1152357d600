from __future__ import annotations

import pytest

from rag.text.analyse import analyse
from rag.text.word_class import names_thing
from rag.types import Language


def thing(word: str, language: Language) -> bool:
    (token,) = analyse(word, language=language)
    return names_thing(word.lower(), token.term, language)


@pytest.mark.parametrize(
    ("language", "things", "others"),
    [
        ("ru", "бассейн оптовый горячую зарплата 900", "отремонтировали построить больше мая 2022"),
        ("kk", "бассейн балабақша тәрбиеші 40", "салынады жөнделді жабылады мамырда 2019"),
        ("en", "hotels wholesale 12", "year March 1998"),
    ],
)
def test_things_are_told_from_actions_times_and_manners(
    language: Language, things: str, others: str
) -> None:
    assert [word for word in things.split() if not thing(word, language)] == []
    assert [word for word in others.split() if thing(word, language)] == []
