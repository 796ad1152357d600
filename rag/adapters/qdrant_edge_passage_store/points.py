"""Our points as the engine takes and gives them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import qdrant_edge as edge

from rag.adapters.qdrant_payload import make_payload, unpacked_point
from rag.types import Point, StoredPoint

BYTES_PER_FLOAT = 5 + 4
"""A number in the write-ahead log (CBOR) and in the segment."""
BYTES_PER_POINT = 2 * 2048
"""Ids, filter fields and their indexes, in the log and in the segment."""


def edge_point(point: Point) -> edge.Point:
    """The engine's point; a vector that would be empty is left out."""
    vectors: dict[str, Any] = {"dense": point.dense.tolist()}
    if point.lexical:
        vectors["lexical"] = edge.SparseVector(list(point.lexical), list(point.lexical.values()))
    return edge.Point(point.id, vectors, make_payload(point))


def stored_point(record: edge.Record, dimension: int) -> StoredPoint:
    """What is read back of a point."""
    payload = cast(Mapping[str, Any], record.payload)
    return unpacked_point(payload, cast(Mapping[str, Any], record.vector), dimension)


def bytes_needed(point: Point) -> int:
    """An upper estimate of what writing the point takes on disk."""
    n_floats = point.dense.size + 2 * len(point.lexical)
    n_text = len(point.passage.embedded_text.encode("utf-8", "replace"))
    # Half precision in Base64; like the text it stands in the log and in the segment.
    n_units = 3 * point.unit_vectors.size
    return n_floats * BYTES_PER_FLOAT + 2 * (n_text + n_units) + BYTES_PER_POINT
