"""What is stored: records, normalised text and original bytes of documents that may be seen."""

from __future__ import annotations

import shlex
import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from rag.errors import NotFound
from rag.ports import BlobStore, Registry
from rag.types import DEFAULT_COLLECTION, Document, DocumentRecord

MAX_CACHED_CHARACTERS = 20_000_000
"""Normalised text kept in memory: about 80 MB with its paragraphs, some hundred reports."""


@dataclass(slots=True)
class DocumentCache:
    """Parsed documents by the hash of their stored form, the least used thrown out first."""

    blobs: BlobStore
    max_characters: int = MAX_CACHED_CHARACTERS
    _kept: OrderedDict[str, Document] = field(default_factory=OrderedDict)
    _n_characters: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def read(self, sha256: str) -> Document:
        """The document. Raises: NotFound, AdapterProtocolError for a damaged one."""
        with self._lock:
            found = self._kept.get(sha256)
            if found is not None:
                self._kept.move_to_end(sha256)
                return found
        document = self.blobs.read_document(sha256)
        with self._lock:
            if sha256 not in self._kept:
                self._kept[sha256] = document
                self._n_characters += len(document.text)
            while self._n_characters > self.max_characters and len(self._kept) > 1:
                _, dropped = self._kept.popitem(last=False)
                self._n_characters -= len(dropped.text)
        return document


@dataclass(frozen=True, slots=True)
class Failure:
    """A quarantined file: ``record.reason`` says what is wrong, ``mend`` is what to type once that
    is seen to."""

    record: DocumentRecord
    mend: str


@dataclass(frozen=True, slots=True)
class Library:
    """Read access to documents. A document that is not ready, deleted or of groups that the asker
    does not share is not there at all."""

    registry: Registry
    blobs: BlobStore
    cache: DocumentCache

    def list_documents(
        self, limit: int, cursor: str | None, words: str | None
    ) -> tuple[tuple[DocumentRecord, ...], str | None]:
        """A page of documents that are not deleted, and the cursor of the next page."""
        return self.registry.list_documents(limit, cursor, words)

    def find(self, document_id: str, groups: tuple[str, ...] | None = None) -> DocumentRecord:
        """The record. ``groups`` None sees everything. Raises: NotFound."""
        record = self.registry.find_document(document_id)
        if record is None or record.state == "deleted" or not is_visible(record, groups):
            raise NotFound("There is no such document.")
        return record

    def list_failed(self) -> tuple[Failure, ...]:
        """Every quarantined file, by source; for the operator, since it names folders."""
        return tuple(Failure(record, self._mend(record)) for record in self.registry.list_failed())

    def read_document(self, document_id: str, groups: tuple[str, ...] | None = None) -> Document:
        """The normalised document. Raises: NotFound, also while it is not ready."""
        record = self.find(document_id, groups)
        if record.state != "ready" or record.document_sha256 is None:
            raise NotFound("The document is not ready.")
        return self.cache.read(record.document_sha256)

    def read_original(
        self, document_id: str, groups: tuple[str, ...] | None = None
    ) -> tuple[DocumentRecord, bytes]:
        """The record and the bytes as they were handed in. Raises: NotFound."""
        record = self.find(document_id, groups)
        return record, self.blobs.read_original(record.sha256)

    def _mend(self, record: DocumentRecord) -> str:
        roots = {root.id: root.path for root in self.registry.list_roots(record.collection)}
        path = roots.get(record.root or "")
        if path is None:
            return f"upload it again, or: derek documents delete {record.id}"
        other = record.collection != DEFAULT_COLLECTION
        collection = f" --collection {shlex.quote(record.collection)}" if other else ""
        return f"derek ingest {shlex.quote(path)}{collection}"


def is_visible(record: DocumentRecord, groups: tuple[str, ...] | None) -> bool:
    """Whether an asker with these groups may see the document."""
    return groups is None or not record.groups or bool(set(record.groups) & set(groups))
