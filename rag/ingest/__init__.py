"""Flow 1: bytes become a document, its passages are indexed, then the version becomes live.

The order is what keeps a crash harmless: original bytes, pending version, points under new ids,
flush, stored document, one transaction that makes the version live, and only then the old points
are removed. Several documents may share a flush; each is published after the one that covers it,
one by one in order. Whatever stops half-way is invisible and is made again.
"""

from rag.ingest.flow import IngestFlow
from rag.ingest.limits import IngestLimits

__all__ = ["IngestFlow", "IngestLimits"]
