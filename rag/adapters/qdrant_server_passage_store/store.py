"""The passage store: writes, searches and counts points in one collection of a server."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from qdrant_client import QdrantClient, models

from rag.adapters.qdrant_payload import store_hits
from rag.adapters.qdrant_server_passage_store.collection import open_collection
from rag.adapters.qdrant_server_passage_store.errors import server_errors
from rag.adapters.qdrant_server_passage_store.points import (
    point_struct,
    stored_point,
)
from rag.adapters.qdrant_server_passage_store.queries import (
    READ_BACK,
    any_of,
    dense_request,
    lexical_request,
    server_filter,
)
from rag.errors import AdapterProtocolError
from rag.text.digest import digest_ids
from rag.types import Filters, LegHits, Point, StoredPoint, Vector, VersionInventory

BATCH_FLOATS = 1_000_000
"""Numbers of one request: about 20 MB of JSON, where a server takes 32 MB by default."""
SCROLL_POINTS = 1000
REMOVE_VERSIONS = 256
TIMEOUT_SECONDS = 30


class QdrantServerPassageStore:
    """A ``PassageStore`` in one collection of a server; made when it does not exist.

    Writes return when the server has applied them, so ``flush`` has nothing left to do; the
    server optimises by itself. Unit vectors are float16 there and have unit length again when
    they are read. Any number of threads may use it.
    """

    def __init__(self, client: QdrantClient, collection: str, dimension: int) -> None:
        """Raises: AdapterUnavailable, AdapterTimedOut, IndexIncompatible (another dimension)."""
        self._client = client
        self._collection = collection
        self._dimension = dimension
        with server_errors():
            open_collection(client, collection, dimension)

    def write_points(self, points: Sequence[Point]) -> None:
        """Insert or replace points by id; returns when the server has applied it."""
        for batch in _batches(points):
            structs = [point_struct(point) for point in batch]
            with server_errors():
                self._client.upsert(self._collection, points=structs, wait=True)

    def flush(self) -> None:
        """Nothing: every write was acknowledged."""

    def optimise(self) -> None:
        """Nothing: the server optimises by itself."""

    def remove_versions(self, version_ids: Sequence[str]) -> None:
        """Remove all points of these versions; unknown ids are ignored."""
        for left in range(0, len(version_ids), REMOVE_VERSIONS):
            chosen = models.FilterSelector(
                filter=models.Filter(
                    must=[any_of("version_id", version_ids[left : left + REMOVE_VERSIONS])]
                )
            )
            with server_errors():
                self._client.delete(self._collection, points_selector=chosen, wait=True)

    def relabel_version(self, version_id: str, source: str) -> None:
        """Let the version's points be filtered by another source; returns when it is applied."""
        chosen = models.Filter(must=[any_of("version_id", [version_id])])
        with server_errors():
            self._client.set_payload(
                self._collection, payload={"source": source}, points=chosen, wait=True
            )

    def search(
        self, dense: Vector, lexical: Mapping[int, float], filters: Filters, limit: int
    ) -> LegHits:
        """Up to ``limit`` points from each leg under ``filters``, in one request.

        A term's weight is ln(1 + (N - n + 0.5) / (n + 0.5)), where N points have any term and n
        have this one, whatever the filters.
        """
        chosen = server_filter(filters)
        legs = [dense_request(dense, chosen, limit)]
        if lexical:
            legs.append(lexical_request(lexical, chosen, limit))
        with server_errors():
            answers = self._client.query_batch_points(self._collection, requests=legs)
        if len(answers) != len(legs):
            raise AdapterProtocolError("The Qdrant server answered only part of a search.")
        hits = [store_hits(answer.points, limit) for answer in answers]
        return LegHits(dense=hits[0], lexical=hits[1] if lexical else ())

    def read_points(self, point_ids: Sequence[str]) -> Mapping[str, StoredPoint]:
        """What was written, by point id; unknown left out."""
        with server_errors():
            records = self._client.retrieve(
                self._collection,
                ids=list(point_ids),
                with_payload=READ_BACK,
                with_vectors=["dense"],
            )
        return {str(record.id): stored_point(record, self._dimension) for record in records}

    def inventory(self) -> Mapping[str, VersionInventory]:
        """What the store holds, by version id."""
        held: dict[str, list[str]] = defaultdict(list)
        for record in self._scroll():
            held[(record.payload or {})["version_id"]].append(str(record.id))
        return {
            version: VersionInventory(len(ids), digest_ids(ids)) for version, ids in held.items()
        }

    def close(self) -> None:
        """Close the connection; the store is unusable afterwards."""
        self._client.close()

    def _scroll(self) -> Iterator[models.Record]:
        offset = None
        while True:
            with server_errors():
                records, offset = self._client.scroll(
                    self._collection,
                    limit=SCROLL_POINTS,
                    offset=offset,
                    with_payload=["version_id"],
                    with_vectors=False,
                )
            yield from records
            if offset is None:
                return


def open_qdrant_server(
    url: str,
    *,
    api_key: str | None,
    collection: str,
    dimension: int,
    timeout_seconds: int = TIMEOUT_SECONDS,
) -> QdrantServerPassageStore:
    """Connect to a server. Raises: AdapterUnavailable, AdapterTimedOut, IndexIncompatible."""
    client = QdrantClient(
        url=url, api_key=api_key, timeout=timeout_seconds, check_compatibility=False
    )
    return QdrantServerPassageStore(client, collection, dimension)


def drop_collection(url: str, *, api_key: str | None, collection: str) -> None:
    """Remove a collection; nothing happens when there is none. Raises: AdapterUnavailable."""
    client = QdrantClient(
        url=url, api_key=api_key, timeout=TIMEOUT_SECONDS, check_compatibility=False
    )
    with server_errors():
        client.delete_collection(collection)
    client.close()


def _batches(points: Sequence[Point]) -> Iterator[list[Point]]:
    batch: list[Point] = []
    n_floats = 0
    for point in points:
        n_floats += point.dense.size + point.unit_vectors.size
        if batch and n_floats > BATCH_FLOATS:
            yield batch
            batch, n_floats = [], point.dense.size + point.unit_vectors.size
        batch.append(point)
    if batch:
        yield batch
