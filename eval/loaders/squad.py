"""SQuAD's layout: one JSON file of articles, paragraphs and questions with spans."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from eval.errors import SetError
from eval.json_lines import read_bytes
from eval.loaders.options import LoadOptions
from eval.records import Case, Corpus, SetPassage


def recognises(path: Path) -> bool:
    """A JSON file with ``data`` at its top."""
    return path.is_file() and path.suffix == ".json" and b'"paragraphs"' in path.read_bytes()


def read_set(path: Path, options: LoadOptions) -> tuple[tuple[Case, ...], Corpus]:
    """Each paragraph is a passage, each question a case; ``is_impossible`` ones are unanswerable.

    Source: Rajpurkar et al. 2016 and 2018, arXiv 1606.05250, 1806.03822. Raises: SetError.
    """
    try:
        articles = msgspec.json.decode(read_bytes(path, SetError))["data"]
        pairs = [
            (f"{number}_{place}", article, paragraph)
            for number, article in enumerate(articles)
            for place, paragraph in enumerate(article["paragraphs"])
        ]
        passages = tuple(
            SetPassage(name, str(article.get("title") or ""), paragraph["context"], options.lang)
            for name, article, paragraph in pairs
        )
        cases = tuple(
            _case(name, qa, options.lang) for name, _, paragraph in pairs for qa in paragraph["qas"]
        )
    except (msgspec.DecodeError, KeyError, TypeError, AttributeError) as fault:
        raise SetError(f"{path.name} is not in SQuAD's layout: {fault!r}.") from fault
    return cases, Corpus(passages=passages)


def _case(passage: str, qa: dict[str, Any], lang: str) -> Case:
    impossible = bool(qa.get("is_impossible", False))
    answers = tuple(dict.fromkeys(answer["text"] for answer in qa.get("answers") or ()))
    return Case(
        id=str(qa["id"]),
        question=qa["question"],
        lang=lang,
        kind="none" if impossible else "fact",
        answerable=not impossible,
        answers=(answers,) if answers and not impossible else (),
        relevant={} if impossible else {passage: 1},
    )
