"""Settings to adapters to flows: the only place that chooses what is behind a port."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from rag.adapters.disk_source_files import DiskSourceFiles
from rag.adapters.file_blobs import FileBlobs
from rag.adapters.file_lock import DataFolderLock
from rag.adapters.qdrant_edge_passage_store import QdrantEdgePassageStore
from rag.adapters.rank_bm25_sentence_scorer import RankBm25SentenceScorer
from rag.adapters.sandboxed_draft_reader import Limits, SandboxedDraftReader
from rag.adapters.sql_registry import SqlRegistry
from rag.adapters.sql_vector_cache import SqlVectorCache
from rag.adapters.watchfiles_folder_watch import WatchfilesFolderWatch
from rag.ask import AskFlow
from rag.compose.caution import least_score
from rag.errors import SettingsError
from rag.index.fingerprint import check_fingerprint, index_fingerprint, short_fingerprint
from rag.index.language_offsets import CentredEmbedder, find_offsets
from rag.ingest import IngestFlow, IngestLimits
from rag.library import DocumentCache, Library
from rag.model_choice import make_embedder, make_reranking, make_writer
from rag.parsing import parse_file
from rag.ports import (
    BlobStore,
    DraftReader,
    Embedder,
    FolderWatch,
    LanguageModel,
    PassageStore,
    Registry,
)
from rag.progress import IngestReport, ProgressWatcher
from rag.settings import Settings

MIB = 2**20


@dataclass(slots=True)
class Derek:
    """Everything opened and wired. Close it, or use it in a ``with`` block."""

    settings: Settings
    ask: AskFlow
    ingest: IngestFlow
    library: Library
    embedder: Embedder
    registry: Registry
    store: PassageStore
    cache: SqlVectorCache
    reader: DraftReader
    lock: DataFolderLock
    folder_watch: FolderWatch
    fingerprint: str

    def reembed(self, watch: ProgressWatcher | None = None) -> IngestReport:
        """Fill the index this was opened for, let it take over, and remove the one before.

        For a Derek opened with ``reembed``. Raises: StorageFull, AdapterError; then the index
        before is still the one, and another call goes on where this one ended.
        """
        before = self.registry.read_fingerprint()
        report = self.ingest.reembed(self.store, self.embedder, self.fingerprint, watch)
        if before is not None and before != self.fingerprint:
            _remove_index(self.settings, before)
        return report

    def close(self) -> None:
        """Flush and release everything; the data folder may be opened by another process."""
        try:
            self.reader.close()
            self.store.close()
        finally:
            self.cache.close()
            self.registry.close()
            self.lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_derek(
    settings: Settings,
    *,
    embedder: Embedder | None = None,
    language_model: LanguageModel | None = None,
    rebuild: bool = False,
    reembed: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> Derek:
    """Open the data folder, taking its lock, and repair the index where it disagrees.

    ``rebuild`` throws the index away and accepts a changed fingerprint; call ``ingest.reread``
    to read the originals anew. ``reembed`` opens another index beside the one that serves; call
    ``reembed`` to fill it. ``tell`` hears a sentence when something has to be made first that
    takes seconds. ``embedder`` and ``language_model`` stand in for those that the settings name.
    Raises: DataFolderInUse, IndexIncompatible, AdapterError.
    """
    lock = DataFolderLock(settings.data)
    lock.acquire()
    try:
        model = embedder or make_embedder(settings.embedder, _models(settings), tell)
        derek = _open(settings, model, lock, rebuild, reembed)
        if language_model is not None:
            writer = make_writer(settings, _models(settings), derek.embedder, language_model)
            derek.ask = replace(derek.ask, writer=writer)
        return derek
    except BaseException:
        lock.release()
        raise


def _open(
    settings: Settings, model: Embedder, lock: DataFolderLock, rebuild: bool, reembed: bool
) -> Derek:
    offsets = find_offsets(model.name)
    embedder = model if offsets is None else CentredEmbedder(model, offsets)
    registry = SqlRegistry(settings.data / "registry.sqlite")
    fingerprint = index_fingerprint(embedder, settings.chunk.budget_tokens)
    if not (rebuild or reembed):
        check_fingerprint(registry.read_fingerprint(), fingerprint)
    store = _open_store(settings, embedder.dimension, fingerprint, rebuild)
    if not reembed:
        registry.write_fingerprint(fingerprint)
    embedder.embed_question("")  # loads the model now, so that «open» means «ready»
    derek = _wire(settings, embedder, registry, store, lock, fingerprint)
    if not (rebuild or reembed):
        derek.ingest.repair()
    return derek


def _wire(
    settings: Settings,
    embedder: Embedder,
    registry: Registry,
    store: PassageStore,
    lock: DataFolderLock,
    fingerprint: str,
) -> Derek:
    blobs: BlobStore = FileBlobs(settings.data / "blobs")
    documents = DocumentCache(blobs)
    ask = _make_ask(settings, embedder, registry, store, documents, fingerprint)
    cache = SqlVectorCache(_cache(settings) / "vectors.sqlite")
    cache.prune()
    reader = _make_reader(settings)
    ingest = IngestFlow(
        files=DiskSourceFiles(),
        reader=reader,
        blobs=blobs,
        registry=registry,
        store=store,
        embedder=embedder,
        cache=cache,
        limits=_limits(settings),
    )
    library = Library(registry, blobs, documents)
    return Derek(
        settings=settings,
        ask=ask,
        ingest=ingest,
        library=library,
        embedder=embedder,
        registry=registry,
        store=store,
        cache=cache,
        reader=reader,
        lock=lock,
        folder_watch=WatchfilesFolderWatch(looking=settings.ingest.look_for_changes),
        fingerprint=fingerprint,
    )


def _make_ask(
    settings: Settings,
    embedder: Embedder,
    registry: Registry,
    store: PassageStore,
    documents: DocumentCache,
    fingerprint: str,
) -> AskFlow:
    return AskFlow(
        embedder=embedder,
        store=store,
        registry=registry,
        documents=documents,
        scorer=RankBm25SentenceScorer(),
        candidates=settings.retrieve.candidates,
        lexical_weight=settings.retrieve.lexical_weight,
        settings_fingerprint=short_fingerprint(fingerprint),
        min_score=least_score(settings.compose.caution, settings.compose.min_score),
        reranking=make_reranking(settings.reranker, _models(settings)),
        writer=make_writer(settings, _models(settings), embedder),
    )


def _open_store(
    settings: Settings, dimension: int, fingerprint: str, rebuild: bool
) -> PassageStore:
    if settings.store.kind == "server":
        # The client takes 60 MB and half a second that the embedded engine has no use for.
        from rag.adapters.qdrant_server_passage_store import open_qdrant_server

        url, collection = _collection(settings, fingerprint)
        key = settings.store.api_key
        return open_qdrant_server(url, api_key=key, collection=collection, dimension=dimension)
    if rebuild:
        shutil.rmtree(settings.data / "index", ignore_errors=True)
    return QdrantEdgePassageStore(_index_folder(settings, fingerprint), dimension)


def _remove_index(settings: Settings, fingerprint: str) -> None:
    """Remove an index that was replaced."""
    if settings.store.kind == "server":
        from rag.adapters.qdrant_server_passage_store import drop_collection

        url, collection = _collection(settings, fingerprint)
        drop_collection(url, api_key=settings.store.api_key, collection=collection)
    else:
        shutil.rmtree(_index_folder(settings, fingerprint), ignore_errors=True)


def _index_folder(settings: Settings, fingerprint: str) -> Path:
    return settings.data / "index" / short_fingerprint(fingerprint)


def _collection(settings: Settings, fingerprint: str) -> tuple[str, str]:
    """URL of the Qdrant server and the collection there. Raises: SettingsError."""
    if settings.store.url is None:
        raise SettingsError(
            "The store is a Qdrant server but its URL is not set.",
            mend="Set DEREK_STORE_URL, or DEREK_STORE_KIND=edge.",
        )
    return settings.store.url, f"{settings.store.collection}_{short_fingerprint(fingerprint)}"


def _cache(settings: Settings) -> Path:
    """Where what can be made again is kept; data folders may share it."""
    return settings.cache or settings.data


def _models(settings: Settings) -> Path:
    return _cache(settings) / "models"


def _make_reader(settings: Settings) -> DraftReader:
    parse = settings.parse
    # The page after which the last one is asked for waits for its text: twice the time.
    limits = Limits(parse.seconds, parse.memory_mib, pause_seconds=2 * parse.ocr_page_seconds)
    options: dict[str, str | int | None] = {
        "max_line_bytes": settings.ingest.max_line_mib * MIB,
        "ocr_languages": parse.ocr_languages,
        "ocr_page_seconds": parse.ocr_page_seconds,
    }
    return SandboxedDraftReader(parse_file, options, limits, parse.workers)


def _limits(settings: Settings) -> IngestLimits:
    return IngestLimits(
        file_bytes=settings.ingest.max_file_mib * MIB,
        budget_tokens=settings.chunk.budget_tokens,
        batch=settings.ingest.batch_passages,
        workers=settings.parse.workers,
    )
