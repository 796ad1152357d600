"""A folder with ``queries.jsonl``, ``corpus.jsonl`` and TREC judgements in ``qrels.tsv``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from eval.errors import SetError
from eval.json_lines import read_lines
from eval.loaders.options import LoadOptions
from eval.loaders.passages import read_passages, row_id
from eval.loaders.tab_lines import read_qrels
from eval.records import Case, Corpus


def recognises(path: Path) -> bool:
    """A folder with a questions file of this layout; the judgements may be missing."""
    return path.is_dir() and any(path.glob("queries*.jsonl")) and not (path / "qrels").is_dir()


def read_set(path: Path, options: LoadOptions) -> tuple[tuple[Case, ...], Corpus]:
    """Cases of ``options.queries`` (default ``queries.jsonl``) over ``corpus.jsonl``.

    Several ``answers`` of a row are accepted strings of one group. A question without a relevant
    document and without answers is unanswerable when its row says so. Raises: SetError.
    """
    queries = path / (options.queries or "queries.jsonl")
    rows = read_lines(queries, dict[str, Any], SetError)
    judgements = path / "qrels.tsv"
    qrels = read_qrels(judgements) if judgements.is_file() else {}
    cases = tuple(_case(queries, number, row, qrels) for number, row in enumerate(rows, 1))
    own = path / "corpus.jsonl"
    if options.corpus is not None or not own.is_file():
        return cases, Corpus()
    return cases, Corpus(passages=read_passages(own))


def _case(path: Path, number: int, row: dict[str, Any], qrels: dict[str, dict[str, int]]) -> Case:
    name = row_id(path, number, row)
    question = row.get("text") or row.get("question")
    if not isinstance(question, str) or not question.strip():
        raise SetError(f"{path.name}, row {number}: no question text.")
    answers = tuple(str(answer) for answer in row.get("answers") or () if str(answer).strip())
    answerable = bool(row.get("answerable", True))
    return Case(
        id=name,
        question=question,
        lang=str(row.get("lang") or ""),
        kind=str(row.get("kind") or ("fact" if answerable else "none")),
        answerable=answerable,
        answers=(answers,) if answers and answerable else (),
        relevant=qrels.get(name, {}) if answerable else {},
    )
