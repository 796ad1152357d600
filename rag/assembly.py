"""Settings to adapters to flows: the only place that chooses what is behind a port."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from rag.adapters.disk_source_files import DiskSourceFiles
from rag.adapters.file_blobs import FileBlobs
from rag.adapters.file_handovers import FileHandovers
from rag.adapters.file_lock import BUILDING, DataFolderLock
from rag.adapters.rank_bm25_sentence_scorer import RankBm25SentenceScorer
from rag.adapters.sandboxed_draft_reader import Limits, SandboxedDraftReader
from rag.adapters.sql_registry import SqlRegistry
from rag.adapters.sql_vector_cache import SqlVectorCache
from rag.adapters.watchfiles_folder_watch import WatchfilesFolderWatch
from rag.ask import AskFlow
from rag.compose.caution import least_score
from rag.derek import Derek
from rag.index.fingerprint import check_fingerprint, short_fingerprint
from rag.index_choice import (
    ChosenIndex,
    cache_folder,
    choose_index,
    index_choice,
    models_folder,
    remove_all_indexes,
    remove_index,
)
from rag.ingest import IngestFlow, IngestLimits
from rag.ingest.next_index import NextIndex, holding
from rag.library import DocumentCache, Library
from rag.model_choice import make_reranking, make_writer
from rag.parsing import parse_file
from rag.ports import (
    BlobStore,
    DraftReader,
    Embedder,
    LanguageModel,
    PassageStore,
    Registry,
)
from rag.retrieve.question_form import find_forms
from rag.settings import Settings
from rag.types import IndexHandover

MIB = 2**20
REGISTRY_FILE, VECTORS_FILE, BLOBS_FOLDER = "registry.sqlite", "vectors.sqlite", "blobs"

__all__ = ["Derek", "open_derek", "open_next_index"]


def open_derek(
    settings: Settings,
    *,
    embedder: Embedder | None = None,
    language_model: LanguageModel | None = None,
    rebuild: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> Derek:
    """Open the data folder, taking its lock, and repair the index where it disagrees.

    ``rebuild`` throws the index away and accepts a changed fingerprint; call ``ingest.reread``
    to read the originals anew. ``tell`` hears a sentence when something has to be made first that
    takes seconds. ``embedder`` and ``language_model`` stand in for those that the settings name.
    Raises: DataFolderInUse, IndexIncompatible, AdapterError.
    """
    lock = DataFolderLock(settings.data)
    lock.acquire()
    try:
        derek = _open(choose_index(settings, tell, embedder), lock, rebuild)
        if language_model is not None:
            writer = make_writer(settings, models_folder(settings), derek.embedder, language_model)
            derek.ask = replace(derek.ask, writer=writer)
        return derek
    except BaseException:
        lock.release()
        raise


def open_next_index(
    settings: Settings,
    *,
    embedder: Embedder | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> NextIndex:
    """The index of these settings, to be made beside one that another process may be asked by.

    Raises: DataFolderInUse when another process is making one, AdapterError.
    """
    building = DataFolderLock(settings.data, BUILDING)
    building.acquire()
    try:
        index = choose_index(settings, tell, embedder)
        return NextIndex(
            registry=SqlRegistry(settings.data / REGISTRY_FILE),
            blobs=FileBlobs(settings.data / BLOBS_FOLDER),
            cache=SqlVectorCache(cache_folder(settings) / VECTORS_FILE),
            embedder=index.embedder,
            limits=_limits(settings),
            fingerprint=index.fingerprint,
            chosen=index_choice(settings),
            open_store=index.open_store,
            retire=partial(remove_index, settings),
            building=building,
            serving=DataFolderLock(settings.data),
            handovers=FileHandovers(settings.data),
            tell=tell,
        )
    except BaseException:
        building.release()
        raise


def _open(index: ChosenIndex, lock: DataFolderLock, rebuild: bool) -> Derek:
    settings, handovers = index.settings, FileHandovers(index.settings.data)
    if rebuild:
        with holding(DataFolderLock(settings.data, BUILDING)):
            handovers.remove_handover()
            remove_all_indexes(settings)
    registry = SqlRegistry(settings.data / REGISTRY_FILE)
    handover = handovers.find_handover()
    is_next = handover is not None and handover.fingerprint == index.fingerprint
    if not (rebuild or is_next):
        check_fingerprint(registry.read_fingerprint(), index.fingerprint)
    store = index.open_store()
    index.embedder.embed_question("")  # loads the model now, so that «open» means «ready»
    derek = _wire(index, registry, store, lock, handovers)
    if handover is not None and is_next:
        _finish_handover(derek, handover)
    registry.write_fingerprint(index.fingerprint)
    if not rebuild:
        derek.ingest.repair()
    return derek


def _finish_handover(derek: Derek, handover: IndexHandover) -> None:
    """Let the index take over that nobody was there to take, or that was taken half."""
    known, fingerprint = handover.held, handover.fingerprint
    derek.ingest.reembed(derek.store, derek.embedder, fingerprint, known=known)
    if handover.before not in (None, fingerprint):
        remove_index(derek.settings, handover.before)
    derek.handovers.remove_handover()


def _wire(
    index: ChosenIndex,
    registry: Registry,
    store: PassageStore,
    lock: DataFolderLock,
    handovers: FileHandovers,
) -> Derek:
    settings, embedder = index.settings, index.embedder
    blobs: BlobStore = FileBlobs(settings.data / BLOBS_FOLDER)
    documents = DocumentCache(blobs)
    cache = SqlVectorCache(cache_folder(settings) / VECTORS_FILE)
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
    return Derek(
        settings=settings,
        ask=_make_ask(settings, embedder, registry, store, documents, index.fingerprint),
        ingest=ingest,
        library=Library(registry, blobs, documents),
        embedder=embedder,
        registry=registry,
        store=store,
        cache=cache,
        reader=reader,
        lock=lock,
        building=DataFolderLock(settings.data, BUILDING),
        folder_watch=WatchfilesFolderWatch(looking=settings.ingest.look_for_changes),
        fingerprint=index.fingerprint,
        handovers=handovers,
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
        reranking=make_reranking(settings.reranker, models_folder(settings)),
        writer=make_writer(settings, models_folder(settings), embedder),
        forms=find_forms(embedder.name),
    )


def _make_reader(settings: Settings) -> DraftReader:
    parse = settings.parse
    # The page after which the last one is asked for waits for its text: twice the time.
    limits = Limits(parse.seconds, parse.memory_mib, pause_seconds=2 * parse.ocr_page_seconds)
    options: dict[str, str | int | None] = {
        "max_line_bytes": settings.ingest.max_line_mib * MIB,
        "ocr_languages": parse.ocr_languages,
        "ocr_page_seconds": parse.ocr_page_seconds,
    }
    return SandboxedDraftReader(parse_file, options, limits, parse.workers, {"attachments": 0})


def _limits(settings: Settings) -> IngestLimits:
    return IngestLimits(
        file_bytes=settings.ingest.max_file_mib * MIB,
        budget_tokens=settings.chunk.budget_tokens,
        batch=settings.ingest.batch_passages,
        workers=settings.parse.workers,
    )
