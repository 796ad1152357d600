"""The documents of a folder as Derek reads them, without an index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rag.documents.read import read_draft
from rag.errors import CorpusError
from rag.sections.build import build_document
from rag.types import Document

MAX_LINE_BYTES = 2**22


def read_documents(folder: Path) -> Iterator[Document]:
    """Documents by source, which is also their id; files that cannot be read are left out."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        source = path.relative_to(folder).as_posix()
        try:
            draft = read_draft(path.read_bytes(), source, max_line_bytes=MAX_LINE_BYTES)
            yield build_document(draft, document_id=source, source=source, date=None)
        except (CorpusError, OSError):
            continue
