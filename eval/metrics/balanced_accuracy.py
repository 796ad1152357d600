"""Balanced accuracy of the decision to answer.

    BA = ((1 − false refusal) + (1 − false answer)) / 2

.5 is what always answering or always refusing gives, 1 is perfect. Defined where a run holds both
kinds of questions. Source: Brodersen et al. 2010, doi:10.1109/ICPR.2010.764.
"""

from __future__ import annotations

from eval.metrics.answers import is_answered, was_asked
from eval.metrics.metric import Floats
from eval.records import Judged


def decision(judged: Judged) -> tuple[float, float] | None:
    """(answerable, answered) as 0 or 1; None for a question that was not asked."""
    if not was_asked(judged):
        return None
    return float(judged.case.answerable), float(is_answered(judged))


def balance(decisions: Floats) -> float | None:
    """None when a kind of question is missing."""
    answerable, answered = decisions[:, 0] > 0, decisions[:, 1]
    if answerable.all() or not answerable.any():
        return None
    return float(answered[answerable].mean() + 1 - answered[~answerable].mean()) / 2
