"""A Derek of plain Python behind the same methods: three documents, words matched by their heads.

It retrieves, answers, abstains, takes uploads and deletes deterministically, so that routes, the
command line and the page can be tested without an engine or a model.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from rag.errors import DerekError, EmptyFile, NotFound
from rag.library import Failure
from rag.progress import FileOutcome, IngestReport, Outcome, ProgressWatcher, Unwatched
from rag.settings import Settings
from rag.types import (
    Document,
    DocumentRecord,
    Job,
    JobDocument,
    JobState,
    Upload,
)
from tests.documents import make_document
from tests.fakes.fake_ask import FakeAsk
from tests.fakes.shelf import Shelf, passport, programme


class FakeRegistry:
    """Jobs, feedback and records in dictionaries."""

    def __init__(self) -> None:
        self.jobs: dict[str, Job] = {}
        self.feedback: list[tuple[str, str, str | None]] = []

    def start_job(self, sources: Sequence[str]) -> Job:
        documents = tuple(JobDocument(source, "pending", None) for source in sources)
        job = Job(f"job_{len(self.jobs) + 1}", "queued", 0, len(documents), documents)
        self.jobs[job.id] = job
        return job

    def update_job(self, job_id: str, state: JobState, documents: Sequence[JobDocument]) -> None:
        done = sum(document.state in ("ready", "failed") for document in documents)
        self.jobs[job_id] = Job(job_id, state, done, len(documents), tuple(documents))

    def find_job(self, job_id: str) -> Job | None:
        return self.jobs.get(job_id)

    def list_open_jobs(self) -> tuple[Job, ...]:
        return tuple(job for job in self.jobs.values() if job.state in ("queued", "running"))

    def add_feedback(self, answer_id: str, rating: str, comment: str | None) -> None:
        self.feedback.append((answer_id, rating, comment))


class FakeLibrary:
    """Read access to a shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def list_documents(
        self, limit: int, cursor: str | None, words: str | None
    ) -> tuple[tuple[DocumentRecord, ...], str | None]:
        found = [
            record
            for record in sorted(self._shelf.records.values(), key=lambda r: r.id)
            if (cursor is None or record.id > cursor)
            and (words is None or words.lower() in f"{record.title} {record.source}".lower())
        ]
        page = tuple(found[:limit])
        return page, page[-1].id if len(found) > limit else None

    def find(self, document_id: str, groups: tuple[str, ...] | None = None) -> DocumentRecord:
        record = self._shelf.records.get(document_id)
        if record is None:
            raise NotFound("There is no such document.")
        return record

    def read_document(self, document_id: str, groups: tuple[str, ...] | None = None) -> Document:
        self.find(document_id)
        return self._shelf.documents[document_id]

    def list_failed(self) -> tuple[Failure, ...]:
        failed = [r for r in self._shelf.records.values() if r.state == "failed"]
        return tuple(Failure(record, "derek ingest papers") for record in failed)

    def read_original(
        self, document_id: str, groups: tuple[str, ...] | None = None
    ) -> tuple[DocumentRecord, bytes]:
        return self.find(document_id), self._shelf.originals[document_id]


