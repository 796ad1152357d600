"""Word documents (docx) to blocks."""

from rag.documents.formats.docx.reader import parse_docx

__all__ = ["parse_docx"]
