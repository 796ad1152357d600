"""What ``derek ingest --json`` prints."""

from __future__ import annotations

from typing import Literal

from api.schemas.wire import Wire


class FileOutcome(Wire):
    """What became of one file."""

    source: str
    outcome: Literal["new", "changed", "unchanged", "failed"]
    reason: str | None
    document_id: str | None
    passages: int


class IngestReport(Wire):
    """Every file in order, passages indexed and seconds taken."""

    documents: list[FileOutcome]
    passages: int
    seconds: float
