"""Decides whether the evidence is good enough to answer at all."""

from __future__ import annotations

from collections.abc import Sequence

from rag.types import Evidence, Query, Reason

MIN_SCORE = 0.5
"""Evidence below this score is not shown as an answer."""
MIN_NAMES = 0.5
"""Share of the question's names, by weight, that evidence and its surroundings must carry: an
answer about another place, person or organisation is no answer."""
CONTRADICTED = -0.5
"""At or below it the evidence speaks of another period or place than the question asks about."""


def abstention_reason(
    query: Query, ranked: Sequence[Evidence], min_score: float = MIN_SCORE
) -> Reason | None:
    """Why not to answer, None when the best evidence may be shown.

    ``ranked`` is best first; ``min_score`` is in 0..1.
    """
    if not query.terms:
        return "out_of_scope"
    if not ranked:
        return "no_evidence"
    best = ranked[0]
    if best.features["names"] < MIN_NAMES:
        return "no_evidence"
    if min(best.features["period"], best.features["place"]) <= CONTRADICTED:
        return "no_evidence"
    return "weak_evidence" if best.score < min_score else None
