"""One number for a set of ids, equal on both sides when both hold the same ids."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

DIGEST_BYTES = 16


def digest_ids(ids: Iterable[str]) -> str:
    """XOR of the BLAKE2b-128 hashes of the ids, 32 hex digits; zeros for no ids.

    The order does not matter. An id that stands twice cancels itself, so count beside it.
    """
    total = 0
    for item in ids:
        total ^= int.from_bytes(hashlib.blake2b(item.encode(), digest_size=DIGEST_BYTES).digest())
    return f"{total:0{2 * DIGEST_BYTES}x}"
