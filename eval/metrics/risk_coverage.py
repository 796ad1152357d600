"""The risk–coverage curve and its area: what refusing more would buy.

Answers are taken in falling order of confidence. After k of n questions asked

    coverage = k / n,   risk = errors among the first k / k,   AURC = (1/m) Σ_{k=1..m} risk_k

m is the number answered. Answers of equal confidence are exchangeable, so each of them carries the
mean loss of its block. 0..1, lower is better; a run that refuses a lot has a short curve, so
compare areas only beside the coverage that was reached.

Source: El-Yaniv and Wiener 2010, JMLR 11; the area after Geifman, Uziel and El-Yaniv 2019,
arXiv 1805.08206.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from eval.metrics.answers import was_asked
from eval.metrics.confidence import sure_answers
from eval.metrics.metric import Floats
from eval.records import Judged


def risks(pairs: Floats) -> Floats:
    """Risk after each answer, shape (m,), surest first. ``pairs`` are (confidence, loss), shape
    (m, 2), in any order."""
    _, block, sizes = np.unique(-pairs[:, 0], return_inverse=True, return_counts=True)
    losses = np.bincount(block, weights=pairs[:, 1]) / sizes
    return np.asarray(np.cumsum(np.repeat(losses, sizes)) / np.arange(1, len(pairs) + 1))


def risk_coverage(judged: Sequence[Judged]) -> list[tuple[float, float]]:
    """(coverage, risk) along the curve, surest first; empty when confidence is not known."""
    pairs = sure_answers(judged)
    if not pairs:
        return []
    n_asked = sum(map(was_asked, judged))
    return [(k / n_asked, float(risk)) for k, risk in enumerate(risks(np.array(pairs)), 1)]


def area_under_risk(pairs: Floats) -> float:
    """The mean risk over the curve."""
    return float(risks(pairs).mean())
