"""PDF files to blocks."""

from rag.documents.formats.pdf.reader import parse_pdf

__all__ = ["parse_pdf"]
