"""The vocabulary of Derek: frozen records without behaviour, imported by every stage.

Offsets are Unicode code points into ``Document.text``; every span is half-open, ``text[start:end]``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

import numpy as np
import numpy.typing as npt

Language = Literal["kk", "ru", "en"]
ParagraphKind = Literal["paragraph", "list_item", "table_row", "heading"]
BlockKind = Literal["heading", "paragraph", "list_item", "table_row", "table_header"]
DocumentState = Literal["ready", "pending", "failed", "deleted"]
JobState = Literal["queued", "running", "done", "failed"]
Verdict = Literal["answered", "abstained"]
Reason = Literal[
    "no_evidence", "weak_evidence", "not_supported", "conflict", "empty_corpus", "out_of_scope"
]
AnswerKind = Literal[
    "number", "money", "share", "date", "person", "place", "organisation", "list", "yes_no", "other"
]
Vector = npt.NDArray[np.float32]
"""Shape (dimension,) for one text or (n, dimension) for several; rows have unit length."""


# --- documents ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """One table row. ``header`` is empty when the table has none, else as long as ``cells``."""

    table: str
    header: tuple[str, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """What a format reader yields, in reading order, before sections and offsets exist.

    ``level`` is 1..9 for a heading and 0 otherwise. ``date`` and ``url`` are set on the heading of
    a digest entry. A ``table_header`` block carries the header cells in ``row.cells``.
    """

    kind: BlockKind
    text: str
    level: int = 0
    row: Row | None = None
    page: int | None = None
    date: date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A parsed file: blocks in reading order, and the title and date the file itself declares."""

    blocks: tuple[Block, ...]
    title: str | None = None
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what is under it, up to the next heading of any level.

    ``path`` holds the headings from the outermost to this one (empty for text before the first
    heading). Sections tile the document: they are in order, do not overlap and leave no gap.
    """

    path: tuple[str, ...]
    level: int
    start: int
    end: int
    date: date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The smallest thing that is cited. ``section`` is an index into ``Document.sections``."""

    id: str
    kind: ParagraphKind
    start: int
    end: int
    section: int
    language: Language
    page: int | None = None
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One source, normalised once. ``paragraphs`` are in order and do not overlap."""

    id: str
    source: str
    title: str
    text: str
    language: Language
    date: date | None
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed and retrieved: neighbouring paragraphs of one section.

    ``first`` and ``last`` are half-open indices into ``Document.paragraphs``; a very long
    paragraph is split over several passages, so ``start`` and ``end`` may cut inside it.
    ``embedded_text`` is what the model and BM25 see; only ``text[start:end]`` is ever quoted.
    """

    id: str
    document_id: str
    first: int
    last: int
    start: int
    end: int
    section: int
    language: Language
    embedded_text: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, list item or table row that could be evidence; a span of one paragraph.

    ``paragraph`` is an index into ``Document.paragraphs``. ``embedded_text`` adds what the words
    hang on (headings, table header) for scoring; it is never quoted.
    """

    paragraph: int
    start: int
    end: int
    embedded_text: str


# --- index -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Point:
    """A passage as the store keeps it. ``id`` is a UUID made from version and passage id.

    ``lexical`` maps a 32-bit term number to its BM25 term-frequency part (see rag/text/bm25.py).
    ``unit_vectors`` has shape (n_units, dimension), one row for each unit of the passage in order.
    """

    id: str
    version_id: str
    passage: Passage
    dense: Vector
    lexical: Mapping[int, float]
    unit_vectors: Vector
    source: str
    collection: str
    groups: tuple[str, ...]
    date: date | None


@dataclass(frozen=True, slots=True)
class Filters:
    """Constraints on both legs; an empty tuple or None means no constraint.

    ``groups`` None is an asker who sees everything; a tuple shows documents without groups and
    those that share one.
    """

    source: tuple[str, ...] = ()
    language: tuple[Language, ...] = ()
    collection: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    groups: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class StoreHit:
    """One point found by one leg. ``score`` is larger for better, comparable within a leg only."""

    point_id: str
    version_id: str
    document_id: str
    passage_id: str
    score: float


@dataclass(frozen=True, slots=True)
class LegHits:
    """Both legs of one search, best first, ties by point id."""

    dense: tuple[StoreHit, ...]
    lexical: tuple[StoreHit, ...]


@dataclass(frozen=True, slots=True)
class VersionInventory:
    """What the store holds of one version: ``digest`` is the XOR of hashed point ids, hex."""

    n_points: int
    digest: str


# --- registry ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document as the registry knows it, with its newest version."""

    id: str
    source: str
    collection: str
    groups: tuple[str, ...]
    title: str
    language: Language | None
    date: date | None
    source_url: str | None
    state: DocumentState
    reason: str | None
    version_id: str
    sha256: str
    document_sha256: str | None
    n_bytes: int
    n_paragraphs: int
    n_passages: int
    digest: str
    ingested_at: datetime


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What is known of a version before it is parsed."""

    document_id: str
    source: str
    collection: str
    groups: tuple[str, ...]
    source_url: str | None
    date: date | None
    sha256: str
    n_bytes: int


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """What is known of a version once its passages are in the store and flushed."""

    version_id: str
    title: str
    language: Language
    date: date | None
    document_sha256: str
    n_paragraphs: int
    n_passages: int
    digest: str


@dataclass(frozen=True, slots=True)
class JobDocument:
    """One file of an ingestion job."""

    source: str
    state: DocumentState
    reason: str | None


@dataclass(frozen=True, slots=True)
class Job:
    """The progress of one upload."""

    id: str
    state: JobState
    done: int
    total: int
    documents: tuple[JobDocument, ...]


# --- asking ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation so far."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asks. ``language`` None means the question's own."""

    text: str
    history: tuple[Turn, ...] = ()
    filters: Filters = Filters()
    language: Language | None = None
    limit: int = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: ``score`` in 0..1 after fusion, ``dense`` and ``lexical`` as the legs gave
    them (None where the leg did not find it)."""

    point_id: str
    version_id: str
    document: Document
    record: DocumentRecord
    passage: Passage
    score: float
    dense: float | None
    lexical: float | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A unit that answers, with its score in 0..1 and the features it was scored by."""

    hit: Hit
    unit: Unit
    score: float
    features: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Citation:
    """A claim's exact source. ``quote == document.text[start:end]`` always."""

    n: int
    document_id: str
    document_title: str
    source: str
    source_url: str | None
    section: tuple[str, ...]
    paragraph_id: str
    kind: ParagraphKind
    quote: str
    start: int
    end: int
    page: int | None
    row: Row | None
    language: Language
    date: date | None
    supported: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer, without markers, and the citations that carry it (1-based)."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """How an answer was made: settings fingerprint, composer, retriever, constraints found."""

    settings: str
    composer: str
    retriever: str
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown. ``timings`` are seconds by stage."""

    id: str
    question: str
    standalone_question: str
    language: Language
    verdict: Verdict
    reason: Reason | None
    text: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    passages: tuple[Hit, ...]
    timings: Mapping[str, float]
    trace: Trace
