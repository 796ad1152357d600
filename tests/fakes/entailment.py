"""Entailment without a model: the share of a claim's words that the premise has."""

from __future__ import annotations

from rag.errors import AdapterError


class FakeEntailment:
    """Shared words; ``fault`` is raised instead where there is one."""

    def __init__(self, fault: AdapterError | None = None) -> None:
        self.fault = fault
        self.judged: list[tuple[str, str]] = []

    @property
    def name(self) -> str:
        return "fake-entailment"

    def score(self, premise: str, claim: str) -> float:
        self.judged.append((premise, claim))
        if self.fault is not None:
            raise self.fault
        said, known = set(claim.casefold().split()), set(premise.casefold().split())
        return len(said & known) / len(said) if said else 1.0
