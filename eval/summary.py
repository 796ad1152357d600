"""A run in figures: each metric with its interval, over all questions or over a slice of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eval.metrics.catalogue import METRICS
from eval.metrics.metric import Metric
from eval.records import Judged
from eval.statistics import interval, measure

HEADLINE = (
    "correct",
    "first_citation",
    "citation_precision",
    "false_answer",
    "false_refusal",
    "ndcg@10",
)
"""The figures that stand in small tables."""
MAX_PARTS = 12
"""Rows of a breakdown: a year or kind with one question each says nothing."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric's value with its 95 % interval and the number of questions it was measured on."""

    metric: Metric
    value: float
    low: float
    high: float
    n: int


def summarise(
    judged: Sequence[Judged], metrics: Sequence[Metric] = tuple(METRICS.values()), seed: int = 0
) -> list[Figure]:
    """Figures of the metrics that can be measured, in the order given."""
    figures = []
    for metric in metrics:
        value = measure(metric, judged)
        bounds = None if value is None else interval(metric, judged, seed)
        if value is not None and bounds is not None:
            figures.append(Figure(metric, value, *bounds, count_measured(metric, judged)))
    return figures


def count_measured(metric: Metric, judged: Sequence[Judged]) -> int:
    """On how many questions the metric applies; all of them for a metric of the whole run."""
    if metric.share is None:
        return len(judged)
    return sum(metric.share(item) is not None for item in judged)


def break_down(
    judged: Sequence[Judged], slice_of: Callable[[Judged], str]
) -> Mapping[str, list[Judged]]:
    """Questions by the name of their slice, names in order."""
    parts: dict[str, list[Judged]] = {}
    for item in judged:
        parts.setdefault(slice_of(item), []).append(item)
    return dict(sorted(parts.items()))


def fold_small(parts: Mapping[str, list[Judged]]) -> Mapping[str, list[Judged]]:
    """The largest parts in their order, the rest as one, where there are more than can be read."""
    if len(parts) <= MAX_PARTS:
        return parts
    largest = sorted(parts, key=lambda name: (-len(parts[name]), name))[: MAX_PARTS - 1]
    rest = [item for name, part in parts.items() if name not in largest for item in part]
    folded = {name: part for name, part in parts.items() if name in largest}
    return {**folded, f"the other {len(parts) - len(largest)}": rest}


def render_value(metric: Metric, value: float) -> str:
    """``.812`` for a share, ``34 ms`` or ``1.8 ms`` for seconds, ``1180`` for tokens."""
    if metric.unit == "seconds":
        if value >= 1:
            return f"{value:.2f} s"
        return f"{value * 1000:.1f} ms" if value < 0.01 else f"{value * 1000:.0f} ms"
    if metric.unit == "tokens":
        return f"{value:.0f}"
    return f"{value:.3f}".replace("0.", ".", 1) if 0 <= value < 1 else f"{value:.3f}"