class FakeIngest:
    """Every line of an upload becomes a paragraph; an empty upload is quarantined."""

    def __init__(self, shelf: Shelf, registry: FakeRegistry) -> None:
        self._shelf = shelf
        self._registry = registry
        self.reread_called = False
        self.kept_gone: list[bool] = []
        self.uploaded: list[Upload] = []

    def ingest_folder(
        self,
        paths: Sequence[Path],
        collection: str,
        watch: ProgressWatcher | None = None,
        *,
        keep_gone: bool = False,
    ) -> IngestReport:
        self.kept_gone.append(keep_gone)
        files = sorted(
            file for path in paths for file in ([path] if path.is_file() else path.rglob("*.txt"))
        )
        uploads = [Upload(file.name, file.read_bytes(), collection) for file in files]
        return self._ingest(uploads, watch or Unwatched())

    def follow_folder(
        self,
        paths: Sequence[Path],
        collection: str,
        changes: Iterator[None],
        make_watch: Callable[[], ProgressWatcher],
        *,
        failed: Callable[[DerekError], None],
        keep_gone: bool = False,
    ) -> Iterator[IngestReport]:
        for _ in changes:
            yield self.ingest_folder(paths, collection, make_watch(), keep_gone=keep_gone)

    def ingest_uploads(
        self, job_id: str, uploads: Sequence[Upload], watch: ProgressWatcher | None = None
    ) -> IngestReport:
        documents = [JobDocument(upload.source, "pending", None) for upload in uploads]
        self._registry.update_job(job_id, "running", documents)
        report = self._ingest(uploads, watch or Unwatched())
        states = [
            JobDocument(o.source, "failed" if o.outcome == "failed" else "ready", o.reason)
            for o in report.documents
        ]
        all_failed = len(report.failed) == len(uploads)
        self._registry.update_job(job_id, "failed" if all_failed else "done", states)
        return report

    def reread(self, watch: ProgressWatcher | None = None) -> IngestReport:
        self.reread_called = True
        return self._ingest([], watch or Unwatched())

    def delete_document(self, document_id: str) -> None:
        if self._shelf.records.pop(document_id, None) is None:
            raise NotFound("There is no such document.")
        del self._shelf.documents[document_id]

    def _ingest(self, uploads: Sequence[Upload], watch: ProgressWatcher) -> IngestReport:
        watch.started(len(uploads))
        outcomes = []
        for upload in uploads:
            watch.file_started(upload.source)
            outcome = self._ingest_one(upload)
            watch.passages_found(outcome.n_passages)
            watch.passages_embedded(outcome.n_passages)
            watch.file_done(outcome)
            outcomes.append(outcome)
        n_passages = sum(outcome.n_passages for outcome in outcomes)
        report = IngestReport(tuple(outcomes), n_passages, 0.5)
        watch.finished(report)
        return report

    def _ingest_one(self, upload: Upload) -> FileOutcome:
        self.uploaded.append(upload)
        lines = [line for line in upload.content.decode().splitlines() if line.strip()]
        if not lines:
            reason = EmptyFile(f"{upload.source} is empty.").message
            return FileOutcome(upload.source, "failed", reason)
        id_ = "doc_" + hashlib.sha256(upload.source.encode()).hexdigest()[:10]
        known = self._shelf.originals.get(id_)
        if known == upload.content:
            return FileOutcome(upload.source, "unchanged", None, id_)
        document = make_document(
            [((), [("paragraph", line) for line in lines])],
            document_id=id_,
            source=upload.source,
            title=lines[0],
        )
        self._shelf.put(document, upload.content)
        outcome: Outcome = "new" if known is None else "changed"
        return FileOutcome(upload.source, outcome, None, id_, len(lines))


class FakeFolderWatch:
    """Does what ``between`` says before it tells of each change; interrupted at the end."""

    def __init__(self) -> None:
        self.between: list[Callable[[], object]] = []

    def changes(self, paths: Sequence[Path]) -> Iterator[None]:
        for happen in self.between:
            happen()
            yield
        raise KeyboardInterrupt


class FakeDerek:
    """All flows over one shelf."""

    def __init__(self, documents: Sequence[Document] | None = None) -> None:
        shelf = Shelf((passport(), programme()) if documents is None else documents)
        self.settings = Settings()
        self.registry = FakeRegistry()
        self.library = FakeLibrary(shelf)
        self.ask = FakeAsk(shelf)
        self.ingest = FakeIngest(shelf, self.registry)
        self.folder_watch = FakeFolderWatch()
        self.reembed_called = False
        self.closed = False

    def reembed(self, watch: ProgressWatcher | None = None) -> IngestReport:
        self.reembed_called = True
        return self.ingest.reread(watch)

    def take_over(self) -> bool:
        return False

    def close(self) -> None:
        self.closed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
