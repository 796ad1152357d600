"""Web pages and what office programs save as such (html) to blocks."""

from rag.documents.formats.html.reader import parse_html

__all__ = ["parse_html"]
