"""Plain text to blocks."""

from __future__ import annotations

from rag.documents.layout import parse_layout
from rag.types import Draft


def parse_plain(text: str) -> Draft:
    """Blocks of decoded plain text, found by its layout. Never raises."""
    return parse_layout(text)
