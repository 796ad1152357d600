"""``/v1/jobs``: how far an upload has come."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from api.deps import JobDep, RegistryDep
from api.schemas.jobs import Job
from api.streams import HEADERS, job_events
from api.wire import wire_job

router = APIRouter(prefix="/v1/jobs", tags=["documents"])


@router.get("/{job_id}")
def read_job(job: JobDep) -> Job:
    """The job now."""
    return wire_job(job)


@router.get("/{job_id}/events", response_class=StreamingResponse)
def follow_job(job_id: str, job: JobDep, registry: RegistryDep) -> StreamingResponse:
    """The job after every change as Server-Sent Events, until it is done or failed."""
    return StreamingResponse(
        job_events(registry, job_id, job), headers=HEADERS, media_type="text/event-stream"
    )
