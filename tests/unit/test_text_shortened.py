from __future__ import annotations

import pytest

from rag.text.analyse import analyse
from rag.text.shortened import full_word


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("14 нас. пунктов", "населённый пункт"),
        ("кап. ремонт кровли", "капитальный ремонт"),
        ("кол-во школ", "количество"),
        ("в р-не и р-нах", "район"),
        ("ж/д вокзал", "железнодорожный"),
        ("с/х техника", "сельскохозяйственный"),
        ("д/с № 5", "детсад"),
        ("Самал ш/а", "ықшамаудан"),
        ("обл. бюджет", "область"),
    ],
)
def test_a_shortened_word_is_searched_by_the_whole_one(text: str, asked: str) -> None:
    terms = {token.term for token in analyse(text)}
    assert {token.term for token in analyse(asked)} <= terms


@pytest.mark.parametrize(
    ("word", "following"),
    [
        ("нас", " пригласили"),
        ("нас", ". Завтра"),
        ("кап", " воды"),
        ("и/и", " "),
        ("нур-султан", " "),
        ("кол-центрам", ""),
        ("з-дравствуйте", ""),
        ("", "."),
    ],
)
def test_other_words_are_no_shortened_ones(word: str, following: str) -> None:
    assert full_word(word, following) is None


def test_parts_of_a_pair_with_a_stroke_stay_words() -> None:
    assert [token.surface for token in analyse("т/ж", stopwords=True)] == ["т", "ж"]
    (token,) = analyse("ж/д")
    assert (token.start, token.end, token.surface) == (0, 3, "ж/д")
