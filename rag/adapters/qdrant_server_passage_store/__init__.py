"""A passage store in a Qdrant server (qdrant-client)."""

from rag.adapters.qdrant_server_passage_store.store import (
    QdrantServerPassageStore,
    drop_collection,
    open_qdrant_server,
)

__all__ = ["QdrantServerPassageStore", "drop_collection", "open_qdrant_server"]
