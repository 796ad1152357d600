"""Reads one file with every reader that is installed; what a parsing process runs."""

from __future__ import annotations

from dataclasses import dataclass

from rag.documents.read import read_draft
from rag.ports import PageWatcher
from rag.types import Draft


def parse_file(
    content: bytes, source: str, watch: PageWatcher | None = None, *, max_line_bytes: int
) -> Draft:
    """The file's blocks in reading order. Raises as ``DraftReader.read``."""
    return read_draft(content, source, max_line_bytes=max_line_bytes)


@dataclass(frozen=True, slots=True)
class InlineDraftReader:
    """Reads in this process, without limits of time and memory: for files that are trusted."""

    max_line_bytes: int

    def read(self, content: bytes, source: str, watch: PageWatcher | None = None) -> Draft:
        """As ``DraftReader.read``."""
        return parse_file(content, source, watch, max_line_bytes=self.max_line_bytes)

    def close(self) -> None:
        """There is nothing to release."""
