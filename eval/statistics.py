"""How sure a figure is, and whether two runs differ: bootstrap, paired permutation, Holm."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from eval.metrics.metric import Floats, Metric, Share, combined, feature_rows, mean_of
from eval.records import Judged

N_RESAMPLES = 2_000
"""Bootstrap samples: the ends of a 95 % interval then stand still within about a tenth of it."""
N_PERMUTATIONS = 10_000
"""Permutations: the smallest p is then 1/10,001."""
BATCH = 500


def measure(metric: Metric, judged: Sequence[Judged]) -> float | None:
    """The metric's value over all questions; None where it cannot be measured."""
    if metric.share is not None:
        return mean_of([metric.share(item) for item in judged])
    assert metric.feature is not None and metric.combine is not None
    if not judged:
        return None
    return combined(metric.combine, feature_rows(metric.feature, judged))


def interval(
    metric: Metric, judged: Sequence[Judged], seed: int = 0, level: float = 0.95
) -> tuple[float, float] | None:
    """Percentile bootstrap over questions; None where the metric cannot be measured.

    Source: Efron and Tibshirani 1993, "An Introduction to the Bootstrap", chapter 13.
    """
    values = _resampled(metric, judged, np.random.default_rng(seed))
    if values.size == 0:
        return None
    tail = (1 - level) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return float(low), float(high)


def permutation_p(
    metric: Metric, one: Sequence[Judged], other: Sequence[Judged], seed: int = 0
) -> float:
    """Two-sided p of the difference ``other − one``: runs of the same questions in the same order
    whose outcomes are swapped question by question; p = (1 + as extreme) / (1 + permutations).

    1 where the metric cannot be measured. Source: Smucker, Allan and Carterette 2007,
    doi:10.1145/1321440.1321528; the added one after Phipson and Smyth 2010, arXiv 1603.05766.
    """
    return _permuted(metric, one, other, seed, np.abs)


def worse_p(metric: Metric, one: Sequence[Judged], other: Sequence[Judged], seed: int = 0) -> float:
    """One-sided p of ``other`` being worse than ``one``; otherwise as ``permutation_p``."""
    sign = -1.0 if metric.better == "higher" else 1.0
    return _permuted(metric, one, other, seed, lambda differences: sign * differences)


def holm(ps: Sequence[float]) -> list[float]:
    """Adjusted p of several tests made at once, in the order given.

    Source: Holm 1979, "A Simple Sequentially Rejective Multiple Test Procedure".
    """
    order = sorted(range(len(ps)), key=lambda place: ps[place])
    adjusted = [1.0] * len(ps)
    running = 0.0
    for rank, place in enumerate(order):
        running = max(running, min(1.0, (len(ps) - rank) * ps[place]))
        adjusted[place] = running
    return adjusted


def _resampled(metric: Metric, judged: Sequence[Judged], rng: np.random.Generator) -> Floats:
    if metric.share is not None:
        shares = _known_shares([metric.share(item) for item in judged])
        if not len(shares):
            return np.empty(0)
        return _resampled_ratios(shares, rng)
    assert metric.feature is not None and metric.combine is not None
    rows, n = feature_rows(metric.feature, judged), len(judged)
    if metric.combine_many is not None and n and not np.isnan(rows).any():
        draws = (rng.integers(0, n, (BATCH, n)) for _ in range(0, N_RESAMPLES, BATCH))
        return np.concatenate([metric.combine_many(rows[drawn]) for drawn in draws])
    picks = (rng.integers(0, n, n) for _ in range(N_RESAMPLES if n else 0))
    values = (combined(metric.combine, rows[pick]) for pick in picks)
    return np.array([value for value in values if value is not None])


def _known_shares(shares: Sequence[Share | None]) -> Floats:
    """Shape (n, 2): part and whole of each question the metric applies to."""
    known = [share for share in shares if share is not None]
    return np.array(known, np.float64).reshape(-1, 2)


def _resampled_ratios(shares: Floats, rng: np.random.Generator) -> Floats:
    n = len(shares)
    values = []
    for _ in range(0, N_RESAMPLES, BATCH):
        sums = shares[rng.integers(0, n, (BATCH, n))].sum(axis=1)
        values.append(sums[:, 0] / np.where(sums[:, 1] > 0, sums[:, 1], np.nan))
    found: Floats = np.concatenate(values)
    return found[~np.isnan(found)]


