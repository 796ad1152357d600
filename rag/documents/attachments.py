"""Attachments of a message to blocks under their names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rag.errors import CorpusError
from rag.types import Block, Draft

MAX_READ = 50
"""Attachments of one message that are read; the names of the others are told."""
MAX_BYTES = 64 * 2**20
"""Bytes of attachments of one message that are read, after decoding."""
_MAX_LEVEL = 9
# Text by their bytes, but made for programs.
_FOR_PROGRAMS = {
    "text/calendar": "an appointment",
    "text/vcard": "a visiting card",
    "text/x-vcard": "a visiting card",
    "application/pgp-signature": "a signature",
    "application/pgp-keys": "a key",
}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a message. ``name`` is empty for a message that is attached without one."""

    name: str
    media_type: str
    content: bytes


def attachment_blocks(
    attachments: Sequence[Attachment], read: Callable[[bytes, str], Draft], level: int
) -> Iterator[Block]:
    """What was not read and why, as one paragraph, then each readable attachment: its name as a
    heading of ``level``, with its own blocks below. Their order is that of the message."""
    sections: list[Block] = []
    unread: list[str] = []
    n_read = n_bytes = 0
    for attachment in attachments:
        try:
            _check_bounds(attachment, n_read, n_bytes)
            draft = read(attachment.content, attachment.name or "the message attached")
        except CorpusError as error:
            unread.append(_reason(attachment, error))
            continue
        n_read, n_bytes = n_read + 1, n_bytes + len(attachment.content)
        sections.extend(_section(attachment.name or draft.title or "Message", draft, level))
    if unread:
        yield Block("paragraph", f"Attachments not read: {' · '.join(unread)}")
    yield from sections


def _check_bounds(attachment: Attachment, n_read: int, n_bytes: int) -> None:
    if attachment.media_type in _FOR_PROGRAMS:
        raise CorpusError(f"is {_FOR_PROGRAMS[attachment.media_type]}.")
    if n_read == MAX_READ:
        raise CorpusError(f"comes after {MAX_READ} others.")
    if n_bytes + len(attachment.content) > MAX_BYTES:
        raise CorpusError(f"goes beyond {MAX_BYTES // 2**20} MiB of attachments.")


def _reason(attachment: Attachment, error: CorpusError) -> str:
    said = error.message.strip().removesuffix(".")
    name = attachment.name or attachment.media_type
    return said if said.startswith(name) else f"{name} {said}"


def _section(name: str, draft: Draft, level: int) -> Iterator[Block]:
    """The attachment's name, and its blocks below; a heading that only repeats it stands for it."""
    first, blocks = draft.blocks[0], draft.blocks
    repeats = first.kind == "heading" and first.text == name
    yield Block("heading", name, level=min(_MAX_LEVEL, level))
    for block in blocks[repeats:]:
        deeper = min(_MAX_LEVEL, block.level + level - repeats)
        yield replace(block, level=deeper) if block.kind == "heading" else block
