"""``/v1/documents``: upload, list, read and delete documents."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from api.deps import IngestDep, LibraryDep, UploadsDep
from api.files import read_uploads, stored_file
from api.schemas.documents import DocumentList, DocumentRecord, DocumentText
from api.schemas.jobs import JobStarted
from api.wire import wire_document, wire_documents, wire_text
from rag.types import Upload

router = APIRouter(prefix="/v1/documents", tags=["documents"])


@router.post("", status_code=202)
def upload_documents(
    uploads: Annotated[tuple[Upload, ...], Depends(read_uploads)], queue: UploadsDep
) -> JobStarted:
    """Take files in; they are worked on one after the other behind a job."""
    return JobStarted(job_id=queue.put(uploads).id)


@router.get("")
def list_documents(
    library: LibraryDep,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
    q: Annotated[str | None, Query(max_length=200, description="words of title or source")] = None,
) -> DocumentList:
    """A page of documents; `next_cursor` is null at the end."""
    return wire_documents(library.list_documents(limit, cursor, q))


@router.get("/{document_id}")
def read_document(document_id: str, library: LibraryDep) -> DocumentRecord:
    """What is known of a document."""
    return wire_document(library.find(document_id))


@router.get("/{document_id}/text")
def read_text(document_id: str, library: LibraryDep) -> DocumentText:
    """The normalised text that citations point into, with its paragraphs."""
    return wire_text(library.read_document(document_id))


@router.get("/{document_id}/file", response_class=Response)
def read_file(document_id: str, library: LibraryDep) -> Response:
    """The original bytes, as a download."""
    return stored_file(*library.read_original(document_id))


@router.delete("/{document_id}", status_code=204)
def delete_document(document_id: str, ingest: IngestDep) -> None:
    """Forget a document; from that moment no route returns a word of it."""
    ingest.delete_document(document_id)
