"""PowerPoint slides (pptx) to blocks."""

from rag.documents.formats.pptx.reader import parse_pptx

__all__ = ["parse_pptx"]
