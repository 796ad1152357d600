"""False answers and false refusals: the two ways to be wrong about whether to answer.

    false answer  = |unanswerable and answered| / |unanswerable|
    false refusal = |answerable and refused| / |answerable|

0..1, lower is better. Source: hallucination and error rate of Thakur et al. 2024, "NoMIRACL",
arXiv 2312.11361.
"""

from __future__ import annotations

from eval.metrics.answers import is_answered, was_asked
from eval.metrics.metric import Share
from eval.records import Judged


def false_answer(judged: Judged) -> Share | None:
    """Applies to unanswerable questions."""
    if not was_asked(judged) or judged.case.answerable:
        return None
    return Share(float(is_answered(judged)))


def false_refusal(judged: Judged) -> Share | None:
    """Applies to answerable questions."""
    if not was_asked(judged) or not judged.case.answerable:
        return None
    return Share(float(not is_answered(judged)))
