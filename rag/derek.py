"""Everything that answers and ingests, opened: until it is closed, and from index to index."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from types import TracebackType
from typing import Self

from rag.ask import AskFlow
from rag.errors import DerekError, IndexIncompatible
from rag.index.fingerprint import short_fingerprint
from rag.index_choice import ChosenIndex, choose_index, remove_index, with_index_choice
from rag.ingest import IngestFlow
from rag.ingest.next_index import holding
from rag.library import Library
from rag.model_choice import judged_by
from rag.ports import (
    DraftReader,
    Embedder,
    FolderWatch,
    Handovers,
    Hold,
    PassageStore,
    Registry,
    VectorCache,
)
from rag.settings import Settings
from rag.types import IndexHandover


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
    cache: VectorCache
    reader: DraftReader
    lock: Hold
    building: Hold
    folder_watch: FolderWatch
    fingerprint: str
    handovers: Handovers
    _retired: list[tuple[PassageStore, str]] = field(default_factory=list)

    def take_over(self) -> bool:
        """Go on with the index that another process made, where one waits for it; False where
        none does. Questions under way are answered from the one before until ``drop_retired``.

        Raises: DerekError; then the index before goes on, and the other process hears why.
        """
        handover = self.handovers.find_handover()
        if handover is None or handover.fingerprint == self.fingerprint:
            return False
        try:
            self._take_over(handover)
        except DerekError as error:
            self.handovers.write_fault(str(error))
            raise
        return True

    def drop_retired(self) -> None:
        """Close and remove what was replaced; for when no question is asked of it any more."""
        while self._retired:
            store, fingerprint = self._retired.pop()
            store.close()
            remove_index(self.settings, fingerprint)
            handover = self.handovers.find_handover()
            if handover is not None and handover.fingerprint == self.fingerprint:
                self.handovers.remove_handover()

    def close(self) -> None:
        """Flush and release everything; the data folder may be opened by another process."""
        with ExitStack() as each:  # in the order from last to first, whatever fails
            each.callback(self.lock.release)
            each.callback(self.registry.close)
            each.callback(self.cache.close)
            each.callback(self.store.close)
            each.callback(self.drop_retired)
            each.callback(self.reader.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _take_over(self, handover: IndexHandover) -> None:
        settings = with_index_choice(self.settings, handover.chosen)
        index = choose_index(settings, lambda _: None)
        _check_is_handed_over(index, handover)
        index.embedder.embed_question("")  # loads the model before anything waits for it
        with holding(self.building):
            store = index.open_store()
            try:
                self.ingest.reembed(
                    store,
                    index.embedder,
                    index.fingerprint,
                    budget_tokens=settings.chunk.budget_tokens,
                    known=handover.held,
                    switched=partial(self._go_on_with, index, store),
                )
            except BaseException:
                if self.store is not store:
                    store.close()
                raise

    def _go_on_with(self, index: ChosenIndex, store: PassageStore) -> None:
        self._retired.append((self.store, self.fingerprint))
        self.ask = replace(
            self.ask,
            embedder=index.embedder,
            store=store,
            settings_fingerprint=short_fingerprint(index.fingerprint),
            writer=judged_by(self.ask.writer, index.embedder),
        )
        self.settings, self.embedder = index.settings, index.embedder
        self.store, self.fingerprint = store, index.fingerprint


def _check_is_handed_over(index: ChosenIndex, handover: IndexHandover) -> None:
    """Raises: IndexIncompatible when the settings make another index here than there."""
    if index.fingerprint != handover.fingerprint:
        raise IndexIncompatible(
            "The settings of the new index name another model here than where it was made.",
            mend="Install the same version of Derek and of the model for both.",
        )
