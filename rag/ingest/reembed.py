"""Fills another index than the one that serves, and lets it take over when it is whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rag.errors import NotFound
from rag.ingest.again import StoredDocuments, expected_inventory, in_groups
from rag.ingest.cutting import CutDocument
from rag.ports import PassageStore, Registry
from rag.progress import FileOutcome, Outcome, ProgressWatcher
from rag.types import DocumentRecord, VersionInventory


class Reembedding:
    """Fills an empty or half-filled store with every live document; used once.

    What an interrupted run wrote whole is kept; what is torn is written again. ``known`` is what
    another run says that the store holds whole: where it does, nothing is cut to find out.
    """

    def __init__(
        self,
        stored: StoredDocuments,
        registry: Registry,
        watch: ProgressWatcher,
        known: Mapping[str, VersionInventory] | None = None,
    ) -> None:
        self._stored = stored
        self._registry = registry
        self._watch = watch
        self._there = dict(stored.store.inventory())
        self._told = False
        self.held = {v: held for v, held in (known or {}).items() if self._there.get(v) == held}
        """What the store holds whole, by version."""
        self.outcomes: list[FileOutcome] = []

    @property
    def store(self) -> PassageStore:
        """The store that is filled."""
        return self._stored.store

    def catch_up(self) -> int:
        """Write what the store lacks of what is live now, safe on disk at the end; returns how
        many documents that were.

        Nobody need stand still meanwhile. Raises: StorageFull, AdapterError.
        """
        records = [r for r in self._registry.list_live() if r.version_id not in self.held]
        if not self._told:
            self._told = True
            self._watch.started(len(records), sum(record.n_bytes for record in records))
        n_written = 0
        for group in in_groups(self._missing(records)):
            n_texts = sum(len(cut.texts) for cut in group)
            self._watch.passages_found(n_texts, sum(cut.version.n_bytes for cut in group))
            self._stored.write(group, self._watch.passages_embedded)
            self.store.flush()
            for cut in group:
                self._done(cut, "changed")
            n_written += len(group)
        return n_written

    def switch(self, fingerprint: str) -> None:
        """Write the last that is missing, remove what is not live any more, and record the new
        index in one transaction of the registry.

        The caller keeps all writers away. Raises: StorageFull, AdapterError; until the end the
        registry knows the old index only.
        """
        self.catch_up()
        store = self.store
        live = {record.version_id for record in self._registry.list_live()}
        store.remove_versions([version for version in store.inventory() if version not in live])
        store.flush()
        held = {version: held for version, held in self.held.items() if version in live}
        self._registry.switch_index(fingerprint, held)

    def _missing(self, records: Sequence[DocumentRecord]) -> Iterator[CutDocument]:
        for record in records:
            self._watch.file_started(record.source)
            cut = self._find_cut(record)
            if cut is None:
                continue
            there = self._there.get(record.version_id)
            if there == expected_inventory(cut):
                self._watch.passages_found(0, record.n_bytes)
                self._done(cut, "unchanged")
                continue
            if there is not None:
                self.store.remove_versions([record.version_id])
            yield cut

    def _find_cut(self, record: DocumentRecord) -> CutDocument | None:
        """The document, cut; None when it was deleted since it was listed."""
        try:
            return self._stored.cut(record)
        except NotFound:
            if self._registry.live_records([record.version_id]):
                raise
            return None

    def _done(self, cut: CutDocument, outcome: Outcome) -> None:
        self.held[cut.version_id] = expected_inventory(cut)
        done = FileOutcome(
            source=cut.version.source,
            outcome=outcome,
            document_id=cut.document.id,
            n_passages=len(cut.passages) if outcome == "changed" else 0,
            n_bytes=cut.version.n_bytes,
        )
        self.outcomes.append(done)
        self._watch.file_done(done)
