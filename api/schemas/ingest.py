"""What ``derek ingest --json`` prints."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from api.schemas.wire import Wire


class FileOutcome(Wire):
    """What became of one file."""

    source: str
    outcome: Literal["new", "changed", "unchanged", "moved", "gone", "failed"]
    reason: str | None
    document_id: str | None
    passages: int
    pages: int = 0


class IngestReport(Wire):
    """Every file in order, passages indexed and seconds taken; ``notes`` say what was not done."""

    documents: list[FileOutcome]
    passages: int
    seconds: float
    notes: list[str] = Field(default_factory=list)
