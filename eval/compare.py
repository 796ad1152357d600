"""Sets two runs of the same questions side by side: how much they differ, how surely, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.errors import RunError
from eval.metrics.answers import is_answered, was_asked
from eval.metrics.catalogue import METRICS
from eval.metrics.confidence import is_right
from eval.metrics.metric import Metric, Share
from eval.records import Judged, Run
from eval.statistics import difference_interval, measure, permutation_p

TIE = 1e-9
"""Per-question scores nearer than this are a tie."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A metric in both runs. ``low`` and ``high`` bound B − A by a paired bootstrap at 95 %; ``p``
    is of a paired permutation test. Wins are questions on which B is better; wins, ties and losses
    are None for a metric of the whole run."""

    metric: Metric
    a: float
    b: float
    low: float
    high: float
    p: float
    wins: int | None = None
    ties: int | None = None
    losses: int | None = None


@dataclass(frozen=True, slots=True)
class Flip:
    """A question that one run got right and the other wrong."""

    a: Judged
    b: Judged
    to_better: bool


def check_comparable(a: Run, b: Run) -> None:
    """Raises: RunError when the runs asked other questions or asked them over other documents."""
    if a.manifest.set_digest != b.manifest.set_digest:
        raise RunError(
            f"{a.name} and {b.name} are runs of different questions: "
            f"{a.manifest.set_name} ({a.manifest.n_cases}) and "
            f"{b.manifest.set_name} ({b.manifest.n_cases})."
        )
    if a.manifest.corpus_digest != b.manifest.corpus_digest:
        raise RunError(f"{a.name} and {b.name} were asked over different documents.")


def compare_runs(
    a: Run, b: Run, metrics: Sequence[Metric] = tuple(METRICS.values()), seed: int = 0
) -> list[Difference]:
    """Every metric that both runs measured, in the order given. Raises: RunError."""
    check_comparable(a, b)
    found = []
    for metric in metrics:
        before, after = measure(metric, a.judged), measure(metric, b.judged)
        if before is None or after is None:
            continue
        low, high = difference_interval(metric, a.judged, b.judged, seed)
        p = permutation_p(metric, a.judged, b.judged, seed)
        found.append(Difference(metric, before, after, low, high, p, *_tally(metric, a, b)))
    return found


def flips(a: Run, b: Run) -> list[Flip]:
    """Questions that went from wrong to right or back, in the order of the set.

    Right is a right answer, or a refusal where the corpus holds no answer. Raises: RunError.
    """
    check_comparable(a, b)
    pairs = [
        (one, other, is_good(one), is_good(other))
        for one, other in zip(a.judged, b.judged, strict=True)
        if was_asked(one) and was_asked(other)
    ]
    return [Flip(one, other, after) for one, other, before, after in pairs if before != after]


def is_good(judged: Judged) -> bool:
    """Whether the outcome is what a person would want."""
    if not judged.case.answerable:
        return not is_answered(judged)
    return is_answered(judged) and is_right(judged)


def _tally(metric: Metric, a: Run, b: Run) -> tuple[int, int, int] | tuple[None, None, None]:
    if metric.share is None:
        return None, None, None
    sign = 1 if metric.better == "higher" else -1
    gains = [
        sign * (_value(metric.share(other)) - _value(metric.share(one)))
        for one, other in zip(a.judged, b.judged, strict=True)
        if metric.share(one) is not None or metric.share(other) is not None
    ]
    wins = sum(gain > TIE for gain in gains)
    losses = sum(gain < -TIE for gain in gains)
    return wins, len(gains) - wins - losses, losses


def _value(share: Share | None) -> float:
    return 0.0 if share is None or not share.whole else share.part / share.whole
