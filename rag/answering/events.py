"""What asking tells while it is at work: passages, verified sentences, the whole answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rag.types import Answer, Citation, Hit


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The passages that are considered, best first."""

    passages: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One verified sentence with its markers, and the citations they point to; a last one without
    citations says in words of our own which part of the question is left open."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """The whole answer; the last event."""

    answer: Answer


AskEvent = Retrieved | Sentence | Done


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Passages best first, and seconds by stage."""

    passages: tuple[Hit, ...]
    timings: Mapping[str, float]
