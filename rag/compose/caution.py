"""How cautious Derek is: the lowest score of evidence that is shown, by a word for it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from rag.compose.abstain import MIN_SCORE

Caution = Literal["strict", "balanced", "eager"]

MIN_SCORES: Mapping[Caution, float] = MappingProxyType(
    {"strict": 0.75, "balanced": MIN_SCORE, "eager": 0.3}
)
"""README says what each costs: questions refused wrongly, and answered wrongly. Measure with
``derek eval run eval/sets/derek-corpus.jsonl --set compose.caution=strict``."""


def least_score(caution: Caution, min_score: float | None = None) -> float:
    """The score, 0..1, below which evidence is not shown; a number given by itself wins.

    >>> least_score("strict") > least_score("eager"), least_score("strict", 0.1)
    (True, 0.1)
    """
    return MIN_SCORES[caution] if min_score is None else min_score
