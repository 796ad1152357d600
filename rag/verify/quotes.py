"""Checks that a citation quotes exactly what stands at its place."""

from __future__ import annotations

from rag.types import Citation, Document


def is_exact(citation: Citation, document: Document) -> bool:
    """Whether the quote is ``text[start:end]`` and lies inside the paragraph it names."""
    if citation.document_id != document.id or not 0 <= citation.start < citation.end:
        return False
    inside = any(
        p.id == citation.paragraph_id and p.start <= citation.start and citation.end <= p.end
        for p in document.paragraphs
    )
    return inside and document.text[citation.start : citation.end] == citation.quote
