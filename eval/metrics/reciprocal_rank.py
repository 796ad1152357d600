"""Reciprocal rank at k: one over the place of the first relevant; its mean over questions is MRR.

    RR@k = 1 / min{i ≤ k : g_i > 0}, 0 when there is none

0..1, higher is better. Source: Voorhees 1999, "The TREC-8 Question Answering Track Report".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def reciprocal_rank(ranking: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    """0 when nothing relevant stands among the first k."""
    for place, name in enumerate(ranking[:k], 1):
        if grades.get(name, 0) > 0:
            return 1 / place
    return 0.0
