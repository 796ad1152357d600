"""Tells in which language the answer to a case stands, by the passages of its set."""

from __future__ import annotations

from collections.abc import Mapping

from eval.records import Case, QuestionSet, SetPassage
from rag.text.language import detect_language


def relevant_languages(question_set: QuestionSet) -> Mapping[str, str]:
    """By case id: the language of its best graded passage, the first of equals; cases without
    such a passage are left out."""
    passages = {passage.id: passage for passage in question_set.corpus.passages}
    found = {case.id: _best(case, passages) for case in question_set.cases if case.relevant}
    return {
        name: passage.language or detect_language(passage.text)
        for name, passage in found.items()
        if passage is not None
    }


def _best(case: Case, passages: Mapping[str, SetPassage]) -> SetPassage | None:
    graded = [source for source, grade in case.relevant.items() if grade > 0]
    best = max(graded, key=lambda source: case.relevant[source], default=None)
    return None if best is None else passages.get(best)
