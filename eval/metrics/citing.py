"""When a citation meets the gold of a question; the four citation metrics build on it."""

from __future__ import annotations

from collections.abc import Callable

from eval.metrics.answers import is_answered, was_asked
from eval.metrics.metric import Share
from eval.metrics.strings import overlaps, plain
from eval.records import Case, Cited, Judged


def has_gold(case: Case) -> bool:
    """Whether the set says where the answer stands."""
    return case.answerable and bool(case.evidence or case.relevant)


def meets(case: Case, cited: Cited) -> bool:
    """Whether a citation points at evidence: same source and overlapping words, or, where the set
    names no words, a relevant document."""
    if not case.evidence:
        return case.relevant.get(cited.source, 0) > 0
    return any(
        gold.source == cited.source and overlaps(cited.quote, gold.quote) for gold in case.evidence
    )


def carries(case: Case, cited: Cited) -> bool:
    """Whether the quote holds an accepted string of any group."""
    quote = plain(cited.quote)
    return any(plain(accepted) in quote for group in case.answers for accepted in group)


def over_citations(
    count: Callable[[Judged], float],
) -> Callable[[Judged], Share | None]:
    """``count`` over the number of citations of answered answerable questions with gold."""

    def on(judged: Judged) -> Share | None:
        if not is_answered(judged) or not has_gold(judged.case) or not judged.row.citations:
            return None
        return Share(count(judged), float(len(judged.row.citations)))

    return on


def over_gold(measure: Callable[[Judged], float]) -> Callable[[Judged], Share | None]:
    """The measure on asked answerable questions with gold; a refusal counts 0."""

    def on(judged: Judged) -> Share | None:
        if not was_asked(judged) or not has_gold(judged.case):
            return None
        return Share(measure(judged) if is_answered(judged) else 0.0)

    return on
