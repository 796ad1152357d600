"""Opens the server's collection with our fields and vectors."""

from __future__ import annotations

from qdrant_client import QdrantClient, models

from rag.errors import IndexIncompatible

KEYWORD_FIELDS = ("version_id", "source", "collection", "groups", "language")
INTEGER_FIELDS = ("date", "days", "months")


def open_collection(client: QdrantClient, collection: str, dimension: int) -> None:
    """Make the collection, or check the one that is there. Raises: IndexIncompatible."""
    if client.collection_exists(collection):
        _check_dimension(client, collection, dimension)
    else:
        _make_collection(client, collection, dimension)


def _check_dimension(client: QdrantClient, collection: str, dimension: int) -> None:
    vectors = client.get_collection(collection).config.params.vectors
    dense = vectors.get("dense") if isinstance(vectors, dict) else None
    if dense is None or dense.size != dimension:
        raise IndexIncompatible(
            f"The collection {collection} on the Qdrant server was made otherwise.",
            mend="Set DEREK_STORE_COLLECTION to another name.",
        )


def _make_collection(client: QdrantClient, collection: str, dimension: int) -> None:
    dense = models.VectorParams(size=dimension, distance=models.Distance.COSINE)
    lexical = models.SparseVectorParams(modifier=models.Modifier.IDF)
    client.create_collection(
        collection,
        vectors_config={"dense": dense},
        sparse_vectors_config={"lexical": lexical},
        # Unit vectors are payload, which is only read back: not kept in memory.
        on_disk_payload=True,
    )
    schemas = dict.fromkeys(KEYWORD_FIELDS, models.PayloadSchemaType.KEYWORD)
    schemas |= dict.fromkeys(INTEGER_FIELDS, models.PayloadSchemaType.INTEGER)
    for name, schema in schemas.items():
        client.create_payload_index(collection, name, schema)
