"""A passage store in Qdrant's own engine, embedded in this process (qdrant-edge-py)."""

from rag.adapters.qdrant_edge_passage_store.store import QdrantEdgePassageStore

__all__ = ["QdrantEdgePassageStore"]
