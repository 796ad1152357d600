"""Flow 2: a question becomes evidence, evidence an answer, and only a verified answer is shown."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from rag.chunks.units import split_units
from rag.compose.abstain import MIN_SCORE, abstention_reason
from rag.compose.candidates import gather_candidates
from rag.compose.evidence import rank_evidence
from rag.compose.extractive import compose_answer
from rag.compose.phrases import abstention
from rag.index.keys import point_id
from rag.library import DocumentCache
from rag.ports import Embedder, PassageStore, Registry, SentenceScorer
from rag.retrieve.best_unit import lift_by_best_unit
from rag.retrieve.neighbours import neighbour_ids, widen
from rag.retrieve.question import understand
from rag.retrieve.reprints import drop_reprints
from rag.retrieve.rerank import RETRIEVER, Reranking, rerank
from rag.retrieve.search import search_passages
from rag.types import (
    Answer,
    Citation,
    Claim,
    Evidence,
    Filters,
    Hit,
    Query,
    Question,
    Reason,
    StoredPoint,
    Trace,
    Vector,
)
from rag.verify.verdict import keep_verified, render_answer, render_claim


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The passages that are considered, best first."""

    passages: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One verified sentence with its markers, and the citations they point to."""

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


@dataclass(frozen=True, slots=True)
class _Found:
    query: Query
    vector: Vector
    hits: tuple[Hit, ...]
    points: Mapping[str, StoredPoint]
    retriever: str


class _Stopwatch:
    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._begun = clock()
        self._seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        begun = self._clock()
        yield
        self._seconds[name] = round(self._seconds.get(name, 0.0) + self._clock() - begun, 6)

    def read(self) -> Mapping[str, float]:
        return {**self._seconds, "total": round(self._clock() - self._begun, 6)}


@dataclass(frozen=True, slots=True)
class AskFlow:
    """Answers questions over what is live in the registry. Safe to call from several threads."""

    embedder: Embedder
    store: PassageStore
    registry: Registry
    documents: DocumentCache
    scorer: SentenceScorer
    candidates: int
    lexical_weight: float
    settings_fingerprint: str
    clock: Callable[[], float] = time.perf_counter
    min_score: float = MIN_SCORE
    reranking: Reranking | None = None

    def ask(self, question: Question) -> Answer:
        """The verified answer, or an abstention with its reason.

        Raises: AdapterError when the model or the store fails.
        """
        *_, last = self.stream(question)
        assert isinstance(last, Done)
        return last.answer

    def stream(self, question: Question) -> Iterator[AskEvent]:
        """Retrieved, then a Sentence for each verified claim in order, then Done."""
        watch = _Stopwatch(self.clock)
        found = self._find(question.text, question, watch)
        hits = found.hits[: question.limit]
        yield Retrieved(hits)
        with watch.stage("compose"):
            ranked = self._rank(found, hits)
            reason = self._refusal(found, ranked)
            claims, citations = compose_answer(found.query, ranked) if reason is None else ((), ())
        with watch.stage("verify"):
            known = {hit.document.id: hit.document for hit in hits}
            kept, shown = keep_verified(claims, citations, known)
        if reason is None and not kept:
            reason = "not_supported"
        for claim in kept:
            cited = tuple(c for c in shown if c.n in claim.citations)
            yield Sentence(render_claim(claim), cited)
        answer = self._answer(question, found, hits, reason, kept, shown, watch)
        yield Done(_with_score(answer, ranked))

    def rank(self, question: Question) -> tuple[Evidence, ...]:
        """Everything that could be evidence, best first, with its features: for fitting weights."""
        found = self._find(question.text, question, _Stopwatch(self.clock))
        return self._rank(found, found.hits[: question.limit])

    def search(self, text: str, filters: Filters, limit: int) -> SearchResult:
        """Passages for the words of ``text``, best first, at most ``limit``."""
        watch = _Stopwatch(self.clock)
        found = self._find(text, Question(text, filters=filters), watch)
        return SearchResult(found.hits[:limit], watch.read())

    def _find(self, text: str, question: Question, watch: _Stopwatch) -> _Found:
        with watch.stage("analyse"):
            query = understand(text, question.language)
        with watch.stage("embed"):
            vector = self.embedder.embed_question(query.text)
        with watch.stage("retrieve"):
            hits = search_passages(
                self.store,
                self.registry,
                self.documents.read,
                query,
                vector,
                question.filters,
                max(self.candidates, question.limit),
                self.lexical_weight,
            )
            points = self.store.read_points([hit.point_id for hit in hits])
            hits = drop_reprints(lift_by_best_unit(hits, points, vector))
        retriever = RETRIEVER
        if self.reranking is not None:
            with watch.stage("rerank"):
                hits, retriever = rerank(self.reranking, query.text, hits)
        return _Found(query, vector, hits, points, retriever)

    def _rank(self, found: _Found, hits: tuple[Hit, ...]) -> tuple[Evidence, ...]:
        beside = self.store.read_points(neighbour_ids(hits, point_id))
        points = {**found.points, **beside}
        wide = widen(hits, points, point_id)
        candidates = gather_candidates(wide, points, found.vector, split_units)
        return rank_evidence(found.query, candidates, self.scorer)

    def _refusal(self, found: _Found, ranked: tuple[Evidence, ...]) -> Reason | None:
        if not found.hits and not self.registry.list_documents(1, None, None)[0]:
            return "empty_corpus"
        return abstention_reason(found.query, ranked, self.min_score)

    def _answer(
        self,
        question: Question,
        found: _Found,
        hits: tuple[Hit, ...],
        reason: Reason | None,
        claims: tuple[Claim, ...],
        citations: tuple[Citation, ...],
        watch: _Stopwatch,
    ) -> Answer:
        language = question.language or found.query.language
        refused = Answer(
            id=f"ans_{uuid.uuid4().hex}",
            question=question.text,
            standalone_question=found.query.text,
            language=language,
            verdict="abstained",
            reason=reason,
            text=abstention(reason or "no_evidence", language),
            claims=(),
            citations=(),
            passages=hits,
            timings=watch.read(),
            trace=Trace(
                self.settings_fingerprint, "extractive", found.retriever, _notes(found.query)
            ),
        )
        if reason is not None:
            return refused
        return replace(
            refused,
            verdict="answered",
            text=render_answer(claims),
            claims=claims,
            citations=citations,
        )


def _with_score(answer: Answer, ranked: Sequence[Evidence]) -> Answer:
    """The answer with the best evidence's score in its notes: how sure it is, shown or not."""
    if not ranked:
        return answer
    notes = {**answer.trace.notes, "score": repr(ranked[0].score)}
    return replace(answer, trace=replace(answer.trace, notes=notes))


def _notes(query: Query) -> Mapping[str, str]:
    return {
        "kind": query.kind,
        "names": ", ".join(query.names),
        "periods": ", ".join(
            "-".join(str(part) for part in (p.year, p.quarter, p.month, p.day) if part is not None)
            for p in query.periods
        ),
    }
