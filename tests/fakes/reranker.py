"""A reranker without a model: it counts the words that text and question share."""

from __future__ import annotations

from collections.abc import Sequence

from rag.errors import AdapterError


class FakeReranker:
    """Shared words, counted; ``fault`` is raised instead where there is one."""

    def __init__(self, fault: AdapterError | None = None) -> None:
        self.fault = fault
        self.judged: list[tuple[str, ...]] = []

    @property
    def name(self) -> str:
        return "fake-words"

    def score(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        if self.fault is not None:
            raise self.fault
        self.judged.append(tuple(texts))
        asked = set(question.casefold().split())
        return [float(len(asked.intersection(text.casefold().split()))) for text in texts]
