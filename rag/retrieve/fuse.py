"""Fuses the two legs of a search into one score a passage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.types import Language, LegHits, StoreHit

CROSS_LANGUAGE_SHARE = 0.5
"""Part of the lexical weight that is kept for a passage in another language than the question:
only names, numbers and loanwords can match there. Fitted with the weight itself on halves of
KazQAD, XQuAD and FLORES."""


@dataclass(frozen=True, slots=True)
class Fused:
    """A point with its fused score in 0..1, the raw scores of the legs that found it, and its
    lexical score as a share of the best one (0 where that leg did not find it)."""

    hit: StoreHit
    score: float
    dense: float | None
    lexical: float | None
    lexical_share: float


def fuse(legs: LegHits, language: Language, lexical_weight: float) -> tuple[Fused, ...]:
    """Weighted sum of min-max scaled legs, best first, ties by point id.

    score = w·l + (1 − w)·d with d and l the legs scaled to 0..1 over their candidates (a point
    that a leg did not find has 0 there). w is ``lexical_weight`` for a passage that is in the
    question's language, or a true part of it, and CROSS_LANGUAGE_SHARE of it otherwise; it is 0
    when the lexical leg is empty.
    Does not depend on the order of the legs' lists. It decides which passages are looked at more
    closely; see passage_score.py for the order that is shown.

    Source: convex combination of min-max scaled scores, Bruch, Gai and Ingber 2023,
    "An Analysis of Fusion Functions for Hybrid Retrieval", doi:10.1145/3596512.
    """
    dense, lexical = _scaled(legs.dense), _scaled(legs.lexical, floor=0.0)
    raw_dense = {hit.point_id: hit.score for hit in legs.dense}
    raw_lexical = {hit.point_id: hit.score for hit in legs.lexical}
    points = {hit.point_id: hit for hit in (*legs.dense, *legs.lexical)}
    fused = []
    for name, hit in points.items():
        weight = lexical_weight if legs.lexical else 0.0
        if language not in (hit.passage.language, hit.passage.second):
            weight *= CROSS_LANGUAGE_SHARE
        share = lexical.get(name, 0.0)
        score = weight * share + (1 - weight) * dense.get(name, 0.0)
        fused.append(Fused(hit, score, raw_dense.get(name), raw_lexical.get(name), share))
    return tuple(sorted(fused, key=lambda item: (-item.score, item.hit.point_id)))


def _scaled(hits: Sequence[StoreHit], floor: float | None = None) -> Mapping[str, float]:
    if not hits:
        return {}
    scores = [hit.score for hit in hits]
    low = min(scores) if floor is None else floor
    spread = max(scores) - low
    if spread <= 0:
        return {hit.point_id: 1.0 for hit in hits}
    return {hit.point_id: (hit.score - low) / spread for hit in hits}
