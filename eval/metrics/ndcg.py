"""Normalised discounted cumulative gain at k.

    DCG@k  = Σ_{i=1..k} g_i / log2(i + 1)        nDCG@k = DCG@k / IDCG@k

g_i is the grade of what stands at place i (0 where it was not judged or judged 0); IDCG@k is the
DCG of the judged grades in falling order. 0..1, higher is better.

Source: Järvelin and Kekäläinen 2002, doi:10.1145/582415.582418, with the linear gain of trec_eval.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    """0 when nothing is relevant."""
    ideal = _dcg(sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:k])
    found = _dcg([max(grades.get(name, 0), 0) for name in ranking[:k]])
    return found / ideal if ideal else 0.0


def _dcg(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains, 1))
