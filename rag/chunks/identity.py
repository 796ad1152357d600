"""Stable ids of passages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def passage_id(document_id: str, paragraph_ids: Iterable[str], words: str, ordinal: int) -> str:
    """The same id for the same words in the same paragraphs, whatever else changed.

    ``ordinal`` tells apart equal pieces of one paragraph.
    """
    parts = "\0".join((document_id, *paragraph_ids, words, str(ordinal)))
    return "ps_" + hashlib.blake2b(parts.encode(), digest_size=8).hexdigest()
