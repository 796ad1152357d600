"""Opens passage stores of every kind and asks them, for the contract tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from qdrant_client import QdrantClient

from rag.adapters.qdrant_edge_passage_store import QdrantEdgePassageStore
from rag.adapters.qdrant_server_passage_store import QdrantServerPassageStore
from rag.ports import PassageStore
from rag.types import Filters, LegHits
from tests.contracts.points import DIMENSION, axis
from tests.fakes import InMemoryPassageStore

KINDS = ("fake", "edge", "server")
EVERYTHING = Filters()


def open_store(kind: str, folder: Path) -> PassageStore:
    if kind == "edge":
        return QdrantEdgePassageStore(folder / "index", DIMENSION)
    if kind == "server":
        return QdrantServerPassageStore(QdrantClient(":memory:"), "derek", DIMENSION)
    return InMemoryPassageStore(DIMENSION)


def search(store: PassageStore, filters: Filters = EVERYTHING, limit: int = 50) -> LegHits:
    return store.search(axis(0), {1: 1.0}, filters, limit)


def ids(store: PassageStore, filters: Filters = EVERYTHING) -> set[int]:
    """The numbers of the points that both legs find, which must be the same in both."""
    legs = search(store, filters)
    dense, lexical = ({hit.passage.ordinal for hit in leg} for leg in (legs.dense, legs.lexical))
    assert dense == lexical
    return dense


def assert_same(found: LegHits, expected: LegHits) -> None:
    for leg, other in ((found.dense, expected.dense), (found.lexical, expected.lexical)):
        assert [(h.point_id, h.version_id, h.passage) for h in leg] == [
            (h.point_id, h.version_id, h.passage) for h in other
        ]
        assert [h.score for h in leg] == pytest.approx([h.score for h in other], abs=1e-5)


def ids_of(store: PassageStore, terms: dict[int, float]) -> set[str]:
    return {hit.point_id for hit in store.search(axis(0), terms, EVERYTHING, 50).lexical}
