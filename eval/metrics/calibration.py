"""Calibration: whether answers given with confidence p are right p of the time.

    ECE   = Σ_b (n_b / n) |right_b − confidence_b|     over ten bins of equal width
    Brier = (1/n) Σ (confidence − right)²

over answered questions. 0..1, lower is better. Source: Naeini, Cooper and Hauskrecht 2015 (ECE),
Guo et al. 2017, arXiv 1706.04599; Brier 1950, doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from eval.metrics.confidence import sure_answers
from eval.records import Judged

N_BINS = 10


class Bin(NamedTuple):
    """A bin of confidence that is not empty: how many answers, how sure, how right."""

    n: int
    confidence: float
    right: float


def reliability(pairs: Sequence[tuple[float, float]]) -> list[Bin]:
    """Bins in rising order. ``pairs`` are (confidence, loss); 1 falls into the last bin."""
    bins: dict[int, list[tuple[float, float]]] = {}
    for confidence, loss in pairs:
        bins.setdefault(min(int(confidence * N_BINS), N_BINS - 1), []).append((confidence, loss))
    return [
        Bin(
            len(members),
            sum(confidence for confidence, _ in members) / len(members),
            1 - sum(loss for _, loss in members) / len(members),
        )
        for _, members in sorted(bins.items())
    ]


def expected_calibration_error(judged: Sequence[Judged]) -> float | None:
    """None when nothing was answered with a confidence."""
    pairs = sure_answers(judged)
    if not pairs:
        return None
    return sum(b.n * abs(b.right - b.confidence) for b in reliability(pairs)) / len(pairs)


def brier_score(judged: Sequence[Judged]) -> float | None:
    """None when nothing was answered with a confidence."""
    pairs = sure_answers(judged)
    if not pairs:
        return None
    return sum((confidence - (1 - loss)) ** 2 for confidence, loss in pairs) / len(pairs)
