"""Makes another index in a process of its own, and sees to it that it takes over."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from rag.errors import AdapterUnavailable, DataFolderInUse
from rag.ingest.again import StoredDocuments
from rag.ingest.limits import IngestLimits
from rag.ingest.reembed import Reembedding
from rag.ports import BlobStore, Embedder, Handovers, Hold, PassageStore, Registry, VectorCache
from rag.progress import FileOutcome, IngestReport, ProgressWatcher, Unwatched
from rag.types import IndexHandover, VersionInventory

MOST_PASSES = 8
"""What arrived while an index was filled is caught up with this often; the rest is left to whoever
lets it take over, and keeps writers away for that."""
POLL_SECONDS = 0.5
WAITING = (
    "The new index is whole. Waiting for the process that holds the data folder to take it over; "
    "Ctrl+C loses nothing: the next start with these settings does it."
)


@contextlib.contextmanager
def holding(hold: Hold) -> Iterator[None]:
    """Have it for the time of a block. Raises: DataFolderInUse, AdapterUnavailable."""
    hold.acquire()
    try:
        yield
    finally:
        hold.release()


def rest() -> None:
    """Wait before looking again."""
    time.sleep(POLL_SECONDS)


@dataclass(slots=True)
class NextIndex:
    """The index of some settings, while that of others may be asked by another process.

    ``building`` is held from the start. ``open_store`` opens the new index, which one process at a
    time may have; ``retire`` removes the index of a fingerprint. Only whoever has ``serving`` lets
    an index take over: the process that answers, told by a note, or else this one.
    """

    registry: Registry
    blobs: BlobStore
    cache: VectorCache
    embedder: Embedder
    limits: IngestLimits
    fingerprint: str
    chosen: Mapping[str, Mapping[str, object]]
    open_store: Callable[[], PassageStore]
    retire: Callable[[str], None]
    building: Hold
    serving: Hold
    handovers: Handovers
    tell: Callable[[str], None] = lambda _: None
    wait: Callable[[], None] = rest
    clock: Callable[[], float] = time.perf_counter

    def reembed(self, watch: ProgressWatcher | None = None) -> IngestReport:
        """Fill the index, and return when it has taken over; what an interrupted call made is kept.

        Documents that arrive or change meanwhile are in it. Raises: StorageFull, AdapterError,
        DataFolderInUse; then the index before is still the one, whole.
        """
        told, begun = watch or Unwatched(), self.clock()
        before = self.registry.read_fingerprint()
        outcomes = self._unchanged() if before == self.fingerprint else self._replace(before, told)
        n_passages = sum(outcome.n_passages for outcome in outcomes)
        report = IngestReport(tuple(outcomes), n_passages, self.clock() - begun)
        told.finished(report)
        return report

    def close(self) -> None:
        """Release everything; what was made stays on disk."""
        with contextlib.ExitStack() as each:
            each.callback(self.building.release)
            each.callback(self.registry.close)
            each.callback(self.cache.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _unchanged(self) -> list[FileOutcome]:
        records = self.registry.list_live()
        return [FileOutcome(r.source, "unchanged", document_id=r.id) for r in records]

    def _replace(self, before: str | None, told: ProgressWatcher) -> list[FileOutcome]:
        with self._filling(told, {}) as filling:
            for _ in range(MOST_PASSES):
                if not filling.catch_up():
                    break
            self._optimise(filling)
        handover = IndexHandover(self.fingerprint, before, self.chosen, filling.held)
        self.handovers.write_handover(handover)
        self.building.release()
        self._wait_for_change(handover)
        return filling.outcomes

    def _optimise(self, filling: Reembedding) -> None:
        if any(outcome.outcome == "changed" for outcome in filling.outcomes):
            filling.store.optimise()

    @contextlib.contextmanager
    def _filling(
        self, told: ProgressWatcher, known: Mapping[str, VersionInventory]
    ) -> Iterator[Reembedding]:
        with contextlib.closing(self.open_store()) as store:
            stored = StoredDocuments(self.blobs, store, self.embedder, self.cache, self.limits)
            yield Reembedding(stored, self.registry, told, known)

    def _wait_for_change(self, handover: IndexHandover) -> None:
        tell = self.tell
        while self.registry.read_fingerprint() != self.fingerprint:
            if self._take_over(handover):
                return
            fault = self.handovers.find_fault()
            if fault is not None:
                raise AdapterUnavailable(
                    f"The process that answers did not take the new index over: {fault}",
                    mend="Start it again with the settings of the new index; nothing is lost.",
                )
            tell(WAITING)
            tell = _say_nothing
            self.wait()

    def _take_over(self, handover: IndexHandover) -> bool:
        """Let the index take over, unless another process holds the folder and has to do it."""
        with contextlib.ExitStack() as held:
            try:
                held.enter_context(holding(self.serving))
                held.enter_context(holding(self.building))
            except DataFolderInUse:
                return False
            if self.registry.read_fingerprint() != self.fingerprint:
                with self._filling(Unwatched(), handover.held) as filling:
                    filling.switch(self.fingerprint)
            if handover.before is not None:
                self.retire(handover.before)
            self.handovers.remove_handover()
        return True


def _say_nothing(_: str) -> None:
    pass
