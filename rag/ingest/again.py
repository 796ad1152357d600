"""Writes points of stored documents again, without reading their files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rag.errors import NotFound
from rag.index.embed import embed_texts
from rag.index.keys import point_id
from rag.index.versions import stored_version
from rag.ingest.cutting import CutDocument, cut_document, points_of, split_vectors
from rag.ingest.limits import IngestLimits
from rag.ports import BlobStore, Embedder, PassageStore, VectorCache
from rag.text.digest import digest_ids
from rag.types import DocumentRecord, VersionInventory

GROUP_TEXTS = 256


@dataclass(frozen=True, slots=True)
class StoredDocuments:
    """Documents as they were stored, cut and embedded for one index."""

    blobs: BlobStore
    store: PassageStore
    embedder: Embedder
    cache: VectorCache
    limits: IngestLimits

    def cut(self, record: DocumentRecord) -> CutDocument:
        """The record's document, cut for this index. Raises: NotFound when its text is missing."""
        if record.document_sha256 is None:
            raise NotFound(f"The stored text of {record.source} is missing.")
        document = self.blobs.read_document(record.document_sha256)
        version = stored_version(record)
        budget = self.limits.budget_tokens
        return cut_document(record.version_id, version, document, self.embedder, budget)

    def write(self, cuts: Sequence[CutDocument], done: Callable[[int], None]) -> None:
        """Embed the documents and write their points; durable after the store's ``flush``."""
        texts = [text for cut in cuts for text in cut.texts]
        vectors = embed_texts(self.embedder, self.cache, texts, self.limits.batch, done)
        parts = zip(cuts, split_vectors(cuts, vectors), strict=True)
        self.store.write_points([point for cut, part in parts for point in points_of(cut, part)])


def expected_inventory(cut: CutDocument) -> VersionInventory:
    """What an index holds of the document once all its points are written."""
    ids = [point_id(cut.version_id, passage.ordinal) for passage in cut.passages]
    return VersionInventory(len(ids), digest_ids(ids))


def in_groups(cuts: Iterator[CutDocument]) -> Iterator[list[CutDocument]]:
    """The documents in groups of some hundred texts."""
    group: list[CutDocument] = []
    n_texts = 0
    for cut in cuts:
        group.append(cut)
        n_texts += len(cut.texts)
        if n_texts >= GROUP_TEXTS:
            yield group
            group, n_texts = [], 0
    if group:
        yield group
