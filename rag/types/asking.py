"""Records of a question and its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

from rag.types.documents import Document, Passage, Row, Unit
from rag.types.index import Filters
from rag.types.names import AnswerKind, Language, Operation, ParagraphKind, Reason, Verdict
from rag.types.registry import DocumentRecord


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
class Period:
    """A date or a stretch of time a text speaks of; None where it is silent."""

    year: int | None = None
    quarter: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A question understood. ``terms`` are analysed content words in order; ``names`` are the
    terms that were written as names; ``numbers`` are values asked about, periods left out.

    ``polar``: yes or no is asked; ``enumerates``: all items of something are; ``operation``: what
    has to be worked out. ``parts`` are the questions that the whole falls into, each complete in
    itself and without parts of its own; empty for a plain question. ``alternatives`` are the things
    compared, as they are written, one for each part; empty where nothing is compared. ``asking`` is
    what of the whole question a part is, as it was written; empty for a whole one. ``kind_terms``
    are the terms that do no more than ask for the kind of answer.
    """

    text: str
    language: Language
    terms: tuple[str, ...]
    names: tuple[str, ...]
    numbers: tuple[float, ...]
    periods: tuple[Period, ...]
    kind: AnswerKind
    polar: bool = False
    enumerates: bool = False
    operation: Operation | None = None
    parts: tuple[Query, ...] = ()
    alternatives: tuple[str, ...] = ()
    asking: str = ""
    kind_terms: frozenset[str] = frozenset()


class LegScores(Protocol):
    """Something found, with what each leg gave it; None where a leg did not find it."""

    @property
    def dense(self) -> float | None:
        """Cosine, -1..1."""

    @property
    def lexical(self) -> float | None:
        """BM25, above 0."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: ``score`` in 0..1, ``dense`` and ``lexical`` as the legs gave them (None
    where the leg did not find it), ``parts`` what the score is made of, each in 0..1."""

    point_id: str
    version_id: str
    document: Document
    record: DocumentRecord
    passage: Passage
    score: float
    dense: float | None
    lexical: float | None
    parts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A unit that answers, with its score in 0..1 and the features it was scored by."""

    hit: Hit
    unit: Unit
    score: float
    features: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Citation:
    """A claim's exact source. ``quote == document.text[start:end]`` always.

    ``language`` and ``second`` are the quote's, as in ``Paragraph``.
    """

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
    second: Language | None = None


@dataclass(frozen=True, slots=True)
class CellCondition:
    """What the cell of a column has to meet; every part that is set must hold.

    ``words`` are analysed words, each as its term and its weak keys, that the cell carries;
    ``period`` is one that it names; with ``side`` its dates lie before the end of that period
    ("until"; before all of it where that is a year) or after it ("since"); ``above`` and
    ``below`` bound its number, exclusive, as it is
    written; ``done`` is whether it says that something is done, or that it is not. With
    ``heading`` the words stand in a heading over the row, and no cell is looked at.
    """

    column: int
    words: tuple[tuple[str, ...], ...] = ()
    period: Period | None = None
    side: Literal["until", "since"] | None = None
    above: float | None = None
    below: float | None = None
    done: bool | None = None
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Operand:
    """What a result rests on: ``text[start:end]`` of a document, inside one paragraph of it.

    ``column`` is that of the cell it stands for, where the paragraph is a table row.
    """

    document_id: str
    paragraph_id: str
    start: int
    end: int
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Computation:
    """How a claim's result was worked out, so that it can be worked out again.

    "sum": of all operands; "difference": the first less the second; "most", "least": the first
    operand is the largest or smallest of all; "count": how many operands there are: rows of one
    table, all those that meet ``conditions``. ``value`` is in the scale in which the operands are
    written.
    """

    operation: Operation
    operands: tuple[Operand, ...]
    value: float
    conditions: tuple[CellCondition, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer, without markers, and the citations that carry it (1-based).

    ``computation`` is set where it says something that stands in no citation but follows from them.
    """

    text: str
    citations: tuple[int, ...]
    computation: Computation | None = None


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
