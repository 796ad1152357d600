"""Questions that people asked, with their answers and ratings, to candidate cases."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.drafts.candidate import Candidate
from eval.errors import SetError
from eval.json_lines import read_lines
from eval.metrics.answers import bare
from eval.metrics.strings import holds, plain
from eval.records import Case, Gold
from rag.text.language import detect_language
from rag.text.numbers import find_numbers


def harvest_candidates(path: Path, known: Sequence[Case] = ()) -> list[Candidate]:
    """One candidate a distinct question, in the file's order; those of ``known`` are left out.

    A row holds ``question``, ``answer`` (the answer object of the API), ``rating`` ("up", "down" or
    null) and ``comment``. A good answer brings its evidence and suggests its numbers as accepted
    strings; a good refusal becomes an unanswerable case; a bad answer brings its question alone.
    Raises: SetError.
    """
    seen = {plain(case.question) for case in known}
    candidates: list[Candidate] = []
    for number, row in enumerate(read_lines(path, dict[str, Any], SetError), 1):
        question = row.get("question")
        if not isinstance(question, str) or not question.strip():
            raise SetError(f"{path.name}, row {number}: no question.")
        if plain(question) not in seen:
            seen.add(plain(question))
            candidates.append(_candidate(f"asked-{number:04d}", question.strip(), row))
    return candidates


def _candidate(name: str, question: str, row: dict[str, Any]) -> Candidate:
    answer, rating = row.get("answer") or {}, row.get("rating")
    comment = str(row.get("comment") or "")
    if not isinstance(answer, dict):
        answer = {"verdict": "answered", "text": str(answer), "citations": []}
    lang = detect_language(question)
    if rating == "down":
        case = Case(id=name, question=question, lang=lang)
        note = f"Rated down. {comment} The answer was: {answer.get('text', '')}"
        return Candidate(case, origin="rated down", note=note.strip())
    if answer.get("verdict") == "abstained":
        case = Case(id=name, question=question, lang=lang, kind="none", answerable=False)
        return Candidate(case, origin=_origin(rating), note=f"Was refused. {comment}".strip())
    citations = answer.get("citations") or []
    evidence = tuple(Gold(str(c["source"]), " ".join(str(c["quote"]).split())) for c in citations)
    case = Case(
        id=name, question=question, lang=lang, evidence=evidence, answers=_suggest(answer, evidence)
    )
    note = f"Answers are suggestions. {comment} The answer was: {answer.get('text', '')}"
    return Candidate(case, origin=_origin(rating), note=note.strip())


def _origin(rating: object) -> str:
    return "rated up" if rating == "up" else "asked"


def _suggest(answer: dict[str, Any], evidence: Sequence[Gold]) -> tuple[tuple[str, ...], ...]:
    """The numbers that answer and quotes share, a group each, the first three."""
    text = bare(str(answer.get("text") or ""))
    quotes = " ".join(gold.quote for gold in evidence)
    found = (text[n.start : n.end].strip() for n in find_numbers(text) if n.kind != "year")
    shared = dict.fromkeys(words for words in found if holds(quotes, words))
    return tuple((words,) for words in list(shared)[:3])
