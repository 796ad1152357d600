"""Flow 2: a question becomes evidence, evidence an answer, and only a verified answer is shown."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from rag.answering.events import AskEvent, Done, Retrieved, SearchResult
from rag.answering.ranking import Ranking
from rag.answering.stopwatch import Stopwatch
from rag.answering.turns import take_turns
from rag.answering.writer import AnswerWriter
from rag.answering.written import Order, Written, with_score
from rag.chunks.units import split_units
from rag.compose.abstain import MIN_SCORE, abstention_reason
from rag.compose.candidates import gather_candidates
from rag.compose.confidence import confidence
from rag.compose.courtesies import courtesy_reply
from rag.compose.derived import derive, is_underived
from rag.compose.evidence import rank_evidence
from rag.compose.orders import drop_orders
from rag.compose.phrases import abstention
from rag.compose.preferences import prefer_fitting
from rag.compose.replies import prefer_reply
from rag.index.keys import point_id
from rag.library import DocumentCache
from rag.ports import Embedder, PassageStore, Registry, SentenceScorer
from rag.retrieve.constraints import constraints
from rag.retrieve.neighbours import neighbour_ids, widen
from rag.retrieve.passage_score import N_READ, order_passages
from rag.retrieve.question import frame_language, spoken_language, understand
from rag.retrieve.question_form import without_form
from rag.retrieve.reprints import drop_reprints
from rag.retrieve.rerank import RETRIEVER, Reranking, rerank
from rag.retrieve.search import Candidate, find_candidates, read_hits, read_placed
from rag.retrieve.standalone import complete
from rag.retrieve.turn import Completer, Meant, read_turn
from rag.types import (
    Answer,
    Evidence,
    Filters,
    Hit,
    Language,
    Query,
    Question,
    Reason,
    StoredPoint,
    Trace,
    Vector,
)

_OF_EVIDENCE: tuple[Reason, ...] = ("no_evidence", "weak_evidence")


@dataclass(frozen=True, slots=True)
class _Found:
    query: Query
    vector: Vector
    hits: tuple[Hit, ...]
    candidates: tuple[Candidate, ...]
    points: Mapping[str, StoredPoint]
    retriever: str


@dataclass(frozen=True, slots=True)
class _Judged:
    """Passages considered, evidence best first, why not to answer, how sure it is, 0..1, and the
    evidence for each part of the question, empty for a part that cannot be answered."""

    hits: tuple[Hit, ...]
    ranked: tuple[Evidence, ...]
    reason: Reason | None
    sure: float
    parts: tuple[tuple[Evidence, ...], ...] = ()


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
    writer: AnswerWriter = field(default_factory=AnswerWriter)
    completer: Completer = complete
    forms: Mapping[Language, Vector] = field(default_factory=dict)

    def ask(self, question: Question) -> Answer:
        """The verified answer, or an abstention with its reason.

        Raises: AdapterError when the model or the store fails.
        """
        *_, last = self.stream(question)
        assert isinstance(last, Done)
        return last.answer

    def stream(self, question: Question) -> Iterator[AskEvent]:
        """Retrieved, then a Sentence for each verified claim in order, then Done."""
        watch = Stopwatch(self.clock)
        with watch.stage("analyse"):
            meant = read_turn(question.text, question.history, self.completer)
        if not meant.is_searched:
            yield Retrieved(())
            yield Done(self._reply(question, meant, watch))
            return
        found = self._find(meant.text, _as_spoken(question, meant), watch)
        judged = self._judge_parts(found, question, watch) or self._judge(found, question, watch)
        hits, ranked, reason = judged.hits, judged.ranked, judged.reason
        yield Retrieved(hits)
        written = Written()
        if reason is None:
            known = {hit.document.id: hit.document for hit in hits}
            language = question.language or frame_language(found.query.text, found.query.language)
            order = Order(found.query, ranked, known, language, judged.parts)
            written = yield from self.writer.write(order, watch)
            reason = None if written.claims else "not_supported"
        answer = self._answer(question, found, hits, reason, written, watch)
        yield Done(with_score(answer, judged.sure))

    def rank(self, question: Question) -> Ranking:
        """Everything that could be evidence, with its features: for fitting weights."""
        meant = read_turn(question.text, question.history, self.completer)
        found = self._find(meant.text, _as_spoken(question, meant), Stopwatch(self.clock))
        ranked = self._rank(found, found.hits[: question.limit])
        return Ranking(found.query, ranked, found.candidates)

    def candidates_of(self, question: Question) -> tuple[Candidate, ...]:
        """Every passage found, best first, with what its score is made of: for fitting weights."""
        query = understand(question.text, question.language)
        return self._candidates(query, question, self.embedder.embed_question(query.text))[0]

    def search(self, text: str, filters: Filters, limit: int) -> SearchResult:
        """Passages for the words of ``text``, best first, at most ``limit``."""
        watch = Stopwatch(self.clock)
        found = self._find(text, Question(text, filters=filters, limit=limit), watch)
        return SearchResult(found.hits[:limit], watch.read())

    def _find(self, text: str, question: Question, watch: Stopwatch) -> _Found:
        with watch.stage("analyse"):
            query = understand(text, question.language)
        return self._find_for(query, question, watch)

    def _find_for(self, query: Query, question: Question, watch: Stopwatch) -> _Found:
        with watch.stage("embed"):
            vector = self.embedder.embed_question(query.text)
        with watch.stage("retrieve"):
            candidates, points = self._candidates(query, question, vector)
            n_shown = max(question.limit, self.reranking.n_passages if self.reranking else 0)
            hits = read_hits(candidates[:n_shown], self.documents.read)
        retriever = RETRIEVER
        if self.reranking is not None:
            with watch.stage("rerank"):
                hits, retriever = rerank(self.reranking, query.text, hits)
        return _Found(query, vector, hits, candidates, points, retriever)

    def _candidates(
        self, query: Query, question: Question, vector: Vector
    ) -> tuple[tuple[Candidate, ...], Mapping[str, StoredPoint]]:
        """All passages found, best first, and the points of those that were looked at closely."""
        most = max(self.candidates, question.limit)
        weight, filters = self.lexical_weight, question.filters
        found = find_candidates(self.store, self.registry, query, vector, filters, most, weight)
        near = [item.point_id for item in found[: max(N_READ, question.limit)]]
        points = self.store.read_points(near)
        bare = without_form(vector, self.forms.get(query.language))
        found = order_passages(query, found, points, bare, weight)
        return drop_reprints(found, lambda item: read_placed(item, self.documents.read)), points

    def _judge(self, found: _Found, question: Question, watch: Stopwatch) -> _Judged:
        hits = found.hits[: question.limit]
        with watch.stage("compose"):
            ranked = self._rank(found, hits)
            sure = confidence(found.query, ranked, found.candidates)
            ranked = prefer_reply(found.query, ranked)
            reason = self._refusal(found, ranked, sure)
            if reason in _OF_EVIDENCE or is_underived(found.query, ranked):
                # No single row answers «which is the largest», «how many are done»: the table does.
                derived = derive(found.query, ranked, found.query.language)
                reason = None if derived else reason or "weak_evidence"
            return _Judged(hits, ranked, reason, sure)

    def _judge_parts(self, whole: _Found, question: Question, watch: Stopwatch) -> _Judged | None:
        """Each part of the question on its own; None when it has none, or they find too little.

        Of two things compared both must be found, of two questions one.
        """
        each = [self._find_for(part, question, watch) for part in whole.query.parts]
        turns = take_turns([found.hits for found in each], key=lambda hit: hit.point_id)
        shown = {hit.point_id for hit in turns[: question.limit]}
        with watch.stage("compose"):
            parts: list[tuple[Evidence, ...]] = []
            sureties: list[float] = []
            for found in each:
                ranked = self._rank(found, tuple(h for h in found.hits if h.point_id in shown))
                sure = confidence(found.query, ranked, found.candidates)
                refused = self._refusal(found, ranked, sure) is not None
                parts.append(() if refused else ranked)
                sureties += [] if refused else [sure]
        enough = all(parts) if whole.query.alternatives else any(parts)
        if not parts or not enough:
            return None
        ranked = take_turns(parts, key=lambda item: (item.hit.point_id, item.unit))
        return _Judged(turns[: question.limit], ranked, None, min(sureties), tuple(parts))

    def _rank(self, found: _Found, hits: tuple[Hit, ...]) -> tuple[Evidence, ...]:
        beside = self.store.read_points(neighbour_ids(hits, point_id))
        points = {**found.points, **beside}
        wide = widen(hits, points, point_id)
        candidates = gather_candidates(wide, points, found.vector, split_units)
        ranked = drop_orders(found.query, rank_evidence(found.query, candidates, self.scorer))
        return prefer_fitting(found.query, ranked)

    def _refusal(self, found: _Found, ranked: tuple[Evidence, ...], sure: float) -> Reason | None:
        if not found.hits and not self.registry.list_documents(1, None, None)[0]:
            return "empty_corpus"
        return abstention_reason(found.query, ranked, sure, self.min_score)

    def _reply(self, question: Question, meant: Meant, watch: Stopwatch) -> Answer:
        """What is said without looking for anything: to a greeting, or to another request.

        The verdict is "abstained" for "out_of_scope": an answered one would have to carry
        citations, and clients show an abstention's text as it is.
        """
        spoken = meant.language or spoken_language(meant.text)
        language = question.language or frame_language(meant.text, spoken)
        said = (
            abstention("out_of_scope", language)
            if meant.courtesy is None
            else courtesy_reply(meant.courtesy, language)
        )
        return Answer(
            id=f"ans_{uuid.uuid4().hex}",
            question=question.text,
            standalone_question=meant.text,
            language=language,
            verdict="abstained",
            reason="out_of_scope",
            text=said,
            claims=(),
            citations=(),
            passages=(),
            timings=watch.read(),
            trace=Trace(self.settings_fingerprint, "extractive", RETRIEVER),
        )

    def _answer(
        self,
        question: Question,
        found: _Found,
        hits: tuple[Hit, ...],
        reason: Reason | None,
        written: Written,
        watch: Stopwatch,
    ) -> Answer:
        language = question.language or frame_language(found.query.text, found.query.language)
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
                self.settings_fingerprint,
                written.composer,
                found.retriever,
                {**constraints(found.query), **written.told()},
            ),
        )
        if reason is not None:
            return refused
        return replace(
            refused,
            verdict="answered",
            text=written.text,
            claims=written.claims,
            citations=written.citations,
        )


def _as_spoken(question: Question, meant: Meant) -> Question:
    """The question with the language it is in: that of the answer may be another, and decides
    only where the words could be of several."""
    spoken = meant.language or spoken_language(meant.text, question.language or "ru")
    return replace(question, language=spoken)
