"""The pages for people: chat, one document, the interface's reference."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse

from api.deps import LibraryDep
from api.pages.document import render_document_page

WEB = Path(__file__).parent.parent / "web"
FRESH = {"Cache-Control": "no-cache"}

router = APIRouter(include_in_schema=False)


@router.get("/", response_class=FileResponse)
async def chat_page() -> FileResponse:
    """The chat page."""
    return FileResponse(WEB / "index.html", headers=FRESH)


@router.get("/docs", response_class=FileResponse)
async def reference_page() -> FileResponse:
    """The reference of the HTTP interface, drawn from ``/openapi.json``."""
    return FileResponse(WEB / "reference.html", headers=FRESH)


@router.get("/documents/{document_id}", response_class=HTMLResponse)
def document_page(document_id: str, library: LibraryDep) -> HTMLResponse:
    """A document as paragraphs, each with its id as anchor."""
    record, document = library.find(document_id), library.read_document(document_id)
    return HTMLResponse(render_document_page(record, document))
