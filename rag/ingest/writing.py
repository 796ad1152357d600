"""Takes versions of documents from their bytes to being live, in an order no crash can spoil."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import count

from rag.errors import NotFound
from rag.index.alike import find_reprinted
from rag.index.versions import document_id, new_version
from rag.ingest.cutting import CutDocument
from rag.ports import BlobStore, PassageStore, Registry
from rag.text.digest import digest_ids
from rag.types import Document, DocumentRecord, NewVersion, Point, PublishedVersion, Upload

Lock = AbstractContextManager[object]


@dataclass(frozen=True, slots=True)
class Published:
    """What became live; ``reason`` names the older document whose text it reprints."""

    n_passages: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class VersionWriter:
    """Writes to blobs, registry and store; ``writing`` keeps writers apart."""

    blobs: BlobStore
    registry: Registry
    store: PassageStore
    writing: Lock

    def start(self, upload: Upload, sha256: str) -> tuple[str, NewVersion]:
        """Keep the bytes, then record a pending version; returns its id. Raises: StorageFull."""
        with self.writing:
            self.blobs.write_original(upload.content)
            version = new_version(upload, sha256, self._document_id(upload))
            return self.registry.start_version(version), version

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """A block whose records are one transaction."""
        with self.writing, self.registry.together():
            yield

    def keep(self, document: Document) -> None:
        """Keep a document before it is published, in whichever thread has it. Raises: StorageFull.

        One that is never published costs its place on the disk and nothing else.
        """
        self.blobs.write_document(document)

    def refuse(self, upload: Upload, reason: str) -> str:
        """Record that a file could not even be read; returns the document's id."""
        with self.writing:
            version = new_version(upload, "", self._document_id(upload))
            self.registry.fail_version(self.registry.start_version(version), reason)
        return version.document_id

    def fail(self, version_id: str, reason: str) -> None:
        """Record that a pending version came to nothing; one that was deleted stays so."""
        with self.writing, contextlib.suppress(NotFound):
            self.registry.fail_version(version_id, reason)

    def publish(
        self, documents: Sequence[tuple[CutDocument, Sequence[Point]]]
    ) -> list[Published | None]:
        """Write the points of several documents, flush once, make the documents live in one
        transaction, in order.

        None stands for a document that was deleted meanwhile. Raises: StorageFull, AdapterError;
        then none of them became live.
        """
        with self.writing:
            self.store.write_points([point for _, points in documents for point in points])
            self.store.flush()
            over: list[str] = []
            with self.registry.together():
                published = [self._make_live(cut, points, over) for cut, points in documents]
            self.remove(over)
        return published

    def delete(self, document_id: str) -> None:
        """Forget a document; from its transaction on no route shows it. Raises: NotFound."""
        with self.writing:
            self.remove(self.registry.delete_document(document_id))

    def forget(self, document_ids: Sequence[str]) -> None:
        """Forget those of the documents that are there."""
        with self.writing:
            over: list[str] = []
            for id_ in document_ids:
                with contextlib.suppress(NotFound):
                    over += self.registry.delete_document(id_)
            self.remove(over)

    def move(self, record: DocumentRecord, source: str, root: str) -> None:
        """Let a document come from another place; its id, version and vectors stay."""
        with self.writing:
            # First what is derived: after a crash in between the move is found and made again.
            self.store.relabel_version(record.version_id, source)
            self.store.flush()
            self.remove(self.registry.move_document(record.id, source, root))

    def remove(self, version_ids: Sequence[str]) -> None:
        """Remove the points of versions that nobody looks at any more, then their rows."""
        if version_ids:
            self.store.remove_versions(version_ids)
            self.store.flush()
            self.registry.forget_versions(version_ids)

    def _make_live(
        self, cut: CutDocument, points: Sequence[Point], over: list[str]
    ) -> Published | None:
        document = cut.document
        reprinted = self._find_reprinted(cut)
        version = PublishedVersion(
            version_id=cut.version_id,
            title=document.title,
            language=document.language,
            date=document.date,
            document_sha256=self.blobs.write_document(document),
            n_paragraphs=len(document.paragraphs),
            n_passages=len(points),
            digest=digest_ids(point.id for point in points),
            same_as=(reprinted.same_as or reprinted.id) if reprinted else None,
            sketch=cut.sketch,
        )
        try:
            over += self.registry.publish_version(version)
        except NotFound:
            over.append(cut.version_id)
            return None
        reason = f"The same text as {reprinted.source}." if reprinted else None
        return Published(len(points), reason)

    def _find_reprinted(self, cut: CutDocument) -> DocumentRecord | None:
        alike = self.registry.find_alike(cut.version.collection, cut.sketch)
        others = (pair for pair in alike if pair[0].id != cut.version.document_id)
        return find_reprinted(cut.document.title, cut.sketch, others)

    def _document_id(self, upload: Upload) -> str:
        """The id of the document at this source, else one that no moved document took along."""
        here = self.registry.find_by_source(upload.collection, upload.source)
        if here is not None:
            return here.id
        ids = (document_id(upload.collection, upload.source, n) for n in count())
        return next(id_ for id_ in ids if self.registry.find_document(id_) is None)
