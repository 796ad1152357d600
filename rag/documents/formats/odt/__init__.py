"""OpenDocument texts (odt) to blocks."""

from rag.documents.formats.odt.reader import parse_odt

__all__ = ["parse_odt"]
