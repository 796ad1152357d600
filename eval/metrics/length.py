"""Overlong answers: an answer is not a dump.

    long = share of answerable questions whose answer is over 700 characters or cites over 5 places

0..1, lower is better. Source: the bound of the outer contract, ``POST /v1/ask``.
"""

from __future__ import annotations

from eval.records import Judged

MAX_CHARACTERS = 700
MAX_CITATIONS = 5


def is_long(judged: Judged) -> float:
    """1 when the answer is over either bound."""
    row = judged.row
    return float(len(row.text) > MAX_CHARACTERS or len(row.citations) > MAX_CITATIONS)
