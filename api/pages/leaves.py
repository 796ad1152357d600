"""Where the pages of a document begin in its text."""

from __future__ import annotations

from bisect import bisect_left

from rag.types import Document, Paragraph


def find_new_page(document: Document, paragraph: Paragraph) -> str | None:
    """The number of the page that begins with a paragraph; None within a page and for the first
    paragraph, whose page needs no saying."""
    paragraphs = document.paragraphs
    i = bisect_left(paragraphs, paragraph.start, key=lambda other: other.start)
    if i == 0 or paragraph.page is None or paragraph.page == paragraphs[i - 1].page:
        return None
    return str(paragraph.page)
