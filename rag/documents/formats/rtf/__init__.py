"""Rich texts (rtf) to blocks."""

from rag.documents.formats.rtf.reader import parse_rtf

__all__ = ["parse_rtf"]
