"""How sure it is that the documents answer a question: what they hold against what is asked."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import fmean, median

from rag.compose.sequel import odds
from rag.types import Evidence, LegScores, Query

WEIGHTS: Mapping[str, float] = {
    "evidence": 0.13,
    "spread": 6.4,
    "rise": 19.0,
    "lexical": 0.36,
    "context": 0.5,
    "names": 1.7,
    "period": 2.1,
    "foreign": 1.0,
}
BIAS = -6.6
"""Fitted with WEIGHTS by bench/fit_confidence.py on two development corpora (3 each, their
unanswerable questions .6 of that: a wrong refusal costs more than the search that follows a weak
answer), English over Russian (1), KazQAD (1) and XQuAD beside RuBQ (1). Halves held out, balanced
accuracy: .80 and .75 on the development corpora, .84, .72, .93 on the others."""

NEUTRAL_RISE, NEUTRAL_SPREAD, NEUTRAL_LEXICAL = 0.15, 0.16, 4.0
"""What speaks neither for an answer nor against one: between the medians of answerable and
unanswerable questions of the development corpora."""
FEW = 10
"""Among so many passages or units the best one has as much to stand out from as it lacks; BM25,
too, tells rare words from common ones only among many."""

_OF_BEST = ("context", "names", "period", "foreign")


def confidence(query: Query, ranked: Sequence[Evidence], hits: Sequence[LegScores]) -> float:
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
    query: Query, ranked: Sequence[Evidence], hits: Sequence[LegScores]
) -> dict[str, float]:
    """What the probability is made of.

    evidence: log odds of the best evidence; spread: best cosine of a unit above the median's; rise:
    best cosine of a passage above the mean of all found, which says more than a cosine itself,
    since those of one model lie close together; lexical: best BM25 score a question's term. Where
    little was found, these three are drawn to neutral values. The rest are features of the best
    evidence (see features.py).
    """
    best = ranked[0]
    similar = [item.features["similarity"] for item in ranked]
    lexical = max((hit.lexical for hit in hits if hit.lexical is not None), default=0.0)
    return {
        "evidence": math.log(max(odds(best), 1e-9)),
        "spread": _drawn(max(similar) - median(similar), NEUTRAL_SPREAD, len(similar)),
        "rise": _rise([hit.dense for hit in hits if hit.dense is not None]),
        "lexical": _drawn(lexical / max(1, len(query.terms)), NEUTRAL_LEXICAL, len(hits)),
        **{name: best.features[name] for name in _OF_BEST},
    }


def _rise(cosines: Sequence[float]) -> float:
    rise = max(cosines) - fmean(cosines) if cosines else 0.0
    return _drawn(rise, NEUTRAL_RISE, len(cosines))


def _drawn(value: float, neutral: float, n: int) -> float:
    """The value as ``n`` cases say it, drawn to the neutral one where they are few."""
    return (n * value + FEW * neutral) / (n + FEW)
