"""A Derek in this process: the flows, called directly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from eval.records import Case, Cited, Context
from eval.targets.target import Asked, Searched, told_count
from rag.assembly import Derek
from rag.errors import NotFound
from rag.text.mixture import language_name
from rag.types import Answer, Citation, Filters, Hit, Question

SUFFIX = ".txt"
"""Passages of a set are ingested as plain text files named by their id."""


@dataclass(slots=True)
class InProcess:
    """``of_passages`` says that sources are ids of a set's passages."""

    derek: Derek
    of_passages: bool = False
    label: str = "in process"
    _tokens: dict[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """As it was labelled."""
        return self.label

    def settings(self) -> Mapping[str, object]:
        """All settings but the places on this machine, with the model's name."""
        tree = self.derek.settings.model_dump(mode="json", exclude={"data", "cache", "serve"})
        tree["store"].pop("api_key")
        tree["llm"].pop("key")
        return {**tree, "embedder": self.derek.embedder.name}

    def ask(self, case: Case) -> Asked:
        """Ask with the case's history, filters and groups."""
        question = Question(case.question, history=case.history, filters=_filters(case))
        answer = self.derek.ask.ask(question)
        score = answer.trace.notes.get("score")
        return Asked(
            verdict=answer.verdict,
            reason=answer.reason,
            text=answer.text,
            standalone_question=answer.standalone_question,
            language=answer.language,
            citations=tuple(self._cited(citation) for citation in answer.citations),
            confidence=None if score is None else float(score),
            seconds=answer.timings,
            tokens=self._count(answer),
            n_drafted=told_count(answer.trace.notes, "sentences"),
            n_unsupported=told_count(answer.trace.notes, "unsupported"),
        )

    def search(self, case: Case, limit: int) -> Searched:
        """Search with the case's filters and groups."""
        result = self.derek.ask.search(case.question, _filters(case), limit)
        return Searched(tuple(self._context(hit) for hit in result.passages), result.timings)

    def source_of(self, hit: Hit) -> str:
        """The hit's source as the set names it."""
        return self._source(hit.document.source)

    def _source(self, source: str) -> str:
        return source.removesuffix(SUFFIX) if self.of_passages else source

    def _context(self, hit: Hit) -> Context:
        text = hit.document.text[hit.passage.start : hit.passage.end]
        return Context(self._source(hit.document.source), text, hit.score)

    def _cited(self, citation: Citation) -> Cited:
        return Cited(
            source=self._source(citation.source),
            quote=citation.quote,
            start=citation.start,
            end=citation.end,
            document_id=citation.document_id,
            kind=citation.kind,
            language=language_name(citation.language, citation.second),
            exact=self._is_exact(citation),
        )

    def _is_exact(self, citation: Citation) -> bool:
        try:
            text = self.derek.library.read_document(citation.document_id).text
        except NotFound:
            return False
        return text[citation.start : citation.end] == citation.quote

    def _count(self, answer: Answer) -> Mapping[str, int]:
        charged = {
            f"model_{side}": int(answer.trace.notes.get(f"{side}_tokens", "0"))
            for side in ("input", "output")
        }
        return {
            "question": self.derek.embedder.count_tokens(answer.question),
            "answer": self.derek.embedder.count_tokens(answer.text),
            "context": sum(self._count_passage(hit) for hit in answer.passages),
            **charged,
        }

    def _count_passage(self, hit: Hit) -> int:
        if hit.point_id not in self._tokens:
            text = hit.document.text[hit.passage.start : hit.passage.end]
            self._tokens[hit.point_id] = self.derek.embedder.count_tokens(text)
        return self._tokens[hit.point_id]


@lru_cache(maxsize=1024)
def _with_groups(filters: Filters, groups: tuple[str, ...] | None) -> Filters:
    return replace(filters, groups=groups)


def _filters(case: Case) -> Filters:
    return _with_groups(case.filters, case.groups)
