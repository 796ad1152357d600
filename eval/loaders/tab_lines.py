"""Tab-separated topics and relevance judgements, as TREC and BEIR write them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from eval.errors import SetError
from eval.json_lines import read_bytes

Qrels = Mapping[str, Mapping[str, int]]


def read_topics(path: Path) -> dict[str, str]:
    """Question by id, in order. Raises: SetError."""
    topics: dict[str, str] = {}
    for number, cells in enumerate(_rows(path), 1):
        if len(cells) < 2 or not cells[1].strip():
            raise SetError(f"{path.name}, line {number}: id and question expected.")
        topics[cells[0]] = cells[1]
    return topics


def read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Grade by document by question: four columns (TREC) or three (BEIR), a header is skipped.

    Raises: SetError.
    """
    qrels: dict[str, dict[str, int]] = {}
    for number, cells in enumerate(_rows(path), 1):
        if len(cells) not in (3, 4):
            raise SetError(f"{path.name}, line {number}: three or four columns expected.")
        question, document, grade = cells[0], cells[-2], cells[-1]
        try:
            parsed = int(grade)
        except ValueError as fault:
            if number == 1:
                continue  # a header
            raise SetError(f"{path.name}, line {number}: {grade!r} is no grade.") from fault
        qrels.setdefault(question, {})[document] = parsed
    return qrels


def _rows(path: Path) -> list[list[str]]:
    try:
        text = read_bytes(path, SetError).decode("utf-8")
    except UnicodeDecodeError as fault:
        raise SetError(f"{path.name} is not UTF-8 text.") from fault
    lines = (line for line in text.splitlines() if line.strip())
    return [line.split("\t") if "\t" in line else line.split() for line in lines]
