"""What a judge says of a question, and what is done with it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from eval.errors import JudgeError
from eval.records import Judged, Row


@dataclass(frozen=True, slots=True)
class Judgement:
    """Scores in 0..1 by metric, and for each metric without one the reason."""

    scores: Mapping[str, float] = field(default_factory=dict)
    failures: Mapping[str, str] = field(default_factory=dict)


class Judge(Protocol):
    """Somebody who scores questions."""

    def judge_all(self, judged: Sequence[Judged], done: Callable[[], None]) -> Sequence[Judgement]:
        """A judgement for each, in order; ``done`` is told after each one."""


def checked(name: str, value: float | None) -> Judgement:
    """One score as a judgement; what is no number in 0..1 is a failure and never a figure."""
    if value is None or math.isnan(value):
        return Judgement(failures={name: "the judge gave no number"})
    # Cosines and divisions miss the bounds by rounding.
    if not -1e-6 <= value <= 1 + 1e-6:
        return Judgement(failures={name: f"the judge gave {value}, which is not in 0..1"})
    return Judgement(scores={name: min(max(value, 0.0), 1.0)})


def merge(judgements: Sequence[Judgement]) -> Judgement:
    """All scores and failures in one."""
    scores = {name: value for one in judgements for name, value in one.scores.items()}
    failures = {name: why for one in judgements for name, why in one.failures.items()}
    return Judgement(scores, failures)


def judged_rows(judged: Sequence[Judged], judgements: Sequence[Judgement]) -> list[Row]:
    """The rows with what the judge said of them.

    Raises: JudgeError when a metric failed on every question it was tried on.
    """
    tried = {name for one in judgements for name in (*one.scores, *one.failures)}
    scored = {name for one in judgements for name in one.scores}
    if silent := sorted(tried - scored):
        reasons = {one.failures[silent[0]] for one in judgements if silent[0] in one.failures}
        raise JudgeError(
            f"The judge scored no question on {', '.join(silent)}: {'; '.join(sorted(reasons))}.",
            mend="The run is as it was. Raise --timeout, name another model, or leave "
            "--judge-url out for the metrics that need none.",
        )
    return [
        replace(item.row, judged=dict(one.scores), unjudged=dict(one.failures))
        for item, one in zip(judged, judgements, strict=True)
    ]
