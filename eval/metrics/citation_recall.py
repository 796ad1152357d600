"""Citation recall: the share of an answer's parts that a citation backs.

    R = mean over answerable questions of |{g ∈ G : some citation backs g}| / |G|

G are the groups of accepted strings; a citation backs a group when its quote holds one of its
strings, or when it meets a piece of evidence that holds one. Without groups G are the pieces of
evidence, each backed by a citation that meets it. A refusal counts 0. 0..1, higher is better.

Source: citation recall of Gao et al. 2023, "ALCE", arXiv 2305.14627, with gold evidence in the
place of an entailment model.
"""

from __future__ import annotations

from collections.abc import Sequence

from eval.metrics.citing import meets
from eval.metrics.strings import holds, overlaps
from eval.records import Case, Cited, Judged


def backed_share(judged: Judged) -> float:
    """The share of parts that are backed, 0..1."""
    case, citations = judged.case, judged.row.citations
    if case.answers:
        backed = [_backs_group(case, group, citations) for group in case.answers]
    elif case.evidence:
        backed = [
            any(c.source == gold.source and overlaps(c.quote, gold.quote) for c in citations)
            for gold in case.evidence
        ]
    else:
        backed = [any(meets(case, cited) for cited in citations)]
    return sum(backed) / len(backed)


def _backs_group(case: Case, group: Sequence[str], citations: Sequence[Cited]) -> bool:
    quotes = [cited.quote for cited in citations]
    quotes += [
        gold.quote
        for gold in case.evidence
        for c in citations
        if c.source == gold.source and overlaps(c.quote, gold.quote)
    ]
    return any(holds(quote, accepted) for quote in quotes for accepted in group)
