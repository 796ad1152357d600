"""Caution in a word: it orders the thresholds, and a number wins over it."""

from __future__ import annotations

from typing import get_args

import pytest

from rag.compose.abstain import MIN_SCORE
from rag.compose.caution import MIN_SCORES, Caution, least_score
from rag.errors import SettingsError
from rag.settings import parse_settings


def test_the_more_cautious_the_higher_the_score() -> None:
    assert set(MIN_SCORES) == set(get_args(Caution))
    assert 1 > least_score("strict") > least_score("balanced") > least_score("eager") > 0
    assert least_score("balanced") == MIN_SCORE


@pytest.mark.parametrize("min_score", [0.0, 0.35, 1.0])
def test_a_number_wins(min_score: float) -> None:
    assert all(least_score(caution, min_score) == min_score for caution in MIN_SCORES)


def test_it_is_set_by_its_word_and_nothing_else() -> None:
    compose = parse_settings({"DEREK_COMPOSE_CAUTION": "strict"}).compose
    assert (compose.caution, compose.min_score) == ("strict", None)
    with pytest.raises(SettingsError, match=r"compose\.caution"):
        parse_settings({"DEREK_COMPOSE_CAUTION": "bold"})
