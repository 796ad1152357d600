"""Exact spans: whether a quote is, letter for letter, what stands at its place.

    X = Σ_q |{c ∈ C_q : quote = text[start:end]}| / Σ_q |C_q|

over answered answerable questions (a micro average). 0..1; anything below 1 is a defect. Source:
the promise of the outer contract, ``quote == text[start:end]``.
"""

from __future__ import annotations

from eval.records import Judged


def exact_citations(judged: Judged) -> float:
    """How many citations are exact."""
    return float(sum(cited.exact for cited in judged.row.citations))
