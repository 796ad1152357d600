"""The vocabulary of evaluation: cases, sets, rows and runs, frozen and without behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from rag.types import Filters, ParagraphKind, Turn


@dataclass(frozen=True, slots=True)
class Gold:
    """Where an answer stands: a source of the corpus and words of it, as they are written there.

    White space, case, ё and quotation marks do not count; the cells of a row are joined by spaces.
    """

    source: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One row of a set. Every group of ``answers`` must be met, by any of its accepted strings.

    ``relevant`` grades documents by source (above 0 is relevant) for sets that judge retrieval.
    An unanswerable case has no ``answers`` and no ``evidence``. ``groups`` None is an asker who
    sees everything. ``lang`` is a language code or empty where the set does not say.
    """

    id: str
    question: str
    lang: str = ""
    kind: str = "fact"
    answerable: bool = True
    answers: tuple[tuple[str, ...], ...] = ()
    evidence: tuple[Gold, ...] = ()
    relevant: Mapping[str, int] = field(default_factory=dict)
    history: tuple[Turn, ...] = ()
    filters: Filters = Filters()
    groups: tuple[str, ...] | None = None
    split: str | None = None


@dataclass(frozen=True, slots=True)
class SetPassage:
    """A passage that a set brings along; it is ingested as a document whose source is ``id``."""

    id: str
    title: str
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What questions are asked over: a folder of documents, or passages of the set, or neither
    (the target holds its documents already)."""

    folder: Path | None = None
    passages: tuple[SetPassage, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Cases in order, with their corpus. ``digest`` is of the cases alone, in hex."""

    name: str
    cases: tuple[Case, ...]
    corpus: Corpus
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A citation as it was shown; ``exact`` tells whether the quote is what stands at its place."""

    source: str
    quote: str
    start: int
    end: int
    document_id: str
    kind: ParagraphKind
    language: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Context:
    """A passage that was found, for people and judges to read."""

    source: str
    text: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What came of one case. Holds nothing that differs between equal runs.

    ``ranking`` names what was found, best first, in the terms of ``eval.metrics.ranking``; None
    when nothing was searched. ``verdict`` None: nothing was asked. ``confidence`` in 0..1, None
    where the target does not tell. ``tokens`` are counts by name. ``n_drafted`` sentences were
    verified and ``n_unsupported`` of them dropped, None where nothing was drafted or told.
    ``relevant_lang`` is the language that the answer stands in, empty where the set brings no
    passages that would tell.
    """

    id: str
    verdict: Literal["answered", "abstained"] | None = None
    reason: str | None = None
    text: str = ""
    standalone_question: str = ""
    language: str = ""
    citations: tuple[Cited, ...] = ()
    confidence: float | None = None
    ranking: tuple[str, ...] | None = None
    contexts: tuple[Context, ...] = ()
    tokens: Mapping[str, int] = field(default_factory=dict)
    n_drafted: int | None = None
    n_unsupported: int | None = None
    judged: Mapping[str, float] = field(default_factory=dict)
    unjudged: Mapping[str, str] = field(default_factory=dict)
    relevant_lang: str = ""


@dataclass(frozen=True, slots=True)
class Seconds:
    """Time one case took: ``stages`` of the ask flow with ``total``, and of the search."""

    id: str
    ask: Mapping[str, float] = field(default_factory=dict)
    search: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with what came of it: what every metric looks at."""

    case: Case
    row: Row
    seconds: Seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a run was. ``complete`` is false until every row is written; times are RFC 3339 UTC.

    ``flow_seconds`` is the time that the target itself says it took, over all workers.
    """

    set_name: str
    set_digest: str
    corpus_digest: str
    n_cases: int
    target: str
    settings: Mapping[str, object]
    fingerprint: str
    versions: Mapping[str, str]
    git: str
    seed: int
    tasks: tuple[str, ...]
    workers: int
    command: str
    started: str
    complete: bool = False
    finished: str | None = None
    seconds: float = 0.0
    flow_seconds: float = 0.0
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run as it is read back, in the order of its set."""

    name: str
    manifest: Manifest
    judged: tuple[Judged, ...]
