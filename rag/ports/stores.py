"""What the core needs of the passage store, of the registry, and to let an index take over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from rag.types import (
    DocumentRecord,
    Filters,
    FolderRoot,
    IndexHandover,
    Job,
    JobDocument,
    JobState,
    LegHits,
    NewVersion,
    Point,
    PublishedVersion,
    StoredPoint,
    Vector,
    VersionInventory,
)


class PassageStore(Protocol):
    """Points in a vector engine. Derived from the registry; may be thrown away and rebuilt."""

    def write_points(self, points: Sequence[Point]) -> None:
        """Insert or replace points by id. Durable only after ``flush``."""

    def flush(self) -> None:
        """Return when everything written is on disk (or acknowledged by the server)."""

    def optimise(self) -> None:
        """Build the indexes that make searching fast; called after bulk writes."""

    def remove_versions(self, version_ids: Sequence[str]) -> None:
        """Remove all points of these versions; unknown ids are ignored."""

    def search(
        self, dense: Vector, lexical: Mapping[int, float], filters: Filters, limit: int
    ) -> LegHits:
        """Up to ``limit`` points from each leg under ``filters``, in one round trip.

        ``lexical`` may be empty: that leg is then empty. Dense scores are cosines in -1..1;
        lexical scores are BM25 with the engine's IDF, above 0.
        """

    def relabel_version(self, version_id: str, source: str) -> None:
        """Let the version's points be filtered by another source. Durable only after ``flush``."""

    def read_points(self, point_ids: Sequence[str]) -> Mapping[str, StoredPoint]:
        """Passages, their terms and unit vectors, by point id; unknown left out."""

    def inventory(self) -> Mapping[str, VersionInventory]:
        """What the store holds, by version id."""

    def close(self) -> None:
        """Flush and release; the store is unusable afterwards."""


class Registry(Protocol):
    """The truth about documents, versions, jobs and the index. Every write is one transaction."""

    def together(self) -> AbstractContextManager[None]:
        """A block whose writes by this thread are one transaction: seen by others and safe at its
        end, undone when an error leaves it. This thread sees them at once."""

    def start_version(self, version: NewVersion) -> str:
        """Record a pending version and return its id; a live older version stays live."""

    def publish_version(self, version: PublishedVersion) -> tuple[str, ...]:
        """Make the version live in one transaction; returns ids of versions it replaced."""

    def fail_version(self, version_id: str, reason: str) -> None:
        """Mark a pending version failed with a reason; a live older version stays live."""

    def delete_document(self, document_id: str) -> tuple[str, ...]:
        """Mark deleted at once and return its version ids. Raises: NotFound."""

    def forget_versions(self, version_ids: Sequence[str]) -> None:
        """Drop rows of versions that are neither live nor newest; their points are gone."""

    def find_document(self, document_id: str) -> DocumentRecord | None:
        """The document's live version, else its newest; None when unknown."""

    def find_by_sha256(self, collection: str, sha256: str) -> DocumentRecord | None:
        """A ready document of the collection with these bytes, or None."""

    def find_by_source(self, collection: str, source: str) -> DocumentRecord | None:
        """The document with this source in the collection, live or not; None when unknown."""

    def live_records(self, version_ids: Sequence[str]) -> Mapping[str, DocumentRecord]:
        """The records of those versions that are live and ready, by version id."""

    def list_live(self) -> tuple[DocumentRecord, ...]:
        """Every live, ready document, by id."""

    def list_documents(
        self, limit: int, cursor: str | None, words: str | None
    ) -> tuple[tuple[DocumentRecord, ...], str | None]:
        """A page of documents that are not deleted, by source then id, and the next cursor."""

    def list_unpublished(self) -> tuple[DocumentRecord, ...]:
        """Pending versions (interrupted work), by id."""

    def list_failed(self) -> tuple[DocumentRecord, ...]:
        """Newest versions that failed, by source then id; an older one may be live beside it."""

    def forget_failed(self, document_id: str) -> None:
        """Drop a document's failed versions where a live one remains; else nothing is changed."""

    def keep_root(self, collection: str, root: FolderRoot) -> None:
        """Record a folder that the collection is ingested from, in place of what is known of it."""

    def list_roots(self, collection: str) -> tuple[FolderRoot, ...]:
        """Folders that the collection was ingested from, by id."""

    def list_of_root(self, collection: str, root_id: str) -> tuple[DocumentRecord, ...]:
        """Documents of the collection from this folder that are not deleted, by source."""

    def move_document(self, document_id: str, source: str, root: str) -> tuple[str, ...]:
        """Say where a document comes from now; its id, versions and points stay what they are.

        What stood at that source is deleted with it; returns ids of its versions. Raises: NotFound.
        """

    def find_alike(
        self, collection: str, sketch: Sequence[int]
    ) -> tuple[tuple[DocumentRecord, tuple[int, ...]], ...]:
        """Live documents whose sketch shares one of its smallest numbers, with it, oldest first.

        Where many share some, those that share most of them, and the rarest: a bounded number, so
        that a filled form costs no more among thousands of its kind than among ten.
        """

    def switch_index(self, fingerprint: str, held: Mapping[str, VersionInventory]) -> None:
        """Record another index: its fingerprint, and what it holds of each live version."""

    def read_fingerprint(self) -> str | None:
        """The fingerprint the index was made with; None for a new data folder."""

    def write_fingerprint(self, fingerprint: str) -> None:
        """Record the fingerprint of the index."""

    def start_job(self, sources: Sequence[str]) -> Job:
        """Record a queued job over these sources."""

    def update_job(self, job_id: str, state: JobState, documents: Sequence[JobDocument]) -> None:
        """Record a job's progress. Raises: NotFound."""

    def find_job(self, job_id: str) -> Job | None:
        """A job, or None."""

    def list_open_jobs(self) -> tuple[Job, ...]:
        """Jobs that are queued or running, by id."""

    def add_feedback(self, answer_id: str, rating: str, comment: str | None) -> None:
        """Keep a rating of an answer."""

    def close(self) -> None:
        """Release the database."""


class Hold(Protocol):
    """Something that one process has at a time; free again when that process dies."""

    def acquire(self) -> None:
        """Take it. Raises: DataFolderInUse when another has it, AdapterUnavailable."""

    def release(self) -> None:
        """Give it free; does nothing when it is not held."""


class Handovers(Protocol):
    """The one note by which a process says that an index is whole and waits to take over."""

    def write_handover(self, handover: IndexHandover) -> None:
        """Leave the note, whole or not at all; safe on disk when it returns, and what went wrong
        with one before is forgotten. Raises: StorageFull, AdapterUnavailable."""

    def find_handover(self) -> IndexHandover | None:
        """The note; None when there is none that can be read."""

    def remove_handover(self) -> None:
        """Take the note away, with what was said of it."""

    def write_fault(self, fault: str) -> None:
        """Say why the index did not take over; the note stays."""

    def find_fault(self) -> str | None:
        """What was said last, None when nothing went wrong yet."""
