"""What evaluation needs of the Derek that is evaluated, in this process or behind a URL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from eval.records import Case, Cited, Context


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An answer as it was shown. ``seconds`` by stage; ``confidence``, ``n_drafted`` and
    ``n_unsupported`` None when they are not told."""

    verdict: Literal["answered", "abstained"]
    reason: str | None
    text: str
    standalone_question: str
    language: str
    citations: tuple[Cited, ...]
    confidence: float | None
    seconds: Mapping[str, float]
    tokens: Mapping[str, int] = field(default_factory=dict)
    n_drafted: int | None = None
    n_unsupported: int | None = None


def told_count(notes: Mapping[str, str], name: str) -> int | None:
    """A count in the notes of a trace; None where it is not told."""
    return int(notes[name]) if notes.get(name, "").isdigit() else None


@dataclass(frozen=True, slots=True)
class Searched:
    """Passages found, best first; ``seconds`` by stage."""

    passages: tuple[Context, ...]
    seconds: Mapping[str, float]


class Target(Protocol):
    """A Derek that can be asked. Safe to call from several threads."""

    @property
    def name(self) -> str:
        """How a person would point at it."""

    def settings(self) -> Mapping[str, object]:
        """What it runs with, as far as it tells; two runs with equal settings are comparable."""

    def ask(self, case: Case) -> Asked:
        """Ask the case's question. Raises: DerekError."""

    def search(self, case: Case, limit: int) -> Searched:
        """Search for the case's question. Raises: DerekError."""
