"""Success at k: whether anything relevant stands among the first k.

    S@k = 1 if some g_i > 0 with i ≤ k, else 0

0 or 1, higher is better. Source: trec_eval, measure ``success``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def success(ranking: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    """1.0 or 0.0."""
    return float(any(grades.get(name, 0) > 0 for name in ranking[:k]))
