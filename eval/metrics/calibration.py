"""Calibration: whether answers given with confidence p are right p of the time.

    ECE   = Σ_b (n_b / n) |right_b − confidence_b|     over ten bins of equal width
    Brier = (1/n) Σ (confidence − right)²

over answered questions. 0..1, lower is better. Source: Naeini, Cooper and Hauskrecht 2015 (ECE),
Guo et al. 2017, arXiv 1706.04599; Brier 1950, doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from eval.metrics.metric import Floats

N_BINS = 10


class Bin(NamedTuple):
    """A bin of confidence that is not empty: how many answers, how sure, how right."""

    n: int
    confidence: float
    right: float


def reliability(pairs: Floats) -> list[Bin]:
    """Bins in rising order. ``pairs`` are (confidence, loss), shape (m, 2); a confidence of 1
    falls into the last bin."""
    places = np.minimum((pairs[:, 0] * N_BINS).astype(int), N_BINS - 1)
    sizes = np.bincount(places, minlength=N_BINS)
    sure = np.bincount(places, weights=pairs[:, 0], minlength=N_BINS)
    right = np.bincount(places, weights=1 - pairs[:, 1], minlength=N_BINS)
    return [
        Bin(int(n), float(sure[place] / n), float(right[place] / n))
        for place, n in enumerate(sizes)
        if n
    ]


def expected_calibration_error(pairs: Floats) -> float:
    """Of at least one pair."""
    return sum(b.n * abs(b.right - b.confidence) for b in reliability(pairs)) / len(pairs)


def brier_score(pairs: Floats) -> float:
    """Of at least one pair."""
    return float(((pairs[:, 0] - (1 - pairs[:, 1])) ** 2).mean())
