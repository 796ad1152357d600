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
    "near": 2.9,
    "unit": 2.2,
    "lexical": 2.7,
    "coverage": 2.6,
    "sentence": 1.1,
    "heading": 0.0,
    "names": 0.0,
    "figures": 0.0,
    "kind": 0.0,
    "own": 0.0,
}
OTHER: Mapping[str, float] = {
    "near": 3.3,
    "unit": 5.2,
    "lexical": 2.3,
    "coverage": 6.9,
    "sentence": 6.6,
    "heading": 0.0,
    "names": 0.0,
    "figures": 0.0,
    "kind": 0.0,
    "own": 0.0,
}
"""Fitted by bench/fit_rerank.py on KazQAD-dev (counted twice), XQuAD-ru with Russian and with
English questions, FLORES+ Kazakh over Russian and Russian over Kazakh. nDCG@10 held out, by
halves of the questions: KazQAD-dev .837, XQuAD-ru .982, English questions .949, Kazakh over Russian
.975, Russian over Kazakh .985. What has no weight gained nothing; it is kept for other sets."""
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
