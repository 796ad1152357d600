"""Opens the engine's folder with our fields and vectors."""

from __future__ import annotations

import shutil
from pathlib import Path

import qdrant_edge as edge

INDEXING_THRESHOLD_KB = 37_500
"""Size of the vectors (1.5 KB a passage) from which a graph is built.

Below, a segment is searched exactly: measured 4 ms for 20,000 passages under a filter, while
building the graph stops every thread of the process.
"""
FIELD_INDEXES = {
    "version_id": edge.PayloadSchemaType.Keyword,
    "source": edge.PayloadSchemaType.Keyword,
    "collection": edge.PayloadSchemaType.Keyword,
    "groups": edge.PayloadSchemaType.Keyword,
    "language": edge.PayloadSchemaType.Keyword,
    "date": edge.PayloadSchemaType.Integer,
    "days": edge.PayloadSchemaType.Integer,
    "months": edge.PayloadSchemaType.Integer,
}
"""Payload fields that are filtered by."""


def open_shard(folder: Path, dimension: int) -> edge.EdgeShard:
    """Load the shard, or make it when there is nothing. Raises what the engine raises."""
    config = _edge_config(dimension)
    if not folder.exists() or not any(folder.iterdir()):
        # Made beside its place and renamed, so that a crash here leaves no half-made index.
        fresh = folder.with_name(folder.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        shard = edge.EdgeShard.create(str(fresh), config)
        _make_indexes(shard)
        shard.flush()
        shard.close()
        fresh.rename(folder)
    shard = edge.EdgeShard.load(str(folder), config)
    _make_indexes(shard)
    return shard


def _make_indexes(shard: edge.EdgeShard) -> None:
    known = shard.info().payload_schema
    for name, schema in FIELD_INDEXES.items():
        if name not in known:
            shard.update(edge.UpdateOperation.create_field_index(name, schema))


def _edge_config(dimension: int) -> edge.EdgeConfig:
    dense = edge.EdgeVectorParams(size=dimension, distance=edge.Distance.Cosine)
    lexical = edge.EdgeSparseVectorParams(modifier=edge.Modifier.Idf)
    return edge.EdgeConfig(
        vectors={"dense": dense},
        sparse_vectors={"lexical": lexical},
        # Unit vectors are payload, which is only read back: not kept in memory.
        on_disk_payload=True,
        optimizers=edge.EdgeOptimizersConfig(indexing_threshold=INDEXING_THRESHOLD_KB),
    )
