"""Drafts and reasons as they pass from a parsing process: plain values, checked when they arrive.

Nothing that arrives is executed, so that a parser that was taken over by a file cannot do more
than lie about its text. What rows of a table share, its name and header, is sent once.
"""

from __future__ import annotations

from datetime import date

import msgspec

from rag.types import Block, Draft, Row
from rag.types.names import Aside, BlockKind


class Job(msgspec.Struct, frozen=True):
    """A file to read; its bytes follow. ``sparing``: with the options for a second attempt."""

    source: str
    sparing: bool = False


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The process has loaded its readers and waits for files."""


class Page(msgspec.Struct, frozen=True, tag=True):
    """A page whose text comes next to be recognised, from 1, of so many."""

    number: int
    total: int


class Refused(msgspec.Struct, frozen=True, tag=True):
    """The file cannot become a document. ``code`` names the error's class; ``spent`` as below."""

    code: str
    message: str
    mend: str = ""
    spent: bool = False


class WireBlock(msgspec.Struct, frozen=True, array_like=True):
    """A block; ``table`` and ``header`` are places in the draft's lists, -1 for no row."""

    kind: BlockKind
    text: str
    level: int
    page: int | None
    date: date | None
    url: str | None
    table: int = -1
    header: int = -1
    cells: tuple[str, ...] = ()
    aside: Aside | None = None
    names_table: bool = False


class Parsed(msgspec.Struct, frozen=True, tag=True):
    """A draft. ``spent``: the process held so much memory that a new one should follow it."""

    blocks: list[WireBlock]
    tables: list[str]
    headers: list[tuple[str, ...]]
    title: str | None
    date: date | None
    spent: bool = False


Reply = Ready | Page | Refused | Parsed
_ENCODER = msgspec.msgpack.Encoder()
_DECODER: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)


def render_reply(reply: Reply) -> bytes:
    """A reply as bytes. Raises: UnicodeEncodeError for text that is no Unicode."""
    return _ENCODER.encode(reply)


def parse_reply(message: bytes) -> Reply:
    """A reply from bytes. Raises: msgspec.MsgspecError for anything else."""
    return _DECODER.decode(message)


def packed(draft: Draft, *, spent: bool) -> Parsed:
    """A draft to send."""
    tables: dict[str, int] = {}
    headers: dict[tuple[str, ...], int] = {}
    blocks: list[WireBlock] = []
    for block in draft.blocks:
        bare = (block.kind, block.text, block.level, block.page, block.date, block.url)
        if block.row is None:
            blocks.append(WireBlock(*bare, aside=block.aside, names_table=block.names_table))
            continue
        table = tables.setdefault(block.row.table, len(tables))
        header = headers.setdefault(block.row.header, len(headers))
        own = (table, header, block.row.cells, block.aside, block.names_table)
        blocks.append(WireBlock(*bare, *own))
    return Parsed(blocks, list(tables), list(headers), draft.title, draft.date, spent)


def unpacked(parsed: Parsed) -> Draft:
    """The draft that was sent; rows of one table share its name and header again.

    Raises: IndexError when a place in the lists is none.
    """
    blocks = tuple(
        Block(
            *(b.kind, b.text, b.level, _row(b, parsed), b.page, b.date, b.url, b.aside),
            names_table=b.names_table,
        )
        for b in parsed.blocks
    )
    return Draft(blocks, parsed.title, parsed.date)


def _row(block: WireBlock, parsed: Parsed) -> Row | None:
    if block.table < 0:
        return None
    return Row(parsed.tables[block.table], parsed.headers[block.header], block.cells)
