"""Reads files in processes of their own, which can be limited and killed (POSIX, msgspec)."""

from rag.adapters.sandboxed_draft_reader.limits import Limits
from rag.adapters.sandboxed_draft_reader.reader import SandboxedDraftReader

__all__ = ["Limits", "SandboxedDraftReader"]
