"""Citation precision: the share of citations that are right.

    P = Σ_q |{c ∈ C_q : c meets the evidence, or its quote carries an accepted string}| / Σ_q |C_q|

over answered answerable questions (a micro average). 0..1, higher is better.

Source: citation precision of Gao et al. 2023, "ALCE", arXiv 2305.14627, with gold evidence in the
place of an entailment model.
"""

from __future__ import annotations

from eval.metrics.citing import carries, meets
from eval.records import Judged


def right_citations(judged: Judged) -> float:
    """How many citations are right."""
    return float(
        sum(meets(judged.case, c) or carries(judged.case, c) for c in judged.row.citations)
    )