def _permuted(
    metric: Metric,
    one: Sequence[Judged],
    other: Sequence[Judged],
    seed: int,
    extremity: Callable[[Floats], Floats],
) -> float:
    before, after = measure(metric, one), measure(metric, other)
    if before is None or after is None:
        return 1.0
    if metric.share is not None:
        differences = _swapped_ratios(metric, one, other, np.random.default_rng(seed))
    else:
        differences = _swapped_overall(metric, one, other, np.random.default_rng(seed))
    observed = extremity(np.array([after - before]))[0]
    # Sums in another order differ in the last digits; equal must count as equal.
    as_extreme = int((extremity(differences) >= observed - 1e-12).sum())
    return (1 + as_extreme) / (1 + len(differences))


def _swapped_ratios(
    metric: Metric, one: Sequence[Judged], other: Sequence[Judged], rng: np.random.Generator
) -> Floats:
    assert metric.share is not None
    left = np.array([metric.share(item) or (0.0, 0.0) for item in one], np.float64)
    right = np.array([metric.share(item) or (0.0, 0.0) for item in other], np.float64)
    total, step = left.sum(axis=0) + right.sum(axis=0), right - left
    differences = []
    for _ in range(0, N_PERMUTATIONS, BATCH):
        kept = rng.integers(0, 2, (BATCH, len(left)))
        after = left.sum(axis=0) + kept @ step
        differences.append(_ratio(after) - _ratio(total - after))
    return np.concatenate(differences)


def _ratio(sums: Floats) -> Floats:
    return sums[:, 0] / np.where(sums[:, 1] > 0, sums[:, 1], 1.0)


def _swapped_overall(
    metric: Metric, one: Sequence[Judged], other: Sequence[Judged], rng: np.random.Generator
) -> Floats:
    assert metric.feature is not None and metric.combine is not None
    both = feature_rows(metric.feature, [*one, *other])
    left, right = both[: len(one)], both[len(one) :]
    differences = []
    for _ in range(N_RESAMPLES):
        swapped = rng.integers(0, 2, (len(one), 1)).astype(bool)
        before = combined(metric.combine, np.where(swapped, right, left))
        after = combined(metric.combine, np.where(swapped, left, right))
        if before is not None and after is not None:
            differences.append(after - before)
    return np.array(differences)


def difference_interval(
    metric: Metric,
    one: Sequence[Judged],
    other: Sequence[Judged],
    seed: int = 0,
    level: float = 0.95,
) -> tuple[float, float]:
    """Bounds of ``other − one``: the same questions are drawn for both (a paired bootstrap).

    Source: Efron and Tibshirani 1993, chapter 16; Sakai 2006, doi:10.1145/1148170.1148261.
    """
    rng, n = np.random.default_rng(seed), len(one)
    if metric.share is not None:
        values = _paired_ratios(metric, one, other, rng)
    else:
        values = np.array(_paired_overall(metric, one, other, rng, n))
    if values.size == 0:
        return 0.0, 0.0
    tail = (1 - level) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return float(low), float(high)


def _paired_ratios(
    metric: Metric, one: Sequence[Judged], other: Sequence[Judged], rng: np.random.Generator
) -> Floats:
    assert metric.share is not None
    left = np.array([metric.share(item) or (0.0, 0.0) for item in one], np.float64)
    right = np.array([metric.share(item) or (0.0, 0.0) for item in other], np.float64)
    values = []
    for _ in range(0, N_RESAMPLES, BATCH):
        picks = rng.integers(0, len(left), (BATCH, len(left)))
        values.append(_ratio(right[picks].sum(axis=1)) - _ratio(left[picks].sum(axis=1)))
    return np.concatenate(values)


def _paired_overall(
    metric: Metric,
    one: Sequence[Judged],
    other: Sequence[Judged],
    rng: np.random.Generator,
    n: int,
) -> list[float]:
    assert metric.feature is not None and metric.combine is not None
    both = feature_rows(metric.feature, [*one, *other])
    left, right = both[: len(one)], both[len(one) :]
    differences = []
    for _ in range(N_RESAMPLES):
        pick = rng.integers(0, n, n)
        before, after = combined(metric.combine, left[pick]), combined(metric.combine, right[pick])
        if before is not None and after is not None:
            differences.append(after - before)
    return differences
