"""KazQAD's layout: topics and judgements by split, with reading-comprehension rows beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from eval.errors import SetError
from eval.json_lines import read_lines
from eval.loaders.options import LoadOptions
from eval.loaders.passages import read_passages
from eval.loaders.tab_lines import read_qrels, read_topics
from eval.records import Case, Corpus, SetPassage


def recognises(path: Path) -> bool:
    """The repository, its ``data`` folder, or a folder of the same parts."""
    return _root(path) is not None


def read_set(path: Path, options: LoadOptions) -> tuple[tuple[Case, ...], Corpus]:
    """The topics of a split (default validation) with their judgements and extracted answers.

    The corpus is ``collection/*.jsonl`` when it is there, else the passages of the split's
    reading-comprehension rows. Source: Yeshpanov et al. 2024, arXiv 2404.04487. Raises: SetError.
    """
    root = _root(path)
    assert root is not None
    split = options.split or "validation"
    topics = read_topics(_one(root / "information-retrieval" / "topics", f"*-{split}.tsv"))
    qrels = read_qrels(_one(root / "information-retrieval" / "qrels", f"*-{split}.tsv"))
    rows = _reading_rows(root, split)
    answers = _answers(rows)
    cases = tuple(
        Case(
            id=name,
            question=question,
            lang="kk",
            answers=(answers[name],) if answers.get(name) else (),
            relevant=qrels.get(name, {}),
            split=split,
        )
        for name, question in topics.items()
    )
    return cases, Corpus() if options.corpus is not None else Corpus(passages=_passages(root, rows))


def _root(path: Path) -> Path | None:
    for root in (path, path / "data"):
        if (root / "information-retrieval" / "topics").is_dir():
            return root
    return None


def _one(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if not found:
        raise SetError(f"KazQAD: there is no {folder.name}/{pattern}.")
    return found[0]


def _reading_rows(root: Path, split: str) -> tuple[dict[str, Any], ...]:
    found = sorted((root / "reading-comprehension").glob(f"*-{split}.jsonl"))
    return read_lines(found[0], dict[str, Any], SetError) if found else ()


def _answers(rows: tuple[dict[str, Any], ...]) -> dict[str, tuple[str, ...]]:
    """Extracted answers by question; a row's id is ``question#document``."""
    answers: dict[str, dict[str, None]] = {}
    for row in rows:
        texts = (row.get("answers") or {}).get("text") or ()
        answers.setdefault(str(row["id"]).partition("#")[0], {}).update(dict.fromkeys(texts))
    return {name: tuple(texts) for name, texts in answers.items()}


def _passages(root: Path, rows: tuple[dict[str, Any], ...]) -> tuple[SetPassage, ...]:
    collection = sorted((root / "collection").glob("*.jsonl"))
    if collection:
        return tuple(p for file in collection for p in read_passages(file, "kk"))
    found = {
        name: SetPassage(name, str(row.get("title") or ""), row["context"], "kk")
        for row in rows
        if (name := str(row["id"]).partition("#")[2])
    }
    return tuple(found.values())
