"""BEIR's layout: ``corpus.jsonl``, ``queries.jsonl`` and ``qrels/<split>.tsv``."""

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
    """A folder with all three parts."""
    return (path / "queries.jsonl").is_file() and any((path / "qrels").glob("*.tsv"))


def read_set(path: Path, options: LoadOptions) -> tuple[tuple[Case, ...], Corpus]:
    """The judged questions of a split (default: test, else the only one), in the file's order.

    Source: Thakur et al. 2021, "BEIR", arXiv 2104.08663. Raises: SetError.
    """
    judgements = _split_file(path / "qrels", options.split)
    qrels = read_qrels(judgements)
    queries = path / "queries.jsonl"
    rows = read_lines(queries, dict[str, Any], SetError)
    named = [(row_id(queries, number, row), row) for number, row in enumerate(rows, 1)]
    cases = tuple(
        Case(
            id=name,
            question=str(row.get("text") or ""),
            lang=options.lang,
            relevant=qrels[name],
            split=judgements.stem,
        )
        for name, row in named
        if name in qrels
    )
    corpus = path / "corpus.jsonl"
    if options.corpus is not None or not corpus.is_file():
        return cases, Corpus()
    return cases, Corpus(passages=read_passages(corpus, options.lang))


def _split_file(folder: Path, split: str | None) -> Path:
    found = {file.stem: file for file in sorted(folder.glob("*.tsv"))}
    wanted = split or ("test" if "test" in found else next(iter(found)))
    if wanted not in found or (split is None and len(found) > 1 and wanted != "test"):
        raise SetError(f"Name one of the splits with --split: {', '.join(found)}.")
    return found[wanted]
