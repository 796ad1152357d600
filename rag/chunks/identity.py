"""Stable ids of passages and points."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable

POINT_NAMESPACE = uuid.UUID("6e1b6b1e-7d0c-5f2b-9c35-0f3f8f0c7a11")
"""Any fixed UUID; names hashed under it cannot meet ids made elsewhere (RFC 9562, version 5)."""


def passage_id(document_id: str, paragraph_ids: Iterable[str], words: str, ordinal: int) -> str:
    """The same id for the same words in the same paragraphs, whatever else changed.

    ``ordinal`` tells apart equal pieces of one paragraph.
    """
    parts = "\0".join((document_id, *paragraph_ids, words, str(ordinal)))
    return "ps_" + hashlib.blake2b(parts.encode(), digest_size=8).hexdigest()


def point_id(version_id: str, passage: str) -> str:
    """A UUID for one passage of one version, so that two versions never share a point."""
    return str(uuid.uuid5(POINT_NAMESPACE, f"{version_id}/{passage}"))


def text_key(model: str, role: str, text: str) -> str:
    """Key of a vector in the cache: what was embedded, by which model, in which role."""
    parts = "\0".join((model, role, text))
    return hashlib.blake2b(parts.encode("utf-8", "replace"), digest_size=16).hexdigest()
