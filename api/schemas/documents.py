"""The wire of documents and their text."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from api.schemas.rows import Row
from api.schemas.wire import DocumentState, Language, ParagraphKind, TextLanguage, Wire


class DocumentRecord(Wire):
    """A document. ``paragraphs`` and ``passages`` are counts, ``bytes`` the original's size."""

    id: str
    title: str
    source: str
    source_url: str | None
    language: Language | None
    date: date | None
    collection: str
    groups: list[str]
    paragraphs: int
    passages: int
    bytes: int
    sha256: str
    state: DocumentState
    reason: str | None
    ingested_at: datetime


class DocumentList(Wire):
    """A page of documents and where the next one begins; null at the end."""

    documents: list[DocumentRecord]
    next_cursor: str | None


class Failure(Wire):
    """A quarantined file with its reason, and what to type once that is seen to."""

    document: DocumentRecord
    mend: str


class FailureList(Wire):
    """What ``derek documents failed --json`` prints."""

    failed: list[Failure]


class Paragraph(Wire):
    """A paragraph's span, half-open, in code points, and the headings it stands under."""

    id: str
    kind: ParagraphKind
    start: int
    end: int
    section: list[str]
    page: int | None
    row: Row | None = None
    aside: Literal["note", "comment", "text_box"] | None = Field(
        default=None, description="what it is when it stands beside the text"
    )
    language: TextLanguage | None = Field(
        default=None, description='"mixed" where two languages share it'
    )


class DocumentText(Wire):
    """The normalised text that all spans point into."""

    text: str
    paragraphs: list[Paragraph]
