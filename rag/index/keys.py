"""Ids of points and keys of cached vectors."""

from __future__ import annotations

import hashlib
import uuid

POINT_NAMESPACE = uuid.UUID("6e1b6b1e-7d0c-5f2b-9c35-0f3f8f0c7a11")
"""Any fixed UUID; names hashed under it cannot meet ids made elsewhere (RFC 9562, version 5)."""


def point_id(version_id: str, ordinal: int) -> str:
    """A UUID for the passage at ``ordinal`` of one version; no two versions share a point."""
    return str(uuid.uuid5(POINT_NAMESPACE, f"{version_id}/{ordinal}"))


def text_key(model: str, role: str, text: str) -> str:
    """Key of a vector in the cache: what was embedded, by which model, in which role."""
    parts = "\0".join((model, role, text))
    return hashlib.blake2b(parts.encode("utf-8", "replace"), digest_size=16).hexdigest()
