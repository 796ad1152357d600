"""Deterministic stand-ins that keep the real contracts (tests/contracts runs on them too)."""

from tests.fakes.blobs import InMemoryBlobs
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.passage_store import InMemoryPassageStore
from tests.fakes.registry import InMemoryRegistry
from tests.fakes.reranker import FakeReranker
from tests.fakes.vector_cache import InMemoryVectorCache

__all__ = [
    "FakeEmbedder",
    "FakeReranker",
    "InMemoryBlobs",
    "InMemoryPassageStore",
    "InMemoryRegistry",
    "InMemoryVectorCache",
]
