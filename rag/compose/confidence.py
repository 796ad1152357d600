"""How sure it is that the documents answer a question: what they hold against what is asked."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import fmean, median

from rag.compose.sequel import odds
from rag.types import Evidence, Hit, Query

WEIGHTS: Mapping[str, float] = {
    "evidence": 0.13,
    "spread": 5.4,
    "rise": 18.8,
    "lexical": 0.31,
    "context": 0.5,
    "names": 1.7,
    "period": 2.1,
    "foreign": 1.0,
}
BIAS = -6.3

NEUTRAL_RISE = 0.15
"""A best cosine above the mean that speaks neither for an answer nor against one."""
FEW_PASSAGES = 10
"""Among so many passages a best one has as much to stand out from as it lacks."""

_OF_BEST = ("context", "names", "period", "foreign")


def confidence(query: Query, ranked: Sequence[Evidence], hits: Sequence[Hit]) -> float:
    """Probability 0..1 that the question has an answer here; 0 without evidence.

    1 / (1 + exp(−(BIAS + Σ weight · feature))); ``ranked`` and ``hits`` are best first, ``hits``
    all that were found, not only those that were read.
    """
    if not ranked:
        return 0.0
    found = confidence_features(query, ranked, hits)
    logit = BIAS + sum(WEIGHTS[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-logit))


def confidence_features(
    query: Query, ranked: Sequence[Evidence], hits: Sequence[Hit]
) -> dict[str, float]:
    """What the probability is made of.

    evidence: log odds of the best evidence; spread: best
    cosine of a unit above the median's; rise: best cosine of a passage above the mean of all found,
    which says more than a cosine itself, those of one model lie close together, drawn to
    NEUTRAL_RISE where few were found; lexical: best BM25
    score a question's term; the rest are features of the best evidence (see features.py).
    """
    best = ranked[0]
    similar = [item.features["similarity"] for item in ranked]
    lexical = max((hit.lexical for hit in hits if hit.lexical is not None), default=0.0)
    return {
        "evidence": math.log(max(odds(best), 1e-9)),
        "spread": max(similar) - median(similar),
        "rise": _rise([hit.dense for hit in hits if hit.dense is not None]),
        "lexical": lexical / max(1, len(query.terms)),
        **{name: best.features[name] for name in _OF_BEST},
    }


def _rise(cosines: Sequence[float]) -> float:
    if not cosines:
        return NEUTRAL_RISE
    rise, n = max(cosines) - fmean(cosines), len(cosines)
    return (n * rise + FEW_PASSAGES * NEUTRAL_RISE) / (n + FEW_PASSAGES)
