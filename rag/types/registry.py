"""Records of what the registry keeps: documents, versions, jobs, uploads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from rag.types.names import DEFAULT_COLLECTION, DocumentState, JobState, Language


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document as the registry knows it, with its newest version.

    ``root`` is the id of the folder it was found in, None for an upload. ``same_as`` is the id of
    the document whose text it reprints, which need not exist any more.
    """

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
    root: str | None = None
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What is known of a version before it is parsed. ``root`` as in ``DocumentRecord``."""

    document_id: str
    source: str
    collection: str
    groups: tuple[str, ...]
    source_url: str | None
    date: date | None
    sha256: str
    n_bytes: int
    root: str | None = None


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """What is known of a version once its passages are in the store and flushed.

    ``sketch`` are numbers by which texts that are alike find one another, smallest first.
    """

    version_id: str
    title: str
    language: Language
    date: date | None
    document_sha256: str
    n_paragraphs: int
    n_passages: int
    digest: str
    same_as: str | None = None
    sketch: tuple[int, ...] = ()


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
    """A file to ingest: ``source`` is its path below the folder it was found in, ``root`` that
    folder's id, ``n_bytes`` its size when it was listed."""

    source: str
    path: Path
    root: str = ""
    n_bytes: int = 0


@dataclass(frozen=True, slots=True)
class FolderRoot:
    """A folder that files are ingested from: ``id`` is made from where it stands, ``path`` is for
    the operator's eyes only, ``volume`` names the file system it stands on."""

    id: str
    path: str
    volume: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """Bytes to ingest, with what is said of them; ``root`` as in ``DocumentRecord``."""

    source: str
    content: bytes
    collection: str = DEFAULT_COLLECTION
    groups: tuple[str, ...] = ()
    source_url: str | None = None
    date: date | None = None
    root: str | None = None
