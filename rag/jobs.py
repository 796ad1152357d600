"""Keeps the registry's record of an upload job in step with the ingestion that works on it."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from rag.ports import Registry
from rag.progress import FileOutcome, IngestReport, ProgressWatcher
from rag.types import DocumentState, JobDocument, JobState


class JobWatcher:
    """A watcher that writes every step to the registry and passes it on to another watcher.

    While the text of scanned pages is recognised, which takes seconds a page, the ``reason`` of a
    pending document says how far that is.
    """

    def __init__(
        self, registry: Registry, job_id: str, sources: Sequence[str], watch: ProgressWatcher
    ) -> None:
        self._registry = registry
        self._job_id = job_id
        self._documents = [JobDocument(source, "pending", None) for source in sources]
        self._n_done = 0
        self._watch = watch
        self._lock = Lock()

    def started(self, n_files: int, n_bytes: int = 0) -> None:
        """The job is running."""
        self._write("running")
        self._watch.started(n_files, n_bytes)

    def file_started(self, source: str) -> None:
        """Passed on."""
        self._watch.file_started(source)

    def page_started(self, source: str, page: int, n_pages: int) -> None:
        """The job says which page it is at, and it is passed on."""
        said = JobDocument(source, "pending", f"recognising page {page} of {n_pages}")
        with self._lock:
            for i in range(self._n_done, len(self._documents)):
                if self._documents[i].source == source:
                    self._documents[i] = said
                    self._write("running")
                    break
        self._watch.page_started(source, page, n_pages)

    def passages_found(self, n: int, n_bytes: int = 0) -> None:
        """Passed on."""
        self._watch.passages_found(n, n_bytes)

    def passages_embedded(self, n: int) -> None:
        """Passed on."""
        self._watch.passages_embedded(n)

    def file_done(self, outcome: FileOutcome) -> None:
        """The next document of the job is ready or failed."""
        state: DocumentState = "failed" if outcome.outcome == "failed" else "ready"
        with self._lock:
            reason = outcome.reason or outcome.remark
            self._documents[self._n_done] = JobDocument(outcome.source, state, reason)
            self._n_done += 1
            self._write("running")
        self._watch.file_done(outcome)

    def finished(self, report: IngestReport) -> None:
        """The job is done; failed when no document of it became ready."""
        all_failed = bool(report.documents) and len(report.failed) == len(report.documents)
        self._write("failed" if all_failed else "done")
        self._watch.finished(report)

    def _write(self, state: JobState) -> None:
        self._registry.update_job(self._job_id, state, self._documents)
