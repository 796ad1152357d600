"""Balanced accuracy of the decision to answer.

    BA = ((1 − false refusal) + (1 − false answer)) / 2

.5 is what always answering or always refusing gives, 1 is perfect. Defined where a run holds both
kinds of questions. Source: Brodersen et al. 2010, doi:10.1109/ICPR.2010.764.
"""

from __future__ import annotations

from collections.abc import Sequence

from eval.metrics.metric import mean_of
from eval.metrics.refusals import false_answer, false_refusal
from eval.records import Judged


def balanced_accuracy(judged: Sequence[Judged]) -> float | None:
    """None when a kind of question is missing."""
    refused = mean_of([false_refusal(item) for item in judged])
    invented = mean_of([false_answer(item) for item in judged])
    if refused is None or invented is None:
        return None
    return (1 - refused + 1 - invented) / 2
