"""Confidence and loss of what was answered: the pairs that risk and calibration are measured on."""

from __future__ import annotations

from collections.abc import Sequence

from eval.metrics.accepted import correct
from eval.metrics.answers import is_answered
from eval.metrics.citing import has_gold
from eval.metrics.first_citation import first_is_right
from eval.records import Judged


def is_right(judged: Judged) -> bool:
    """Whether an answer is right: its text where the set has accepted strings, else its first
    citation; an answer to an unanswerable question never is."""
    if not judged.case.answerable:
        return False
    if judged.case.answers:
        return bool(correct(judged))
    return bool(first_is_right(judged))


def sure_answers(judged: Sequence[Judged]) -> list[tuple[float, float]]:
    """(confidence, loss) of every answered question whose rightness is known; loss is 0 or 1."""
    return [
        (item.row.confidence, float(not is_right(item)))
        for item in judged
        if is_answered(item) and item.row.confidence is not None and _is_known(item)
    ]


def _is_known(judged: Judged) -> bool:
    case = judged.case
    return not case.answerable or bool(case.answers) or has_gold(case)
