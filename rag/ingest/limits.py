"""Bounds of one ingestion."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IngestLimits:
    """Bytes of a file, tokens of a passage, texts embedded at once, files read at once."""

    file_bytes: int
    budget_tokens: int
    batch: int
    workers: int = 2
