"""Flow 1: files and uploads become live documents, and documents are forgotten again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from rag.errors import AdapterProtocolError, DerekError, NotFound, UnreadableFile
from rag.index.reconcile import plan_repair
from rag.ingest.again import StoredDocuments, in_groups
from rag.ingest.folder import FolderRun, copied
from rag.ingest.limits import IngestLimits
from rag.ingest.reembed import Reembedding
from rag.ingest.run import IngestRun, Judge, RunTools
from rag.ingest.steps import INTERRUPTED, Item
from rag.ingest.writing import Lock, VersionWriter
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
from rag.progress import FileOutcome, IngestReport, ProgressWatcher, Unwatched
from rag.types import DocumentRecord, Upload, VersionInventory


@dataclass(slots=True)
class IngestFlow:
    """Takes files and uploads in, and documents out again.

    One run at a time holds ``running``; whoever writes holds ``writing`` for the moment, so that a
    document can be deleted while a long run goes on. Index and model are replaced by ``reembed``
    while it has both, and read by whoever has one of them.
    """

    files: SourceFiles
    reader: DraftReader
    blobs: BlobStore
    registry: Registry
    store: PassageStore
    embedder: Embedder
    cache: VectorCache
    limits: IngestLimits
    clock: Callable[[], float] = time.perf_counter
    running: Lock = field(default_factory=threading.RLock)
    writing: Lock = field(default_factory=threading.RLock)

    def ingest_folder(
        self,
        paths: Sequence[Path],
        collection: str,
        watch: ProgressWatcher | None = None,
        *,
        keep_gone: bool = False,
        retry_failed: bool = True,
    ) -> IngestReport:
        """Bring the collection in step with the files below ``paths``.

        A file that fails is quarantined and the rest goes on. Documents that came from these
        folders and whose files are gone are deleted, unless ``keep_gone``; never where not all of
        a folder could be looked at. ``retry_failed`` False leaves quarantined files alone until
        their bytes change.
        Raises: StorageFull, AdapterError: nothing already stored is lost by either.
        """
        with self.running:
            begun = self.clock()
            listing = self.files.list_files(paths)
            folder = FolderRun(
                self.files,
                self._writer,
                collection,
                listing,
                self.limits.file_bytes,
                retry_failed,
            )
            faults = [FileOutcome(source, "failed", str(fault)) for source, fault in listing.faults]
            settle = partial(folder.settle, keep_gone)
            return self._run(
                folder.items(), folder.judge, watch, begun, faults, settle, folder.notes
            )

    def follow_folder(
        self,
        paths: Sequence[Path],
        collection: str,
        changes: Iterable[None],
        make_watch: Callable[[], ProgressWatcher],
        *,
        failed: Callable[[DerekError], None],
        keep_gone: bool = False,
    ) -> Iterator[IngestReport]:
        """Bring the collection in step again after each change; a report for each time.

        What failed but may succeed later is told to ``failed``, and the next change waited for.
        Raises: StorageFull, AdapterError that no waiting mends.
        """
        for _ in changes:
            try:
                yield self.ingest_folder(
                    paths, collection, make_watch(), keep_gone=keep_gone, retry_failed=False
                )
            except DerekError as error:
                if not error.retryable:
                    raise
                failed(error)

    def ingest_uploads(
        self, job_id: str, uploads: Sequence[Upload], watch: ProgressWatcher | None = None
    ) -> IngestReport:
        """Every upload of a job; the registry's job is kept up to date file by file.

        Raises: NotFound for an unknown job, StorageFull, AdapterError.
        """
        job = JobWatcher(self.registry, job_id, [u.source for u in uploads], watch or Unwatched())
        items = [Item(u, partial(_same, u), len(u.content)) for u in uploads]
        with self.running:
            return self._run(items, self._judge_upload, job, self.clock())

    def delete_document(self, document_id: str) -> None:
        """Forget a document. From the registry's transaction on no route shows a word of it.

        Raises: NotFound.
        """
        with self.writing:  # first: meanwhile another index may take over
            self._writer.delete(document_id)

    def repair(self, watch: ProgressWatcher | None = None) -> int:
        """Make the store agree with the registry; returns how many documents were written again."""
        with self.running, self.writing:
            for record in self.registry.list_unpublished():
                self.registry.fail_version(record.version_id, INTERRUPTED)
            repair = plan_repair(self.registry.list_live(), self.store.inventory())
            if not repair.needed:
                return 0
            self.store.remove_versions(repair.remove)
            told = watch or Unwatched()
            stored = StoredDocuments(self.blobs, self.store, self.embedder, self.cache, self.limits)
            for group in in_groups(map(stored.cut, repair.write)):
                stored.write(group, told.passages_embedded)
            self.store.flush()
            self.store.optimise()
            return len(repair.write)

    def reread(self, watch: ProgressWatcher | None = None) -> IngestReport:
        """Read and index every document anew from its stored original."""
        with self.running:
            items = [self._stored_item(record) for record in self.registry.list_live()]
            return self._run(items, _never_known, watch, self.clock())

    def reembed(
        self,
        store: PassageStore,
        embedder: Embedder,
        fingerprint: str,
        watch: ProgressWatcher | None = None,
        *,
        budget_tokens: int | None = None,
        known: Mapping[str, VersionInventory] | None = None,
        switched: Callable[[], None] = lambda: None,
    ) -> IngestReport:
        """Fill another store by another model from the stored documents, let the registry name it
        as the index in one transaction, and go on with it. Questions go on being answered from
        the store before, which is not touched. What an earlier, interrupted call wrote is kept;
        ``known`` is what somebody says that it holds. ``switched`` is called before anybody can
        write again.

        Raises: StorageFull, AdapterError; then the index is the old one, and a later call goes on.
        """
        told = watch or Unwatched()
        with self.running:
            begun = self.clock()
            limits = self.limits
            if budget_tokens is not None:
                limits = replace(limits, budget_tokens=budget_tokens)
            stored = StoredDocuments(self.blobs, store, embedder, self.cache, limits)
            filling = Reembedding(stored, self.registry, told, known)
            if filling.catch_up():
                store.optimise()
            with self.writing:
                filling.switch(fingerprint)
                self.store, self.embedder, self.limits = store, embedder, limits
                switched()
            return self._report(filling.outcomes, begun, (), told)

    # --- one run ---------------------------------------------------------------------------

    def _run(
        self,
        items: Sequence[Item],
        judge: Judge,
        watch: ProgressWatcher | None,
        begun: float,
        faults: Sequence[FileOutcome] = (),
        settle: Callable[[], list[FileOutcome]] = list,
        notes: Sequence[str] = (),
    ) -> IngestReport:
        told = watch or Unwatched()
        told.started(len(items) + len(faults), sum(item.n_bytes for item in items))
        for fault in faults:
            told.file_done(fault)
        tools = RunTools(self.reader, self.embedder, self.cache, self._writer, self.limits)
        outcomes = [*faults, *IngestRun(tools, judge, told).ingest(items)]
        gone = settle()
        for outcome in gone:
            told.file_done(outcome)
        if any(o.n_passages for o in outcomes):
            self.store.optimise()
        return self._report([*outcomes, *gone], begun, notes, told)

    def _report(
        self,
        outcomes: Sequence[FileOutcome],
        begun: float,
        notes: Sequence[str],
        watch: ProgressWatcher,
    ) -> IngestReport:
        n_passages = sum(outcome.n_passages for outcome in outcomes)
        seconds = self.clock() - begun
        remarks = [f"{o.source}: {o.remark}" for o in outcomes if o.remark]
        report = IngestReport(tuple(outcomes), n_passages, seconds, (*notes, *remarks))
        watch.finished(report)
        return report

    def _judge_upload(self, upload: Upload, sha256: str) -> FileOutcome | None:
        here = self.registry.find_by_source(upload.collection, upload.source)
        if here is not None and here.state == "ready" and here.sha256 == sha256:
            return FileOutcome(upload.source, "unchanged", None, here.id)
        same = self.registry.find_by_sha256(upload.collection, sha256)
        return copied(self._writer, same, here, upload) if same is not None else None

    @property
    def _writer(self) -> VersionWriter:
        return VersionWriter(self.blobs, self.registry, self.store, self.writing)

    def _stored_item(self, record: DocumentRecord) -> Item:
        stub = Upload(
            source=record.source,
            content=b"",
            collection=record.collection,
            groups=record.groups,
            source_url=record.source_url,
            date=record.date,
            root=record.root,
        )
        return Item(stub, partial(self._with_content, stub, record.sha256), record.n_bytes)

    def _with_content(self, stub: Upload, sha256: str) -> Upload:
        try:
            return replace(stub, content=self.blobs.read_original(sha256))
        except (NotFound, AdapterProtocolError) as error:
            # One lost file must not keep the others from being read again.
            raise UnreadableFile(f"{stub.source}: {error.message}", mend=error.mend) from error


def _same(upload: Upload) -> Upload:
    return upload


def _never_known(upload: Upload, sha256: str) -> FileOutcome | None:
    return None
