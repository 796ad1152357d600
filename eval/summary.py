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


def render_value(metric: Metric, value: float) -> str:
    """``.812`` for a share, ``34 ms`` for seconds, ``1180`` for tokens."""
    if metric.unit == "seconds":
        return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"
    if metric.unit == "tokens":
        return f"{value:.0f}"
    return f"{value:.3f}".replace("0.", ".", 1) if 0 <= value < 1 else f"{value:.3f}"
