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
from itertools import groupby

import numpy as np
import numpy.typing as npt

from eval.metrics.answers import was_asked
from eval.metrics.confidence import sure_answers
from eval.records import Judged


def risks(pairs: Sequence[tuple[float, float]]) -> npt.NDArray[np.float64]:
    """Risk after each answer, shape (m,), surest first; independent of the order of ``pairs``."""
    ordered = sorted(pairs, reverse=True)
    losses: list[float] = []
    for _, block in groupby(ordered, key=lambda pair: pair[0]):
        block_losses = [loss for _, loss in block]
        losses += [sum(block_losses) / len(block_losses)] * len(block_losses)
    return np.cumsum(losses) / np.arange(1, len(losses) + 1)


def risk_coverage(judged: Sequence[Judged]) -> list[tuple[float, float]]:
    """(coverage, risk) along the curve, surest first; empty when confidence is not known."""
    n_asked = sum(map(was_asked, judged))
    return [(k / n_asked, float(risk)) for k, risk in enumerate(risks(sure_answers(judged)), 1)]


def area_under_risk(judged: Sequence[Judged]) -> float | None:
    """The mean risk over the curve; None when nothing was answered with a confidence."""
    curve = risks(sure_answers(judged))
    return float(curve.mean()) if curve.size else None
