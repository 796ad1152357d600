"""Orders the passages found by a fitted model over what speaks for each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.retrieve.passage_features import Parts, passage_parts
from rag.retrieve.search import Candidate
from rag.types import Query, StoredPoint, Vector

N_READ = 40
"""How many of the best by fusion are read back and looked at closely. Measured: of the questions
of KazQAD-dev whose passage is among the candidates at all, .995 have it among these."""
OWN: Mapping[str, float] = {
    "near": 2.15,
    "unit": 2.49,
    "lexical": 4.04,
    "coverage": 1.61,
    "sentence": 1.03,
    "heading": 0.91,
    "names": 0.67,
    "figures": 2.26,
    "kind": 2.41,
    "own": 0.0,
}
OTHER: Mapping[str, float] = {
    "near": 3.11,
    "unit": 5.85,
    "lexical": 1.95,
    "coverage": 7.9,
    "sentence": 7.51,
    "heading": 0.0,
    "names": 0.47,
    "figures": 1.62,
    "kind": 0.0,
    "own": 0.0,
}
"""Printed by bench/fit_rerank.py, fitted on KazQAD-dev, XQuAD-ru (Russian and English questions),
FLORES+ (Kazakh and Russian, each over the other and over both) and gov-dev. Held out by halves,
nDCG@10: KazQAD .827, XQuAD-ru .980, English .937, kk→ru .975, ru→kk .979."""
FULL = 0.65
"""What a passage reaches that answers: few hold every word, name and figure of a question."""
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

    A score is ``passage_score`` as a share of FULL, or of the best one where that is above, 0..1.
    """
    parts = passage_parts(query, candidates, points, vector)
    reached = [passage_score(each, lexical_weight) for each in parts]
    best = max([FULL, *reached])
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
