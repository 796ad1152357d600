"""Records of what the registry keeps: documents, versions, jobs, uploads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from rag.types.names import DEFAULT_COLLECTION, DocumentState, JobState, Language


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


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to ingest: ``source`` is its path below the folder it was found in."""

    source: str
    path: Path


@dataclass(frozen=True, slots=True)
class Upload:
    """Bytes handed over by HTTP, with what the sender says of them."""

    source: str
    content: bytes
    collection: str = DEFAULT_COLLECTION
    groups: tuple[str, ...] = ()
    source_url: str | None = None
    date: date | None = None
