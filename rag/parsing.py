"""Reads one file with every reader that is installed; what a parsing process runs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rag.adapters.tesseract_text_recogniser import find_tesseract
from rag.documents.read import read_draft
from rag.ports import PageWatcher, TextRecogniser
from rag.types import Draft

OCR_PAGE_SECONDS = 60


def parse_file(
    content: bytes,
    source: str,
    watch: PageWatcher | None = None,
    *,
    max_line_bytes: int,
    ocr_languages: str = "",
    ocr_page_seconds: int = OCR_PAGE_SECONDS,
    attachments: int = 1,
) -> Draft:
    """The file's blocks in reading order. Pages that are pictures are read in ``ocr_languages``
    («kaz+rus», empty for none) where Tesseract is installed; ``attachments`` 0: of a
    message only its own text, and no other file. Raises as ``DraftReader.read``."""
    return read_draft(
        content,
        source,
        max_line_bytes=max_line_bytes,
        recogniser=_recogniser(ocr_languages, ocr_page_seconds),
        watch=watch,
        attachments=bool(attachments),
    )


def find_ocr_languages(languages: str) -> tuple[str, ...]:
    """Those of ``languages`` («kaz+rus») in which pages that are pictures can be read here, none
    without Tesseract."""
    found = find_tesseract(languages, OCR_PAGE_SECONDS) if languages else None
    return tuple(found.languages.split("+")) if found else ()


@lru_cache(maxsize=4)
def _recogniser(languages: str, page_seconds: int) -> TextRecogniser | None:
    return find_tesseract(languages, page_seconds) if languages else None


@dataclass(frozen=True, slots=True)
class InlineDraftReader:
    """Reads in this process, without limits of time and memory: for files that are trusted."""

    max_line_bytes: int

    def read(self, content: bytes, source: str, watch: PageWatcher | None = None) -> Draft:
        """As ``DraftReader.read``; pictures of pages are not recognised."""
        return parse_file(content, source, watch, max_line_bytes=self.max_line_bytes)

    def close(self) -> None:
        """There is nothing to release."""
