"""Our points as the server takes and gives them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from qdrant_client import models

from rag.adapters.qdrant_payload import make_payload, unpacked_point
from rag.types import Point, StoredPoint


def point_struct(point: Point) -> models.PointStruct:
    """The server's point; a vector that would be empty is left out."""
    vectors: dict[str, Any] = {"dense": point.dense.tolist()}
    if point.lexical:
        vectors["lexical"] = sparse_vector(point.lexical)
    return models.PointStruct(id=point.id, vector=vectors, payload=make_payload(point))


def stored_point(record: models.Record, dimension: int) -> StoredPoint:
    """What is read back of a point."""
    vectors = cast(Mapping[str, Any], record.vector or {})
    return unpacked_point(record.payload or {}, vectors, dimension)


def sparse_vector(weights: Mapping[int, float]) -> models.SparseVector:
    """Weights by term number, as the server takes them."""
    return models.SparseVector(indices=list(weights), values=list(weights.values()))
