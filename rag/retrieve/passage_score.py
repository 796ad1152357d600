"""Orders the passages found by a fitted model over what speaks for each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.retrieve.passage_features import Parts, passage_parts
from rag.retrieve.search import Candidate
from rag.types import Query, StoredPoint, Vector

N_READ = 40
"""How many of the best by fusion are read back and looked at closely."""
OWN: Mapping[str, float] = {
    "near": 2.4,
    "unit": 2.6,
    "lexical": 3.2,
    "coverage": 2.2,
    "sentence": 1.7,
    "heading": 0.0,
    "names": 0.0,
    "figures": 0.0,
    "kind": 0.0,
    "own": 0.0,
}
OTHER: Mapping[str, float] = {
    "near": 4.2,
    "unit": 5.2,
    "lexical": 0.9,
    "coverage": 5.0,
    "sentence": 4.8,
    "heading": 0.0,
    "names": 0.0,
    "figures": 0.0,
    "kind": 0.0,
    "own": 0.0,
}
"""Fitted on halves of KazQAD-dev and XQuAD-ru with Russian and English questions, rounded. What has
no weight gained nothing there; it is kept for fits on other sets. bench/fit_rerank.py fits anew and
shows nDCG@10 of these: KazQAD-dev .829, XQuAD-ru .983, English questions .937, FLORES+
Kazakh over Russian .958, Russian over Kazakh .968, over both .949 and .965, gov-dev .939."""
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
    weights = OWN if parts["own"] else OTHER
    reached = sum(
        _moved(name, weights[name], lexical_weight) * part for name, part in parts.items()
    )
    most = max(
        sum(_moved(name, weight, lexical_weight) for name, weight in table.items())
        for table in (OWN, OTHER)
    )
    return reached / most if most else 0.0


def _moved(name: str, weight: float, lexical_weight: float) -> float:
    if name in BY_VECTORS:
        return weight * (1 - lexical_weight) / (1 - FITTED_WEIGHT)
    return weight * lexical_weight / FITTED_WEIGHT
