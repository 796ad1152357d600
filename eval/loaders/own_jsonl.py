"""Our own layout: a JSONL file whose rows are ``eval.records.Case``."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from eval.errors import SetError
from eval.json_lines import read_bytes, read_lines
from eval.loaders.options import LoadOptions
from eval.records import Case, Corpus

FIELDS = frozenset(field.name for field in dataclasses.fields(Case))


def recognises(path: Path) -> bool:
    """Any ``.jsonl`` file."""
    return path.is_file() and path.suffix == ".jsonl"


def read_set(path: Path, options: LoadOptions) -> tuple[tuple[Case, ...], Corpus]:
    """Cases in order. The corpus is what ``<name>.toml`` beside the file names, if it is there.

    Raises: SetError, naming the row and what is wrong with it.
    """
    rows = read_lines(path, dict[str, Any], SetError)
    cases = tuple(parse_case(path.name, number, row) for number, row in enumerate(rows, 1))
    return cases, Corpus(folder=_corpus_folder(path))


def parse_case(name: str, number: int, row: dict[str, Any]) -> Case:
    """One row. Raises: SetError for an unknown field, a missing one or a wrong type."""
    if unknown := sorted(set(row) - FIELDS):
        raise SetError(f"{name}, row {number}: unknown field {', '.join(unknown)}.")
    try:
        return msgspec.convert(row, Case)
    except msgspec.ValidationError as fault:
        raise SetError(f"{name}, row {number}: {fault}.") from fault


def _corpus_folder(path: Path) -> Path | None:
    card = path.with_suffix(".toml")
    if not card.is_file():
        return None
    try:
        named = tomllib.loads(read_bytes(card, SetError).decode("utf-8")).get("corpus")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise SetError(f"{card.name} is not valid TOML: {fault}.") from fault
    if not isinstance(named, str):
        return None
    return (card.parent / named).resolve()
