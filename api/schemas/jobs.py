"""The wire of upload jobs."""

from __future__ import annotations

from typing import Literal

from api.schemas.wire import DocumentState, Wire


class JobStarted(Wire):
    """The receipt for an upload."""

    job_id: str


class JobDocument(Wire):
    """One file of a job; ``reason`` says why it failed, or which scanned page it is at."""

    source: str
    state: DocumentState
    reason: str | None


class Job(Wire):
    """How far an upload has come."""

    state: Literal["queued", "running", "done", "failed"]
    done: int
    total: int
    documents: list[JobDocument]
