"""Plain text to blocks."""

from __future__ import annotations

import re

from rag.documents.grid import table_blocks
from rag.documents.layout import parse_layout
from rag.documents.levels import levelled
from rag.documents.separated import find_separated_rows
from rag.text.normalise import normalise_text
from rag.types import Draft

_LINE_BREAK = re.compile("\r\n?")


def parse_plain(text: str) -> Draft:
    """Blocks of decoded plain text: those of one table where it is one of separated cells (csv),
    else those found by its layout. Never raises."""
    broken = _LINE_BREAK.sub("\n", text)
    # Most texts are none, and a long one is to be normalised only once.
    found = find_separated_rows(broken) and find_separated_rows(normalise_text(broken))
    if found:
        return Draft(levelled(table_blocks(found, "", first_is_header=True)))
    return parse_layout(text)
