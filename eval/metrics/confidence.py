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


def sure_answer(judged: Judged) -> tuple[float, float] | None:
    """(confidence, loss) of an answered question whose rightness is known; loss is 0 or 1."""
    if not is_answered(judged) or judged.row.confidence is None or not _is_known(judged):
        return None
    return judged.row.confidence, float(not is_right(judged))


def sure_answers(judged: Sequence[Judged]) -> list[tuple[float, float]]:
    """Those of every question that has them, in order."""
    return [pair for pair in map(sure_answer, judged) if pair is not None]


def _is_known(judged: Judged) -> bool:
    case = judged.case
    return not case.answerable or bool(case.answers) or has_gold(case)
