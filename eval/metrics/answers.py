"""Which questions an answer metric looks at, and what an answer is compared with."""

from __future__ import annotations

import re
from collections.abc import Callable

from eval.metrics.metric import Share
from eval.records import Case, Judged

_MARKER = re.compile(r"\s*\[\d+\]")


def is_answered(judged: Judged) -> bool:
    """Whether something was answered rather than refused."""
    return judged.row.verdict == "answered"


def was_asked(judged: Judged) -> bool:
    """Whether the case was asked at all (a run may only have searched)."""
    return judged.row.verdict is not None


def over_answerable(measure: Callable[[Judged], float]) -> Callable[[Judged], Share | None]:
    """The measure on answerable questions with accepted answers; a refusal counts 0."""

    def on(judged: Judged) -> Share | None:
        if not was_asked(judged) or not judged.case.answerable or not judged.case.answers:
            return None
        return Share(measure(judged) if is_answered(judged) else 0.0)

    return on


def bare(text: str) -> str:
    """An answer without its citation markers."""
    return _MARKER.sub("", text).strip()


def references(case: Case) -> tuple[str, ...]:
    """Whole answers to compare with: the accepted strings of a single group, or the first accepted
    string of each group in one."""
    if len(case.answers) == 1:
        return case.answers[0]
    return (" ".join(group[0] for group in case.answers if group),)
