"""The slices a run is broken down by: languages, kind of question, of document, period, length."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from eval.records import Case, Judged
from rag.text.dates import find_dates
from rag.text.language import detect_language

NONE = "–"
"""Where a slice does not apply: an unanswerable question has no document."""


def language_pair(judged: Judged) -> str:
    """``kk → ru``: language of the question and of what answers it."""
    return f"{judged.case.lang or '?'} → {_answer_language(judged)}"


def question_kind(judged: Judged) -> str:
    """The kind that the set names."""
    return judged.case.kind


def document_kind(judged: Judged) -> str:
    """Folder-independent kind of the document that answers: its suffix, ``passage`` without one."""
    source = _first_source(judged.case)
    return NONE if source is None else PurePosixPath(source).suffix.lstrip(".") or "passage"


def period(judged: Judged) -> str:
    """The years that the question names, ``no year`` where it names none."""
    years = {mention.year for mention in find_dates(judged.case.question)} - {None}
    return ", ".join(str(year) for year in sorted(y for y in years if y is not None)) or "no year"


def answer_length(judged: Judged) -> str:
    """How many words the shortest accepted answer has, groups added up."""
    if not judged.case.answers:
        return NONE
    n_words = sum(
        min((len(accepted.split()) for accepted in group), default=0)
        for group in judged.case.answers
    )
    return "1 word" if n_words <= 1 else "2–4 words" if n_words <= 4 else "5 words and more"


SLICES: Mapping[str, Callable[[Judged], str]] = {
    "language pair": language_pair,
    "question kind": question_kind,
    "document kind": document_kind,
    "period": period,
    "answer length": answer_length,
}


def _first_source(case: Case) -> str | None:
    if case.evidence:
        return case.evidence[0].source
    relevant = [source for source, grade in case.relevant.items() if grade > 0]
    return relevant[0] if relevant else None


def _answer_language(judged: Judged) -> str:
    """Of what the set says, never of what was found: a slice must not depend on the outcome."""
    case = judged.case
    if case.evidence:
        return detect_language(case.evidence[0].quote)
    if judged.row.relevant_lang:
        return judged.row.relevant_lang
    words = " ".join(group[0] for group in case.answers if group)
    return detect_language(words) if any(letter.isalpha() for letter in words) else NONE
