"""Excel workbooks (xlsx) to blocks."""

from rag.documents.formats.xlsx.reader import parse_xlsx

__all__ = ["parse_xlsx"]
