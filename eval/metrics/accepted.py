"""Accepted strings: whether the answer says what was asked for.

    correct = share of answerable questions that were answered with every group in the text
    found   = the same, with the cited quotes counted as said

A refusal counts 0. 0..1, higher is better. Source: answer-string recall of open-domain question
answering, Chen et al. 2017, arXiv 1704.00051, with a group for each part of an answer.
"""

from __future__ import annotations

from eval.metrics.strings import meets_groups
from eval.records import Judged


def correct(judged: Judged) -> float:
    """1 when every group is met by the answer's text."""
    return float(meets_groups(judged.row.text, judged.case.answers))


def found(judged: Judged) -> float:
    """1 when every group is met by the text or a quote."""
    said = " ".join([judged.row.text, *(cited.quote for cited in judged.row.citations)])
    return float(meets_groups(said, judged.case.answers))
