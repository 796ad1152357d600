"""Orders the passages found by a fitted model over what speaks for each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from rag.retrieve.passage_features import Parts, passage_parts
from rag.retrieve.search import Candidate
from rag.types import Query, StoredPoint, Vector

N_READ = 40
"""How many of the best by fusion are read back and looked at closely."""
OWN: Mapping[str, float] = {
    "near": 2.2,
    "unit": 2.7,
    "lexical": 3.1,
    "coverage": 1.7,
    "sentence": 1.4,
    "heading": 0.7,
    "names": 0.7,
    "figures": 1.8,
    "kind": 2.0,
    "own": 0.0,
}
OTHER: Mapping[str, float] = {
    "near": 3.4,
    "unit": 2.9,
    "lexical": 1.4,
    "coverage": 6.9,
    "sentence": 4.0,
    "heading": 0.0,
    "names": 0.5,
    "figures": 1.1,
    "kind": 0.0,
    "own": 0.0,
}
"""Fitted by bench/fit_rerank.py, rounded, on KazQAD-dev (counted twice), XQuAD-ru with Russian and
with English questions, FLORES+ both ways over one and over both languages, gov-dev. nDCG@10 held
out, by halves of the questions: KazQAD-dev .835, XQuAD-ru .982, English questions .944, Kazakh over
Russian .979, Russian over Kazakh .980, over both .963 and .973, gov-dev .918. OTHER is .7 of what
was fitted: where both languages answer, a passage in the question's own comes first. That costs
.002 and .008 over both languages of FLORES+, whose questions have one right passage in the other
language, and brings .006 on gov-dev."""
BY_VECTORS = frozenset({"near", "unit"})
FITTED_WEIGHT = 0.6
"""The lexical weight at which the weights above hold as they are."""


def order_passages(
    query: Query,
    candidates: Sequence[Candidate],
    points: Mapping[str, StoredPoint],
    vector: Vector,
    lexical_weight: float,
) -> tuple[Candidate, ...]:
    """The candidates with their parts and scores, best first, ties by point id.

    A score is ``passage_score`` as a share of the best one of this search, 0..1.
    """
    parts = passage_parts(query, candidates, points, vector)
    reached = [passage_score(each, lexical_weight) for each in parts]
    best = max(reached, default=0.0) or 1.0
    scored = [
        replace(item, score=score / best, parts=each)
        for item, score, each in zip(candidates, reached, parts, strict=True)
    ]
    return tuple(sorted(scored, key=lambda item: (-item.score, item.point_id)))


def passage_score(parts: Parts, lexical_weight: float) -> float:
    """Σ weight · part, as a share of the most it can be, 0..1.

    Weights are ``OWN`` for a passage in the question's language, ``OTHER`` for one in another
    language. ``lexical_weight`` moves them between vectors and words: at 0 only the vectors
    count, at 1 only the words.
    """
    own, other, most = _tables(lexical_weight)
    weights = own if parts["own"] else other
    reached = sum(weights[name] * part for name, part in parts.items() if part)
    return reached / most if most else 0.0


@lru_cache(maxsize=100)
def _tables(lexical_weight: float) -> tuple[Parts, Parts, float]:
    """Both tables as the weight moves them, and the most that a passage can reach by either."""
    own, other = (
        {name: _moved(name, weight, lexical_weight) for name, weight in table.items()}
        for table in (OWN, OTHER)
    )
    return own, other, max(sum(own.values()), sum(other.values()))


def _moved(name: str, weight: float, lexical_weight: float) -> float:
    if name in BY_VECTORS:
        return weight * (1 - lexical_weight) / (1 - FITTED_WEIGHT)
    return weight * lexical_weight / FITTED_WEIGHT
