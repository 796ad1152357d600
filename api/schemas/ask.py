"""The wire of ``POST /v1/ask``: question, answer, citations and streamed events."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from api.schemas.rows import Row
from api.schemas.search import Filters
from api.schemas.wire import Language, ParagraphKind, QuestionText, TextLanguage, Wire


class Turn(Wire):
    """One message of the conversation so far."""

    role: Literal["user", "assistant"]
    content: str = Field(max_length=20_000)


class AskRequest(Wire):
    """A question, its conversation and its constraints."""

    question: QuestionText = Field(description="1 to 2000 characters after trimming")
    history: list[Turn] = Field(default=[], max_length=20)
    filters: Filters = Filters()
    language: Language | None = Field(
        default=None, description="of the answer; null: the question's own"
    )
    limit: int = Field(default=8, ge=1, le=50, description="passages considered for the answer")
    stream: bool = Field(default=False, description="true: Server-Sent Events")


class Citation(Wire):
    """The exact span a claim rests on: ``quote == text[start:end]`` of the document's text."""

    n: int
    document_id: str
    document_title: str
    source: str
    source_url: str | None
    section: list[str]
    paragraph_id: str
    kind: ParagraphKind
    quote: str
    start: int
    end: int
    page: int | None
    row: Row | None
    language: TextLanguage = Field(description='of the quote; "mixed" where two share it')
    date: date | None
    url: str
    supported: bool


class Passage(Wire):
    """A passage that was considered."""

    document_id: str
    document_title: str
    paragraph_ids: list[str]
    score: float
    text: str
    section: list[str]


class Trace(Wire):
    """How the answer was made."""

    settings: str
    composer: str
    retriever: str
    notes: dict[str, str] = Field(
        default={}, description="what else is worth knowing, such as why a model did not write"
    )


class Answer(Wire):
    """An answer whose every sentence is cited, or a plain abstention with the reason."""

    id: str
    question: str
    standalone_question: str
    language: Language
    verdict: Literal["answered", "abstained"]
    reason: (
        Literal[
            "no_evidence",
            "weak_evidence",
            "not_supported",
            "conflict",
            "empty_corpus",
            "out_of_scope",
        ]
        | None
    )
    text: str
    citations: list[Citation]
    passages: list[Passage]
    timings: dict[str, float]
    trace: Trace


class RetrievedEvent(Wire):
    """SSE event ``retrieved``: what is considered, best first."""

    passages: list[Passage]


class SentenceEvent(Wire):
    """SSE event ``sentence``: one verified sentence with its citations."""

    text: str
    citations: list[Citation]


class ErrorEvent(Wire):
    """SSE event ``error``: the stream ends here."""

    code: str
    message: str
