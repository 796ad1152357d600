"""Statements on ingestion jobs."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from rag.adapters.sql_registry.tables import JOB_DOCUMENTS, JOBS
from rag.errors import NotFound
from rag.types import Job, JobDocument, JobState

OPEN_STATES = ("queued", "running")


def start_job(connection: sa.Connection, sources: Sequence[str], now: datetime) -> Job:
    """Insert a queued job whose documents are pending."""
    documents = tuple(JobDocument(source, "pending", None) for source in sources)
    job = Job(f"job_{uuid.uuid4().hex}", "queued", 0, len(documents), documents)
    connection.execute(JOBS.insert().values(id=job.id, state=job.state, started_at=now))
    _write_documents(connection, job.id, dict(enumerate(documents)))
    return job


def update_job(
    connection: sa.Connection, job_id: str, state: JobState, documents: Sequence[JobDocument]
) -> None:
    """Replace the job's state and documents; only those that changed are written."""
    found = connection.execute(JOBS.update().where(JOBS.c.id == job_id).values(state=state))
    if not found.rowcount:
        raise NotFound("There is no such job.")
    before = dict(enumerate(_documents(connection, job_id)))
    after = dict(enumerate(documents))
    changed = {place: item for place, item in after.items() if before.get(place) != item}
    gone = [place for place in before if place not in after or place in changed]
    mine = JOB_DOCUMENTS.c.job_id == job_id
    for place in gone:
        connection.execute(JOB_DOCUMENTS.delete().where(mine, JOB_DOCUMENTS.c.position == place))
    _write_documents(connection, job_id, changed)


def find_job(connection: sa.Connection, job_id: str) -> Job | None:
    """The job with its documents in order, or None."""
    row = connection.execute(sa.select(JOBS).where(JOBS.c.id == job_id)).first()
    return _job(connection, row) if row else None


def list_open_jobs(connection: sa.Connection) -> tuple[Job, ...]:
    """Jobs that are queued or running, by id."""
    query = sa.select(JOBS).where(JOBS.c.state.in_(OPEN_STATES)).order_by(JOBS.c.id)
    return tuple(_job(connection, row) for row in connection.execute(query).all())


def _job(connection: sa.Connection, row: sa.Row[Any]) -> Job:
    documents = _documents(connection, row.id)
    n_done = sum(document.state != "pending" for document in documents)
    return Job(row.id, row.state, n_done, len(documents), documents)


def _documents(connection: sa.Connection, job_id: str) -> tuple[JobDocument, ...]:
    query = (
        sa.select(JOB_DOCUMENTS)
        .where(JOB_DOCUMENTS.c.job_id == job_id)
        .order_by(JOB_DOCUMENTS.c.position)
    )
    rows = connection.execute(query)
    return tuple(JobDocument(row.source, row.state, row.reason) for row in rows)


def _write_documents(
    connection: sa.Connection, job_id: str, documents: dict[int, JobDocument]
) -> None:
    rows = [
        {
            "job_id": job_id,
            "position": place,
            "source": item.source,
            "state": item.state,
            "reason": item.reason,
        }
        for place, item in documents.items()
    ]
    if rows:
        connection.execute(JOB_DOCUMENTS.insert(), rows)
