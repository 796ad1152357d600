"""What routes ask for: a route's signature says which flows it touches."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from api.opening import Opened, Opening
from api.uploads import UploadQueue
from rag.ask import AskFlow
from rag.errors import NotFound
from rag.ingest import IngestFlow
from rag.library import Library
from rag.ports import Registry
from rag.types import Job


def find_opened(request: Request) -> Opened:
    """What was opened. Raises: NotReady until then."""
    opening: Opening = request.app.state.opening
    return opening.opened()


OpenedDep = Annotated[Opened, Depends(find_opened)]


def find_ask(opened: OpenedDep) -> AskFlow:
    """The flow that answers."""
    return opened.derek.ask


def find_ingest(opened: OpenedDep) -> IngestFlow:
    """The flow that deletes."""
    return opened.derek.ingest


def find_library(opened: OpenedDep) -> Library:
    """Read access to documents."""
    return opened.derek.library


def find_registry(opened: OpenedDep) -> Registry:
    """Jobs and feedback."""
    return opened.derek.registry


def find_uploads(opened: OpenedDep) -> UploadQueue:
    """The queue before the thread that ingests."""
    return opened.uploads


RegistryDep = Annotated[Registry, Depends(find_registry)]


def find_job(job_id: str, registry: RegistryDep) -> Job:
    """The job of the path. Raises: NotFound."""
    job = registry.find_job(job_id)
    if job is None:
        raise NotFound("There is no such job.")
    return job


AskDep = Annotated[AskFlow, Depends(find_ask)]
IngestDep = Annotated[IngestFlow, Depends(find_ingest)]
LibraryDep = Annotated[Library, Depends(find_library)]
UploadsDep = Annotated[UploadQueue, Depends(find_uploads)]
JobDep = Annotated[Job, Depends(find_job)]
