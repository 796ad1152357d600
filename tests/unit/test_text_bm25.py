from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from rag.text.analyse import Token
from rag.text.bm25 import document_weights, question_weights, term_number

WORDS = ("мектеп", "орын", "жол", "бюджет", "школа", "дорога")
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12)


def tokens(words: list[str], weak: tuple[str, ...] = ()) -> list[Token]:
    return [Token(0, len(word), word, word, weak) for word in words]


@given(st.lists(TEXTS, min_size=3, max_size=6), TEXTS)
@settings(max_examples=100, deadline=None)
def test_the_dot_product_with_an_idf_is_bm25_of_an_independent_library(
    corpus: list[list[str]], question: list[str]
) -> None:
    # BM25Okapi replaces negative IDFs by a share of their mean; ours takes any IDF, so it is
    # given the library's own.
    k1, b = 1.5, 0.75
    oracle = BM25Okapi(corpus, k1=k1, b=b)
    idf = {term_number(word): value for word, value in oracle.idf.items()}
    average = sum(map(len, corpus)) / len(corpus)
    asked = question_weights(tokens(question))
    ours = []
    for words in corpus:
        held = document_weights(tokens(words), average_length=average, k1=k1, b=b)
        ours.append(sum(w * held.get(n, 0.0) * idf.get(n, 0.0) for n, w in asked.items()))
    assert np.allclose(ours, oracle.get_scores(question))


def test_a_weight_worked_out_by_hand() -> None:
    # tf 2, length 4, average 8, k1 1, b 0.5: 2·2 / (2 + 1·(0.5 + 0.5·0.5)) = 4 / 2.75.
    held = document_weights(
        tokens(["жол", "жол", "орын", "су"]), average_length=8, k1=1, b=0.5, weak_weight=0
    )
    assert held[term_number("жол")] == pytest.approx(4 / 2.75)
    assert len(held) == 3


def test_weak_keys_count_less_and_do_not_lengthen() -> None:
    found = tokens(["қала"], ("кала",)) + tokens(["кала"])
    held = document_weights(found, average_length=2, k1=1, b=1, weak_weight=0.5)
    assert held[term_number("қала")] == pytest.approx(1 * 2 / (1 + 1))
    assert held[term_number("кала")] == pytest.approx(1.5 * 2 / (1.5 + 1))
    assert question_weights(found, weak_weight=0.5) == {
        term_number("қала"): 1.0,
        term_number("кала"): 1.5,
    }
    assert term_number("кала") not in question_weights(tokens(["қала"], ("кала",)), weak_weight=0)


@given(TEXTS, st.floats(0.5, 50))
@settings(max_examples=60, deadline=None)
def test_weights_are_finite_positive_and_bounded(words: list[str], average: float) -> None:
    held = document_weights(tokens(words), average_length=average, k1=1.2)
    assert set(held) == {term_number(word) for word in words}
    assert all(0 < weight < 2.2 and math.isfinite(weight) for weight in held.values())


def test_more_of_a_term_weighs_more_and_a_longer_text_less() -> None:
    number = term_number("жол")
    once, twice, longer = (
        document_weights(tokens(words), average_length=3)[number]
        for words in (["жол", "су"], ["жол", "жол"], ["жол", "су", "су", "су"])
    )
    assert longer < once < twice


def test_term_numbers_are_the_same_everywhere() -> None:
    # BLAKE2b with a digest of 4 bytes, read big-endian; changing it makes every index useless.
    assert term_number("қала") == 1228250437
    assert 0 <= term_number("") < 2**32


def test_nothing_weighs_nothing_and_a_length_of_zero_is_a_mistake() -> None:
    assert document_weights([], average_length=5) == {} == question_weights([])
    for average in (0.0, -1.0, math.nan):
        with pytest.raises(ValueError):
            document_weights([], average_length=average)


def test_a_concept_asks_for_its_names_in_the_other_languages() -> None:
    asked = [Token(0, 6, "мектеп", "мектеп", (), ("kk≡school",))]
    weights = question_weights(asked, synonym_weight=0.25, translation_weight=0.5)
    assert weights == {
        term_number("мектеп"): 1.0,
        term_number("kk≡school"): 0.25,
        term_number("ru≡school"): 0.5,
        term_number("en≡school"): 0.5,
    }


def test_a_text_holds_concepts_as_it_names_them_and_a_phrase_names_one() -> None:
    phrase = [Token(0, 7, word, word, (), ("ru≡kindergarten",)) for word in ("детский", "сад")]
    held = document_weights(phrase, average_length=2, k1=1, b=1)
    assert held[term_number("ru≡kindergarten")] == pytest.approx(1 * 2 / (1 + 1))
    assert term_number("kk≡kindergarten") not in held
