"""The questions of a run that most deserve a look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from eval.compare import is_good
from eval.metrics.answers import is_answered, was_asked
from eval.records import Judged

N_WORST = 40
Fault = Literal["answered, but the corpus holds no answer", "wrong answer", "refused"]


class Bad(NamedTuple):
    """A question that went wrong, and how."""

    judged: Judged
    fault: Fault


def worst_questions(judged: Sequence[Judged], n: int = N_WORST) -> list[Bad]:
    """False answers first, then wrong ones, then refusals; the surest mistakes first."""
    bad = [Bad(item, _fault(item)) for item in judged if was_asked(item) and not is_good(item)]
    return sorted(bad, key=_badness)[:n]


def _fault(judged: Judged) -> Fault:
    if not is_answered(judged):
        return "refused"
    if not judged.case.answerable:
        return "answered, but the corpus holds no answer"
    return "wrong answer"


def _badness(bad: Bad) -> tuple[int, float, str]:
    order = ("answered, but the corpus holds no answer", "wrong answer", "refused")
    return order.index(bad.fault), -(bad.judged.row.confidence or 0.0), bad.judged.case.id
