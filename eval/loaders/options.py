"""What a person may say about a set that its files do not say themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """``queries`` names the questions' file of a folder, ``corpus`` replaces the set's own corpus
    (a folder of documents or a JSONL file of passages), ``columns`` maps our fields to a table's
    columns, ``unanswerable`` says that no question of the set is answered by the corpus, ``split``
    picks one where there are several, ``limit`` takes a seeded sample of that many cases."""

    layout: str | None = None
    lang: str = ""
    split: str | None = None
    queries: str | None = None
    corpus: Path | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    unanswerable: bool = False
    limit: int | None = None
    seed: int = 0
