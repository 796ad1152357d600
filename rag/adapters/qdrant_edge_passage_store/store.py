"""The passage store: writes, searches and counts points in one folder of the engine."""

from __future__ import annotations

import shutil
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import qdrant_edge as edge

from rag.adapters.qdrant_edge_passage_store.errors import engine_errors
from rag.adapters.qdrant_edge_passage_store.points import (
    bytes_needed,
    edge_point,
    stored_point,
)
from rag.adapters.qdrant_edge_passage_store.queries import (
    READ_BACK,
    dense_request,
    edge_filter,
    lexical_request,
)
from rag.adapters.qdrant_edge_passage_store.shard import open_shard
from rag.adapters.qdrant_payload import store_hits
from rag.errors import StorageFull
from rag.text.digest import digest_ids
from rag.types import Filters, LegHits, Point, StoredPoint, Vector, VersionInventory

BATCH_FLOATS = 1_000_000
"""Numbers of one engine operation: 5 MB of the write-ahead log, whose segments hold 32 MiB."""
SCROLL_POINTS = 1000
REMOVE_VERSIONS = 256
FREE_MARGIN_BYTES = 64 * 2**20
"""Two segments of the write-ahead log, which the engine creates as holes and fills later."""


def free_bytes_of_disk(folder: Path) -> int:
    """Bytes that are free where the folder lives."""
    return shutil.disk_usage(folder).free


class QdrantEdgePassageStore:
    """A ``PassageStore`` in one folder, held by one process.

    Reads may run in any number of threads beside one writer. The engine keeps Python's global
    lock while it works, so every thread waits for ``optimise``.

    Unit vectors are kept as float16 (relative error below 0.001) and have unit length again when
    they are read. The engine dies when the disk fills (SIGBUS), so space is checked before each
    batch; ``free_bytes`` says how much there is.
    """

    def __init__(
        self,
        folder: Path,
        dimension: int,
        free_bytes: Callable[[Path], int] = free_bytes_of_disk,
    ) -> None:
        """Raises: AdapterUnavailable (damaged index), DataFolderInUse, StorageFull."""
        self._folder = folder
        self._dimension = dimension
        self._free_bytes = free_bytes
        self._writing = threading.RLock()
        folder.parent.mkdir(parents=True, exist_ok=True)
        self._check_space(0)
        with engine_errors():
            self._shard = open_shard(folder, dimension)
        self._open = True

    def write_points(self, points: Sequence[Point]) -> None:
        """Insert or replace points by id. Durable only after ``flush``. Raises: StorageFull."""
        for batch in _batches(points):
            upsert = edge.UpdateOperation.upsert_points([edge_point(point) for point in batch])
            self._update(upsert, n_bytes=sum(map(bytes_needed, batch)))

    def flush(self) -> None:
        """Return when everything written is on disk."""
        with self._writing, engine_errors():
            self._shard.flush()

    def optimise(self) -> None:
        """Merge segments and build the vector index where a field has grown large.

        It copies the index for that time. Raises: StorageFull.
        """
        with self._writing:
            self._check_space(_bytes_on_disk(self._folder))
            with engine_errors():
                self._shard.optimize()

    def remove_versions(self, version_ids: Sequence[str]) -> None:
        """Remove all points of these versions; unknown ids are ignored. Raises: StorageFull."""
        for left in range(0, len(version_ids), REMOVE_VERSIONS):
            match = edge.MatchAny(list(version_ids[left : left + REMOVE_VERSIONS]))
            chosen = edge.Filter(must=[edge.FieldCondition("version_id", match=match)])
            self._update(edge.UpdateOperation.delete_points_by_filter(chosen), n_bytes=0)

    def relabel_version(self, version_id: str, source: str) -> None:
        """Let the version's points be filtered by another source. Raises: StorageFull."""
        match = edge.MatchAny([version_id])
        chosen = edge.Filter(must=[edge.FieldCondition("version_id", match=match)])
        relabel = edge.UpdateOperation.set_payload_by_filter(chosen, {"source": source})
        self._update(relabel, n_bytes=0)

    def search(
        self, dense: Vector, lexical: Mapping[int, float], filters: Filters, limit: int
    ) -> LegHits:
        """Up to ``limit`` points from each leg under ``filters``, in one call of the engine.

        A term's weight is ln(1 + (N - n + 0.5) / (n + 0.5)), where N points have any term and n
        have this one, whatever the filters.
        """
        chosen = edge_filter(filters)
        legs = [dense_request(dense, chosen, limit)]
        if lexical:
            legs.append(lexical_request(lexical, chosen, limit))
        with engine_errors():
            answers = self._shard.query_batch(edge.QueryBatchRequest(legs))
        hits = [store_hits(answer, limit) for answer in answers]
        return LegHits(dense=hits[0], lexical=hits[1] if lexical else ())

    def read_points(self, point_ids: Sequence[str]) -> Mapping[str, StoredPoint]:
        """What was written, by point id; unknown left out."""
        with engine_errors():
            records = self._shard.retrieve(
                list(point_ids), with_payload=READ_BACK, with_vector=["dense"]
            )
        return {str(record.id): stored_point(record, self._dimension) for record in records}

    def inventory(self) -> Mapping[str, VersionInventory]:
        """What the store holds, by version id; a point that lost its vector does not count."""
        held: dict[str, list[str]] = defaultdict(list)
        for record in self._scroll():
            held[(record.payload or {})["version_id"]].append(str(record.id))
        return {
            version: VersionInventory(len(ids), digest_ids(ids)) for version, ids in held.items()
        }

    def close(self) -> None:
        """Flush and release the folder; the store is unusable afterwards."""
        with self._writing, engine_errors():
            if self._open:
                self._open = False
                self._shard.flush()
                self._shard.close()

    def _scroll(self) -> Iterator[edge.Record]:
        whole = edge.Filter(must=[edge.HasVectorCondition("dense")])
        offset = None
        while True:
            request = edge.ScrollRequest(
                offset=offset,
                limit=SCROLL_POINTS,
                filter=whole,
                with_payload=["version_id"],
                with_vector=False,
            )
            with engine_errors():
                records, offset = self._shard.scroll(request)
            yield from records
            if offset is None:
                return

    def _update(self, operation: edge.UpdateOperation, n_bytes: int) -> None:
        with self._writing:
            self._check_space(n_bytes)
            with engine_errors():
                self._shard.update(operation)

    def _check_space(self, n_bytes: int) -> None:
        where = self._folder if self._folder.exists() else self._folder.parent
        needed = n_bytes + FREE_MARGIN_BYTES
        if self._free_bytes(where) < needed:
            raise StorageFull(
                f"The index needs {needed // 2**20 + 1} MiB of free space.",
                mend="Free some space, or choose --data elsewhere.",
            )


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


def _bytes_on_disk(folder: Path) -> int:
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())
