"""HTML to blocks, by the tree that Lexbor builds as browsers do."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from rag.documents.formats.html.bounds import check_bounds
from rag.documents.formats.html.charset import decode_html
from rag.documents.formats.html.head import find_date, find_title
from rag.documents.formats.html.looks import parse_looks
from rag.documents.formats.html.walk import page_parts
from rag.documents.layout import layout_blocks
from rag.types import Draft


def parse_html(content: bytes) -> Draft:
    """Blocks of a web page: what a reader of it sees, its navigation aside.

    Headings h1 to h6 and those that only look like it, lists with their marks, tables with merged
    cells. Left out are scripts, what is hidden, menus and the page's own header and footer; a
    page that is nothing else keeps them. Links are their text, but a line that names its source
    has the address. Title and date are those the page declares, where they fit the text.
    Raises: UnknownEncoding; TooLarge for a nesting or a number of attributes no page has.
    """
    html = decode_html(content)
    check_bounds(html)
    tree = LexborHTMLParser(html)
    sheets = [style.text() for style in tree.css("style")]
    looks = parse_looks("\n".join(sheets))
    parts = page_parts(tree, looks, whole=False) or page_parts(tree, looks, whole=True)
    blocks = layout_blocks(parts)
    return Draft(blocks, title=find_title(tree, blocks), date=find_date(tree))
