"""What a metric is: a name, a direction, and a measure on one question or a whole run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from eval.records import Judged

Family = Literal["retrieval", "answers", "citations", "abstention", "speed", "tokens", "ragas"]
Floats = npt.NDArray[np.float64]
Feature = Callable[[Judged], tuple[float, ...] | None]
Combine = Callable[[Floats], float | None]
CombineMany = Callable[[Floats], Floats]


class Share(NamedTuple):
    """What one question adds to a run's ratio Σ part / Σ whole. A plain mean has ``whole`` 1."""

    part: float
    whole: float = 1.0


@dataclass(frozen=True, slots=True)
class Metric:
    """Either ``share`` is set, or ``feature`` and ``combine`` are.

    ``share`` measures one question; None where the metric does not apply to it. The run's value is
    the sum of the parts over the sum of the wholes: a mean when all wholes are 1, a micro average
    otherwise. ``feature`` reads the few numbers of one question that ``combine`` needs, None where
    it has none; ``combine`` makes the run's value of them, shape (questions, numbers), None where
    nothing can be measured. Apart, they can be drawn again a thousand times without reading the
    questions again. ``combine_many``, where there is one, does the same for draws at once, shape
    (draws, questions, numbers) → (draws,).
    """

    name: str
    family: Family
    better: Literal["higher", "lower"]
    meaning: str
    share: Callable[[Judged], Share | None] | None = None
    feature: Feature | None = None
    combine: Combine | None = None
    combine_many: CombineMany | None = None
    unit: Literal["share", "seconds", "tokens"] = "share"


def mean_of(shares: Sequence[Share | None]) -> float | None:
    """Σ part / Σ whole of those that apply; None when none does or the wholes are 0."""
    known = [share for share in shares if share is not None]
    whole = sum(share.whole for share in known)
    return sum(share.part for share in known) / whole if whole else None


def feature_rows(feature: Feature, judged: Sequence[Judged]) -> Floats:
    """Numbers of every question, shape (questions, numbers); NaN where there are none."""
    found = [feature(item) for item in judged]
    width = next((len(numbers) for numbers in found if numbers is not None), 1)
    return np.array([numbers or (np.nan,) * width for numbers in found]).reshape(-1, width)


def combined(combine: Combine, rows: Floats) -> float | None:
    """``combine`` of the questions that have numbers; None when no question has."""
    known = rows[~np.isnan(rows[:, 0])]
    return combine(known) if len(known) else None
