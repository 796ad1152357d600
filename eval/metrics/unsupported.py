"""Unsupported rate: how much of what was drafted did not stand in what it cited.

    U = Σ_q |sentences dropped by verification| / Σ_q |sentences drafted|

over questions where something was drafted, by a model or by extraction (a micro average). 0..1;
what is dropped was never shown, so that a high rate costs answers and not trust. Source: the
complement of citation recall at the level of statements, Liu, Zhang and Liang 2023,
arXiv 2304.09848, judged by Derek's own verification and not by people.
"""

from __future__ import annotations

from eval.metrics.metric import Share
from eval.records import Judged


def unsupported(judged: Judged) -> Share | None:
    """Dropped sentences of one answer over all of them; None where the target does not tell."""
    row = judged.row
    if not row.n_drafted or row.n_unsupported is None:
        return None
    return Share(float(row.n_unsupported), float(row.n_drafted))
