"""The registry: each method is one transaction over the tables."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from rag.adapters.sql_registry import folders, jobs, sketches, versions
from rag.adapters.sql_registry.engine import WRITES, open_engine
from rag.adapters.sql_registry.errors import database_errors
from rag.adapters.sql_registry.schema import make_tables
from rag.adapters.sql_registry.tables import DOCUMENTS, FEEDBACK, SETTINGS
from rag.types import (
    DocumentRecord,
    FolderRoot,
    Job,
    JobDocument,
    JobState,
    NewVersion,
    PublishedVersion,
    VersionInventory,
)

FINGERPRINT = "fingerprint"


class _Mine(threading.local):
    """The transaction that the current thread is in, where it is in one."""

    connection: sa.Connection | None = None


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class SqlRegistry:
    """A ``Registry`` in a SQLite file or behind a database URL.

    Any number of threads may read; writers take turns. Every method may raise AdapterUnavailable,
    AdapterTimedOut and AdapterProtocolError; those that write, StorageFull.
    """

    def __init__(self, where: Path | str, clock: Callable[[], datetime] = utc_now) -> None:
        """Open the database, making its tables when it is new. Raises: IndexIncompatible."""
        self._clock = clock
        self._writing = threading.RLock()
        self._mine = _Mine()
        self._engine = open_engine(where)
        self._writer = self._engine.execution_options(**{WRITES: True})
        with self._write() as connection:
            make_tables(connection)

    @contextmanager
    def together(self) -> Iterator[None]:
        """A block whose writes by this thread are one transaction, which its reads see."""
        with self._write() as connection:
            outer, self._mine.connection = self._mine.connection, connection
            try:
                yield
            finally:
                self._mine.connection = outer

    def start_version(self, version: NewVersion) -> str:
        """Record a pending version and return its id; a live older version stays live."""
        with self._write() as connection:
            return versions.start_version(connection, version, self._clock())

    def publish_version(self, version: PublishedVersion) -> tuple[str, ...]:
        """Make the version live; returns ids of the document's older versions, live or not.

        Raises: NotFound when it is not pending, so a deleted document is not revived.
        """
        with self._write() as connection:
            older = versions.publish_version(connection, version, self._clock())
            sketches.write_sketch(connection, version.version_id, version.sketch)
            return older

    def fail_version(self, version_id: str, reason: str) -> None:
        """Mark a pending version failed with a reason. Raises: NotFound when it is not pending."""
        with self._write() as connection:
            versions.fail_version(connection, version_id, reason)

    def delete_document(self, document_id: str) -> tuple[str, ...]:
        """Mark deleted at once and return its version ids. Raises: NotFound, also when it was
        deleted before."""
        with self._write() as connection:
            return versions.delete_document(connection, document_id)

    def forget_versions(self, version_ids: Sequence[str]) -> None:
        """Drop rows of versions that are neither live nor newest; unknown ids are ignored."""
        with self._write() as connection:
            versions.forget_versions(connection, version_ids)

    def find_document(self, document_id: str) -> DocumentRecord | None:
        """The document's live version, else its newest; None when unknown."""
        with self._read() as connection:
            return versions.find_shown(connection, DOCUMENTS.c.id == document_id)

    def find_by_sha256(self, collection: str, sha256: str) -> DocumentRecord | None:
        """A ready document of the collection with these bytes (the first by id), or None."""
        with self._read() as connection:
            return versions.find_by_sha256(connection, collection, sha256)

    def find_by_source(self, collection: str, source: str) -> DocumentRecord | None:
        """The document with this source in the collection, live or not; None when unknown."""
        with self._read() as connection:
            return versions.find_shown(
                connection, DOCUMENTS.c.collection == collection, DOCUMENTS.c.source == source
            )

    def live_records(self, version_ids: Sequence[str]) -> Mapping[str, DocumentRecord]:
        """The records of those versions that are live and ready, by version id."""
        with self._read() as connection:
            return versions.live_records(connection, version_ids)

    def list_live(self) -> tuple[DocumentRecord, ...]:
        """Every live, ready document, by id."""
        with self._read() as connection:
            return versions.list_live(connection)

    def list_documents(
        self, limit: int, cursor: str | None, words: str | None
    ) -> tuple[tuple[DocumentRecord, ...], str | None]:
        """A page of documents that are not deleted, by source then id, and the next cursor.

        ``words``: every one of them must stand in title or source, whatever the case.
        Raises: ValueError for a cursor that was not given out.
        """
        with self._read() as connection:
            return versions.list_page(connection, limit, cursor, words)

    def list_unpublished(self) -> tuple[DocumentRecord, ...]:
        """Pending versions (interrupted work), by document id, oldest first."""
        with self._read() as connection:
            return versions.list_pending(connection)

    def list_failed(self) -> tuple[DocumentRecord, ...]:
        """The newest version of every document where that one failed, by source then id."""
        with self._read() as connection:
            return folders.list_failed(connection)

    def forget_failed(self, document_id: str) -> None:
        """Drop a document's failed versions where a live one remains; else change nothing."""
        with self._write() as connection:
            folders.forget_failed(connection, document_id)

    def keep_root(self, collection: str, root: FolderRoot) -> None:
        """Record a folder of the collection, in place of what is known of it."""
        with self._write() as connection:
            folders.keep_root(connection, collection, root)

    def list_roots(self, collection: str) -> tuple[FolderRoot, ...]:
        """Folders that the collection was ingested from, by id."""
        with self._read() as connection:
            return folders.list_roots(connection, collection)

    def list_of_root(self, collection: str, root_id: str) -> tuple[DocumentRecord, ...]:
        """Documents of the collection from this folder that are not deleted, by source."""
        with self._read() as connection:
            return folders.list_of_root(connection, collection, root_id)

    def move_document(self, document_id: str, source: str, root: str) -> tuple[str, ...]:
        """Say where a document comes from now; returns versions of the one that gave way to it.

        Raises: NotFound, also when it was deleted.
        """
        with self._write() as connection:
            return folders.move_document(connection, document_id, source, root)

    def find_alike(
        self, collection: str, sketch: Sequence[int]
    ) -> tuple[tuple[DocumentRecord, tuple[int, ...]], ...]:
        """Live documents whose sketch shares one of its smallest numbers, oldest first; of many
        those that share most."""
        with self._read() as connection:
            return sketches.find_alike(connection, collection, sketch)

    def switch_index(self, fingerprint: str, held: Mapping[str, VersionInventory]) -> None:
        """Record another index: its fingerprint, and what it holds of each version."""
        with self._write() as connection:
            versions.write_inventory(connection, held)
            _write_fingerprint(connection, fingerprint)

    def read_fingerprint(self) -> str | None:
        """The fingerprint the index was made with; None for a new data folder."""
        query = sa.select(SETTINGS.c.value).where(SETTINGS.c.name == FINGERPRINT)
        with self._read() as connection:
            return connection.scalar(query)

    def write_fingerprint(self, fingerprint: str) -> None:
        """Record the fingerprint of the index."""
        with self._write() as connection:
            _write_fingerprint(connection, fingerprint)

    def start_job(self, sources: Sequence[str]) -> Job:
        """Record a queued job over these sources."""
        with self._write() as connection:
            return jobs.start_job(connection, sources, self._clock())

    def update_job(self, job_id: str, state: JobState, documents: Sequence[JobDocument]) -> None:
        """Replace a job's state and documents. Raises: NotFound."""
        with self._write() as connection:
            jobs.update_job(connection, job_id, state, documents)

    def find_job(self, job_id: str) -> Job | None:
        """A job, or None. A document of it is done when it is no longer pending."""
        with self._read() as connection:
            return jobs.find_job(connection, job_id)

    def list_open_jobs(self) -> tuple[Job, ...]:
        """Jobs that are queued or running, by id."""
        with self._read() as connection:
            return jobs.list_open_jobs(connection)

    def add_feedback(self, answer_id: str, rating: str, comment: str | None) -> None:
        """Keep a rating of an answer."""
        given = {"answer_id": answer_id, "rating": rating, "comment": comment}
        with self._write() as connection:
            connection.execute(FEEDBACK.insert().values(given_at=self._clock(), **given))

    def close(self) -> None:
        """Release the database."""
        self._engine.dispose()

    @contextmanager
    def _write(self) -> Iterator[sa.Connection]:
        if self._mine.connection is not None:
            with database_errors():
                yield self._mine.connection
            return
        with self._writing, database_errors(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def _read(self) -> Iterator[sa.Connection]:
        if self._mine.connection is not None:
            with database_errors():
                yield self._mine.connection
            return
        with database_errors(), self._engine.begin() as connection:
            yield connection


def _write_fingerprint(connection: sa.Connection, fingerprint: str) -> None:
    connection.execute(SETTINGS.delete().where(SETTINGS.c.name == FINGERPRINT))
    connection.execute(SETTINGS.insert().values(name=FINGERPRINT, value=fingerprint))
