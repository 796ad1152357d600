"""The one thread that ingests uploads, and the bounded queue before it."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from api.errors import Interrupted, TooBusy
from rag.errors import DerekError
from rag.ingest import IngestFlow
from rag.ports import Registry
from rag.progress import Unwatched
from rag.types import Job, JobDocument, Upload

log = structlog.get_logger()

INTERRUPTED = "interrupted, upload again"
BROKEN = "something went wrong inside, see the log"


@dataclass(frozen=True, slots=True)
class _Waiting:
    job_id: str
    uploads: tuple[Upload, ...]

    @property
    def n_bytes(self) -> int:
        return sum(len(upload.content) for upload in self.uploads)


class UploadQueue:
    """Jobs in the order they came; ``limit_bytes`` bounds what waits in memory."""

    def __init__(self, ingest: IngestFlow, registry: Registry, limit_bytes: int) -> None:
        self._ingest = ingest
        self._registry = registry
        self._limit_bytes = limit_bytes
        self._waiting: deque[_Waiting] = deque()
        self._changed = threading.Condition()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="derek-uploads", daemon=True)

    def start(self) -> None:
        """Fail the jobs that an earlier process left unfinished, then begin; before any ``put``."""
        for job in self._registry.list_open_jobs():
            self._fail(job.id, INTERRUPTED)
        self._thread.start()

    def put(self, uploads: Sequence[Upload]) -> Job:
        """Queue uploads as one job. Raises: TooBusy, Interrupted, StorageFull."""
        with self._changed:
            if self._stopping.is_set():
                raise Interrupted("The service is stopping; upload again in a moment.")
            waiting = sum(item.n_bytes for item in self._waiting)
            if waiting and waiting + sum(len(u.content) for u in uploads) > self._limit_bytes:
                raise TooBusy("Too many uploads are waiting; upload again in a moment.")
            job = self._registry.start_job([upload.source for upload in uploads])
            self._waiting.append(_Waiting(job.id, tuple(uploads)))
            self._changed.notify()
        return job

    def close(self, timeout_seconds: float) -> bool:
        """Finish the file at work, fail what waits; False when time ran out before that."""
        with self._changed:
            self._stopping.set()
            self._changed.notify()
        self._thread.join(timeout_seconds)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while (item := self._next()) is not None:
            try:
                self._ingest_job(item)
            except Exception:
                log.exception("upload_lost", job=item.job_id)  # and the next one is worked on
        for item in self._waiting:
            self._fail(item.job_id, INTERRUPTED)

    def _next(self) -> _Waiting | None:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._stopping.is_set())
            return None if self._stopping.is_set() else self._waiting.popleft()

    def _ingest_job(self, item: _Waiting) -> None:
        watch = _StopsBetweenFiles(self._stopping)
        try:
            report = self._ingest.ingest_uploads(item.job_id, item.uploads, watch)
            log.info(
                "uploaded", job=item.job_id, files=len(item.uploads), failed=len(report.failed)
            )
        except DerekError as error:
            log.warning("upload_failed", job=item.job_id, code=error.code, reason=str(error))
            self._fail(item.job_id, error.message)
        except Exception:
            log.exception("upload_failed", job=item.job_id)
            self._fail(item.job_id, BROKEN)

    def _fail(self, job_id: str, reason: str) -> None:
        """Mark the job failed; files that are ready stay ready."""
        job = self._registry.find_job(job_id)
        if job is None:
            return
        documents = [
            item
            if item.state in ("ready", "failed")
            else JobDocument(item.source, "failed", reason)
            for item in job.documents
        ]
        self._registry.update_job(job_id, "failed", documents)


class _StopsBetweenFiles(Unwatched):
    """A watcher that ends the ingestion before its next file once the service stops."""

    def __init__(self, stopping: threading.Event) -> None:
        self._stopping = stopping

    def file_started(self, source: str) -> None:
        """Raises: Interrupted."""
        if self._stopping.is_set():
            raise Interrupted(INTERRUPTED)
