"""First citation: whether the place that a reader opens first is the right one.

    F = share of answerable questions whose answer cites, first of all, what meets the evidence

A refusal counts 0. 0..1, higher is better. Source: success at 1 (trec_eval) over citations.
"""

from __future__ import annotations

from eval.metrics.citing import meets
from eval.records import Judged


def first_is_right(judged: Judged) -> float:
    """1.0 or 0.0."""
    citations = judged.row.citations
    return float(bool(citations) and meets(judged.case, citations[0]))
