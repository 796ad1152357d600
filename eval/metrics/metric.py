"""What a metric is: a name, a direction, and a measure on one question or a whole run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from eval.records import Judged

Family = Literal["retrieval", "answers", "citations", "abstention", "speed", "tokens", "ragas"]


class Share(NamedTuple):
    """What one question adds to a run's ratio Σ part / Σ whole. A plain mean has ``whole`` 1."""

    part: float
    whole: float = 1.0


@dataclass(frozen=True, slots=True)
class Metric:
    """Exactly one of the two functions is set.

    ``share`` measures one question; None where the metric does not apply to it. The run's value is
    the sum of the parts over the sum of the wholes: a mean when all wholes are 1, a micro average
    otherwise. ``overall`` measures all questions together; None where nothing can be measured.
    """

    name: str
    family: Family
    better: Literal["higher", "lower"]
    meaning: str
    share: Callable[[Judged], Share | None] | None = None
    overall: Callable[[Sequence[Judged]], float | None] | None = None
    unit: Literal["share", "seconds", "tokens"] = "share"


def mean_of(shares: Sequence[Share | None]) -> float | None:
    """Σ part / Σ whole of those that apply; None when none does or the wholes are 0."""
    known = [share for share in shares if share is not None]
    whole = sum(share.whole for share in known)
    return sum(share.part for share in known) / whole if whole else None
