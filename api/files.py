"""Uploaded files as records, and stored originals as downloads; names are never trusted."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence
from typing import Annotated
from urllib.parse import quote

from fastapi import File, Form, Response, UploadFile
from pydantic import StringConstraints

from api.errors import BadUpload
from rag.types import DEFAULT_COLLECTION, DocumentRecord, Upload

MAX_NAME_CHARACTERS = 180
UNNAMED = "unnamed"

Name = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]*$"
    ),
]
WebAddress = Annotated[str, StringConstraints(max_length=2000, pattern=r"^https?://[^\s<>\"]+$")]


def read_uploads(
    file: Annotated[list[UploadFile], File(description="one or more files")],
    collection: Annotated[Name, Form()] = DEFAULT_COLLECTION,
    groups: Annotated[list[Name], Form(description="who may see them; none: everybody")] = [],  # noqa: B006
    source_url: Annotated[WebAddress | None, Form(description="where they were published")] = None,
    date: Annotated[datetime.date | None, Form(description="the date they speak for")] = None,
) -> tuple[Upload, ...]:
    """The multipart form of an upload. Raises: BadUpload when two files have one name."""
    uploads = tuple(
        Upload(
            source=safe_name(item.filename or ""),
            content=item.file.read(),
            collection=collection,
            groups=tuple(groups),
            source_url=source_url,
            date=date,
        )
        for item in file
    )
    _refuse_same_names([upload.source for upload in uploads])
    return uploads


def _refuse_same_names(sources: Sequence[str]) -> None:
    twice = sorted({source for source in sources if sources.count(source) > 1})
    if twice:
        raise BadUpload(f"Two files have the same name: {', '.join(twice)}.")


def safe_name(name: str) -> str:
    """The last part of a path of any system: composed letters, nothing invisible, bounded.

    Control, format (bidi, zero width) and surrogate characters are dropped; an ending survives
    shortening; what is left empty or only dots is ``unnamed``.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    shown = unicodedata.normalize("NFC", " ".join(shown.split()))
    if not shown.strip(". "):
        return UNNAMED
    if len(shown) > MAX_NAME_CHARACTERS:
        stem, dot, ending = shown.rpartition(".")
        tail = dot + ending if stem and len(ending) <= 16 else ""
        shown = shown[: MAX_NAME_CHARACTERS - len(tail)] + tail
    return shown


def stored_file(record: DocumentRecord, content: bytes) -> Response:
    """The original as a download: never shown by the browser, whatever it holds."""
    name = safe_name(record.source)
    plain = re.sub(r"[^A-Za-z0-9._-]+", "_", name)
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return Response(
        content,
        media_type="application/octet-stream",
        headers={"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"},
    )
