"""What was found for a question before anybody judges it: for fitting weights."""

from __future__ import annotations

from dataclasses import dataclass

from rag.retrieve.search import Candidate
from rag.types import Evidence, Query


@dataclass(frozen=True, slots=True)
class Ranking:
    """A question understood, everything that could be evidence, and all passages found; both best
    first."""

    query: Query
    evidence: tuple[Evidence, ...]
    hits: tuple[Candidate, ...]
