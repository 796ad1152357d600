"""Flow 1: bytes become a document, its passages are indexed, then the version becomes live.

The order is what keeps a crash harmless: original bytes, pending version, points under new ids,
flush, stored document, one transaction that makes the version live, and only then the old points
are removed. Whatever stops half-way is invisible and is made again.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np

from rag.chunks.pack import pack_passages
from rag.chunks.units import split_units
from rag.errors import CorpusError, EmptyFile, NotFound
from rag.index.embed import embed_texts
from rag.index.points import make_points
from rag.index.reconcile import plan_repair
from rag.index.versions import new_version, stored_version
from rag.jobs import JobWatcher
from rag.ports import (
    BlobStore,
    DraftReader,
    Embedder,
    PassageStore,
    Registry,
    SourceFiles,
    VectorCache,
)
from rag.progress import FileOutcome, IngestReport, Outcome, ProgressWatcher, Unwatched
from rag.sections.build import build_document
from rag.text.digest import digest_ids
from rag.types import (
    Document,
    DocumentRecord,
    NewVersion,
    Passage,
    Point,
    PublishedVersion,
    SourceFile,
    Upload,
    Vector,
)

Lock = AbstractContextManager[object]
Load = Callable[[], Upload]


@dataclass(frozen=True, slots=True)
class IngestLimits:
    """Bounds of one ingestion: bytes of a file, tokens of a passage, texts embedded at once."""

    file_bytes: int
    budget_tokens: int
    batch: int


@dataclass(frozen=True, slots=True)
class IngestFlow:
    """Takes files and uploads in, and documents out again. One writer at a time."""

    files: SourceFiles
    reader: DraftReader
    blobs: BlobStore
    registry: Registry
    store: PassageStore
    embedder: Embedder
    cache: VectorCache
    limits: IngestLimits
    clock: Callable[[], float] = time.perf_counter
    writing: Lock = field(default_factory=threading.RLock)

    def ingest_folder(
        self, paths: Sequence[Path], collection: str, watch: ProgressWatcher | None = None
    ) -> IngestReport:
        """Every file below ``paths``; a file that fails is quarantined and the rest goes on.

        Raises: StorageFull, AdapterError: nothing already stored is lost by either.
        """
        found, faults = self.files.list_files(paths)
        broken = [FileOutcome(source, "failed", str(error)) for source, error in faults]
        loads = [(file.source, partial(self._read_file, file, collection)) for file in found]
        return self._ingest(loads, broken, watch or Unwatched())

    def ingest_uploads(
        self, job_id: str, uploads: Sequence[Upload], watch: ProgressWatcher | None = None
    ) -> IngestReport:
        """Every upload of a job; the registry's job is kept up to date file by file.

        Raises: NotFound for an unknown job, StorageFull, AdapterError.
        """
        job = JobWatcher(self.registry, job_id, [u.source for u in uploads], watch or Unwatched())
        loads = [(upload.source, partial(_same, upload)) for upload in uploads]
        return self._ingest(loads, [], job)

    def delete_document(self, document_id: str) -> None:
        """Forget a document. From the registry's transaction on no route shows a word of it.

        Raises: NotFound.
        """
        with self.writing:
            versions = self.registry.delete_document(document_id)
            self._remove(versions)

    def repair(self, watch: ProgressWatcher | None = None) -> int:
        """Make the store agree with the registry; returns how many documents were written again."""
        with self.writing:
            for record in self.registry.list_unpublished():
                self.registry.fail_version(record.version_id, "Interrupted; ingest it again.")
            repair = plan_repair(self.registry.list_live(), self.store.inventory())
            if not repair.needed:
                return 0
            self.store.remove_versions(repair.remove)
            for record in repair.write:
                self._write_again(record, watch or Unwatched())
            self.store.flush()
            self.store.optimise()
            return len(repair.write)

    def reread(self, watch: ProgressWatcher | None = None) -> IngestReport:
        """Read and index every document anew from its stored original."""
        records = self.registry.list_live()
        loads = [(record.source, partial(self._stored_upload, record)) for record in records]
        return self._ingest(loads, [], watch or Unwatched(), force=True)

    # --- one run ---------------------------------------------------------------------------

    def _ingest(
        self,
        loads: Sequence[tuple[str, Load]],
        outcomes: list[FileOutcome],
        watch: ProgressWatcher,
        force: bool = False,
    ) -> IngestReport:
        begun = self.clock()
        watch.started(len(loads) + len(outcomes))
        for outcome in outcomes:
            watch.file_done(outcome)
        with self.writing:
            for source, load in loads:
                watch.file_started(source)
                outcome = self._ingest_one(source, load, watch, force)
                outcomes.append(outcome)
                watch.file_done(outcome)
            if any(o.outcome in ("new", "changed") for o in outcomes):
                self.store.optimise()
        n_passages = sum(outcome.n_passages for outcome in outcomes)
        report = IngestReport(tuple(outcomes), n_passages, self.clock() - begun)
        watch.finished(report)
        return report

    def _ingest_one(
        self, source: str, load: Load, watch: ProgressWatcher, force: bool
    ) -> FileOutcome:
        try:
            upload = load()
        except CorpusError as error:
            return FileOutcome(source, "failed", str(error))
        sha256 = hashlib.sha256(upload.content).hexdigest()
        known = self._known(upload, sha256)
        if known is not None and not force:
            return known
        before = self.registry.find_by_source(upload.collection, upload.source)
        version = new_version(upload, sha256)
        self.blobs.write_original(upload.content)
        version_id = self.registry.start_version(version)
        try:
            n_passages = self._index(version_id, version, upload.content, watch)
        except CorpusError as error:
            self.registry.fail_version(version_id, str(error))
            return FileOutcome(source, "failed", str(error), version.document_id)
        outcome: Outcome = "changed" if before is not None and before.state == "ready" else "new"
        return FileOutcome(source, outcome, None, version.document_id, n_passages)

    def _known(self, upload: Upload, sha256: str) -> FileOutcome | None:
        same = self.registry.find_by_sha256(upload.collection, sha256)
        if same is None:
            return None
        reason = None if same.source == upload.source else f"Same content as {same.source}."
        return FileOutcome(upload.source, "unchanged", reason, same.id)

    def _index(
        self, version_id: str, version: NewVersion, content: bytes, watch: ProgressWatcher
    ) -> int:
        draft = self.reader.read(content, version.source)
        document = build_document(
            draft, document_id=version.document_id, source=version.source, date=version.date
        )
        points = self._points(version_id, version, document, watch)
        if not points:
            raise EmptyFile(f"{version.source} holds no passage.")
        self.store.write_points(points)
        self.store.flush()
        replaced = self.registry.publish_version(
            PublishedVersion(
                version_id=version_id,
                title=document.title,
                language=document.language,
                date=document.date,
                document_sha256=self.blobs.write_document(document),
                n_paragraphs=len(document.paragraphs),
                n_passages=len(points),
                digest=digest_ids(point.id for point in points),
            )
        )
        self._remove(replaced)
        return len(points)

    def _points(
        self, version_id: str, version: NewVersion, document: Document, watch: ProgressWatcher
    ) -> tuple[Point, ...]:
        passages = pack_passages(document, self.limits.budget_tokens, self.embedder.count_tokens)
        dense, units = self._vectors(document, passages, watch)
        return make_points(version_id, version, document, passages, dense, units)

    def _vectors(
        self, document: Document, passages: Sequence[Passage], watch: ProgressWatcher
    ) -> tuple[Vector, list[Vector]]:
        units = [split_units(document, passage) for passage in passages]
        texts = [passage.embedded_text for passage in passages]
        texts += [unit.embedded_text for group in units for unit in group]
        watch.passages_found(len(texts))
        vectors = embed_texts(
            self.embedder, self.cache, texts, self.limits.batch, watch.passages_embedded
        )
        edges = np.cumsum([len(passages), *(len(group) for group in units)])
        return vectors[: len(passages)], np.split(vectors, edges)[1:-1]

    def _write_again(self, record: DocumentRecord, watch: ProgressWatcher) -> None:
        if record.document_sha256 is None:
            raise NotFound(f"The stored text of {record.source} is missing.")
        document = self.blobs.read_document(record.document_sha256)
        version = stored_version(record)
        self.store.write_points(self._points(record.version_id, version, document, watch))

    def _read_file(self, file: SourceFile, collection: str) -> Upload:
        return Upload(file.source, self.files.read_file(file, self.limits.file_bytes), collection)

    def _stored_upload(self, record: DocumentRecord) -> Upload:
        return Upload(
            source=record.source,
            content=self.blobs.read_original(record.sha256),
            collection=record.collection,
            groups=record.groups,
            source_url=record.source_url,
            date=record.date,
        )

    def _remove(self, versions: Sequence[str]) -> None:
        if versions:
            self.store.remove_versions(versions)
            self.store.flush()
            self.registry.forget_versions(versions)


def _same(upload: Upload) -> Upload:
    return upload
