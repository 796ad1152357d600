"""The digest of a version's point ids, as the store's inventory gives it."""

from __future__ import annotations

from rag.text.digest import digest_ids

__all__ = ["digest_ids"]
