"""Passages of a set's corpus, in the JSONL that BEIR made common."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from eval.errors import SetError
from eval.json_lines import read_lines
from eval.records import SetPassage

ID_NAMES = ("_id", "id", "docid", "doc_id", "pid")


def read_passages(path: Path, lang: str = "") -> tuple[SetPassage, ...]:
    """Passages in order. ``lang`` is used where a row names no language.

    Raises: SetError for a row without an id or text.
    """
    rows = read_lines(path, dict[str, Any], SetError)
    return tuple(_passage(path, number, row, lang) for number, row in enumerate(rows, 1))


def row_id(path: Path, number: int, row: dict[str, Any], names: tuple[str, ...] = ID_NAMES) -> str:
    """The row's id, whatever it is called. Raises: SetError."""
    for name in names:
        if row.get(name) not in (None, ""):
            return str(row[name])
    raise SetError(f"{path.name}, row {number}: no id ({', '.join(names)}).")


def _passage(path: Path, number: int, row: dict[str, Any], lang: str) -> SetPassage:
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise SetError(f"{path.name}, row {number}: no text.")
    return SetPassage(
        id=row_id(path, number, row),
        title=str(row.get("title") or ""),
        text=text.removeprefix("\ufeff"),
        language=str(row.get("lang") or row.get("language") or lang),
    )
