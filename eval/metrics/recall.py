"""Recall at k: the share of what is relevant that stands among the first k.

    R@k = |{relevant} ∩ {first k}| / |{relevant}|

Relevant is what has a grade above 0. 0..1, higher is better.

Source: Manning, Raghavan and Schütze 2008, "Introduction to Information Retrieval", 8.3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def recall(ranking: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    """0 when nothing is relevant."""
    relevant = {name for name, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranking[:k])) / len(relevant) if relevant else 0.0
