"""Ranking and relevance judgements of one question, as every retrieval metric reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from eval.metrics.strings import overlaps
from eval.records import Case, Judged


class FoundPassage(NamedTuple):
    """A passage as it was found: its document's source, and its words."""

    source: str
    text: str


def ranking_of(case: Case, found: Sequence[FoundPassage]) -> tuple[str, ...]:
    """Names of what was found, best first, without repetition.

    Where the set grades documents, these are sources, each at its first passage. Where it only
    names evidence, a passage becomes the evidence that it newly holds (``gold:0``; one entry for
    each when it holds several), and ``passage:<place>`` when it holds none.
    """
    if case.relevant or not case.evidence:
        return tuple(dict.fromkeys(passage.source for passage in found))
    ranking: dict[str, None] = {}
    for place, passage in enumerate(found):
        fresh = [name for name in _golds_in(case, passage) if name not in ranking]
        ranking.update(dict.fromkeys(fresh or [f"passage:{place}"]))
    return tuple(ranking)


def grades_of(case: Case) -> Mapping[str, int]:
    """Grade by name, in the terms of ``ranking_of``; empty when the set judges no retrieval."""
    if case.relevant:
        return case.relevant
    return {f"gold:{number}": 1 for number in range(len(case.evidence))}


def judged_ranking(judged: Judged) -> tuple[tuple[str, ...], Mapping[str, int]] | None:
    """Ranking and grades; None where nothing was searched or nothing is relevant."""
    grades = grades_of(judged.case)
    if judged.row.ranking is None or not any(grade > 0 for grade in grades.values()):
        return None
    return judged.row.ranking, grades


def over_ranking(
    measure: Callable[[Sequence[str], Mapping[str, int]], float],
) -> Callable[[Judged], float | None]:
    """The measure on a judged question; None where ``judged_ranking`` is."""

    def on(judged: Judged) -> float | None:
        pair = judged_ranking(judged)
        return None if pair is None else measure(*pair)

    return on


def _golds_in(case: Case, passage: FoundPassage) -> list[str]:
    return [
        f"gold:{number}"
        for number, gold in enumerate(case.evidence)
        if gold.source == passage.source and overlaps(passage.text, gold.quote)
    ]
