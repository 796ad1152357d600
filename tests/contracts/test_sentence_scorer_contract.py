"""What every sentence scorer does."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.adapters.rank_bm25_sentence_scorer import RankBm25SentenceScorer
from rag.ports import SentenceScorer

WORDS = st.lists(st.sampled_from(["су", "жол", "мектеп", "река", "дорога", "2025"]), max_size=8)


@pytest.fixture(params=[RankBm25SentenceScorer])
def scorer(request: pytest.FixtureRequest) -> SentenceScorer:
    made: SentenceScorer = request.param()
    return made


def test_no_texts_have_no_scores(scorer: SentenceScorer) -> None:
    assert list(scorer.score(["су"], [])) == []


def test_texts_without_words_score_zero(scorer: SentenceScorer) -> None:
    assert list(scorer.score(["су"], [[], []])) == [0, 0]
    assert scorer.score(["су"], [[], ["су"]])[0] == 0


def test_a_single_text_that_matches_scores_above_zero(scorer: SentenceScorer) -> None:
    assert scorer.score(["су"], [["су", "жол"]])[0] > 0


def test_the_matching_one_of_two_texts_wins(scorer: SentenceScorer) -> None:
    first, second = scorer.score(["су"], [["су", "жол"], ["мектеп", "жол"]])
    assert first > second == 0


def test_a_word_in_every_text_still_counts(scorer: SentenceScorer) -> None:
    assert min(scorer.score(["су"], [["су"], ["су", "жол"], ["су", "мектеп"]])) > 0


def test_the_rarer_word_weighs_more(scorer: SentenceScorer) -> None:
    texts = [["су", "жол"], ["су", "мектеп"], ["су", "дорога"]]
    scores = scorer.score(["су", "мектеп"], texts)
    assert max(range(3), key=scores.__getitem__) == 1


def test_unknown_words_and_no_question_score_zero(scorer: SentenceScorer) -> None:
    texts = [["су"], ["жол"]]
    assert list(scorer.score(["река"], texts)) == [0, 0]
    assert list(scorer.score([], texts)) == [0, 0]


@settings(max_examples=100, deadline=None)
@given(question=WORDS, texts=st.lists(WORDS, max_size=6))
def test_scores_are_finite_and_above_zero_exactly_where_a_word_is_shared(
    question: list[str], texts: list[list[str]]
) -> None:
    scores = RankBm25SentenceScorer().score(question, texts)
    assert len(scores) == len(texts)
    for score, text in zip(scores, texts, strict=True):
        assert math.isfinite(score)
        assert (score > 0) == bool(set(question) & set(text))


def test_the_formula_by_hand(scorer: SentenceScorer) -> None:
    # Two texts of 1 and 3 words, mean 2; "су" stands twice in the second.
    scores = scorer.score(["су"], [["жол"], ["су", "су", "мектеп"]])
    idf = math.log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    expected = idf * 2 * 2.5 / (2 + 1.5 * (1 - 0.75 + 0.75 * 3 / 2))
    assert list(scores) == pytest.approx([0, expected])
