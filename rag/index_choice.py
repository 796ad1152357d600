"""Settings to an index: the model that makes its vectors, its fingerprint and where it is kept."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rag.adapters.qdrant_edge_passage_store import QdrantEdgePassageStore
from rag.errors import SettingsError
from rag.index.fingerprint import index_fingerprint, short_fingerprint
from rag.index.language_offsets import CentredEmbedder, find_offsets
from rag.model_choice import make_embedder
from rag.ports import Embedder, PassageStore
from rag.settings import Settings, settings_of


@dataclass(frozen=True, slots=True)
class ChosenIndex:
    """The index that the settings name, whether it is there yet or not."""

    settings: Settings
    embedder: Embedder
    fingerprint: str

    def open_store(self) -> PassageStore:
        """Its store, empty where there is none yet; of an embedded one the only opener."""
        settings = self.settings
        if settings.store.kind == "server":
            # The client takes 60 MB and half a second that the embedded engine has no use for.
            from rag.adapters.qdrant_server_passage_store import open_qdrant_server

            url, collection = _collection(settings, self.fingerprint)
            return open_qdrant_server(
                url,
                api_key=settings.store.api_key,
                collection=collection,
                dimension=self.embedder.dimension,
            )
        folder = _index_folder(settings, self.fingerprint)
        return QdrantEdgePassageStore(folder, self.embedder.dimension)


def choose_index(
    settings: Settings, tell: Callable[[str], None], embedder: Embedder | None = None
) -> ChosenIndex:
    """The index of these settings; ``embedder`` stands in for the one that they name.

    Raises: SettingsError, AdapterError.
    """
    model = embedder or make_embedder(settings.embedder, models_folder(settings), tell)
    offsets = find_offsets(model.name)
    centred = model if offsets is None else CentredEmbedder(model, offsets)
    return ChosenIndex(settings, centred, index_fingerprint(centred, settings.chunk.budget_tokens))


def remove_index(settings: Settings, fingerprint: str) -> None:
    """Remove an index that was replaced."""
    if settings.store.kind == "server":
        from rag.adapters.qdrant_server_passage_store import drop_collection

        url, collection = _collection(settings, fingerprint)
        drop_collection(url, api_key=settings.store.api_key, collection=collection)
    else:
        shutil.rmtree(_index_folder(settings, fingerprint), ignore_errors=True)


def remove_all_indexes(settings: Settings) -> None:
    """Remove every index of the embedded engine; a server's stay."""
    shutil.rmtree(settings.data / "index", ignore_errors=True)


def index_choice(settings: Settings) -> Mapping[str, Mapping[str, object]]:
    """What of the settings makes the index, for another process; without secrets.

    A folder is named so that it is found from wherever that process stands.
    """
    embedder = settings.embedder.model_dump(exclude={"key"})
    if settings.embedder.model is not None and Path(settings.embedder.model).is_dir():
        embedder["model"] = str(Path(settings.embedder.model).resolve())
    return {"embedder": embedder, "chunk": settings.chunk.model_dump()}


def with_index_choice(settings: Settings, chosen: Mapping[str, Mapping[str, object]]) -> Settings:
    """These settings with those of an index that another process made.

    The key of an embedding server goes to the server that it was set for and to no other.
    Raises: SettingsError when they cannot be read.
    """
    there = settings_of(chosen)
    embedder = there.embedder
    if embedder.url == settings.embedder.url:
        embedder = embedder.model_copy(update={"key": settings.embedder.key})
    return settings.model_copy(update={"embedder": embedder, "chunk": there.chunk})


def models_folder(settings: Settings) -> Path:
    """Where models are kept."""
    return cache_folder(settings) / "models"


def cache_folder(settings: Settings) -> Path:
    """Where what can be made again is kept; data folders may share it."""
    return settings.cache or settings.data


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
