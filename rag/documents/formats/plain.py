"""Plain text to blocks."""

from __future__ import annotations

import re

from rag.documents.captions import name_block
from rag.documents.grid import table_blocks
from rag.documents.layout import parse_layout
from rag.documents.levels import levelled
from rag.documents.lines import flat
from rag.documents.separated import SeparatedTable, find_separated_table
from rag.text.normalise import normalise_text
from rag.types import Block, Draft

_LINE_BREAK = re.compile("\r\n?")


def parse_plain(text: str) -> Draft:
    """Blocks of decoded plain text: those of one table where it is one of separated cells (csv),
    else those found by its layout. Never raises."""
    broken = _LINE_BREAK.sub("\n", text)
    # Most texts are none, and a long one is to be normalised only once.
    found = find_separated_table(broken) and find_separated_table(normalise_text(broken))
    return Draft(levelled(_table_blocks(found))) if found else parse_layout(text)


def _table_blocks(table: SeparatedTable) -> list[Block]:
    """The table under its name, then the notes below it."""
    name = flat(" ".join(table.above))
    named = [name_block(name, None)] if name else []
    rows = table_blocks(table.rows, name, first_is_header=True)
    return [*named, *rows, *(Block("paragraph", flat(note)) for note in table.below)]
