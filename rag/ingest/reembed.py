"""Makes another index beside the one that serves, and lets it take over when it is whole."""

from __future__ import annotations

from collections.abc import Iterator

from rag.ingest.again import StoredDocuments, expected_inventory, in_groups
from rag.ingest.cutting import CutDocument
from rag.ingest.writing import VersionWriter
from rag.progress import FileOutcome, Outcome, ProgressWatcher
from rag.types import DocumentRecord, VersionInventory


class Reembedding:
    """Fills an empty or half-filled store with every live document; used once.

    What an interrupted run wrote whole is kept; what is torn is written again.
    """

    def __init__(
        self, stored: StoredDocuments, writer: VersionWriter, watch: ProgressWatcher
    ) -> None:
        """``writer`` guards the registry; its own store is not touched."""
        self._stored = stored
        self._writer = writer
        self._watch = watch
        self._held: dict[str, VersionInventory] = {}
        self._outcomes: list[FileOutcome] = []

    def build(self, fingerprint: str) -> list[FileOutcome]:
        """Write what is missing, then record the new index in one transaction of the registry.

        Raises: StorageFull, AdapterError; until the end the registry knows the old index only.
        """
        store = self._stored.store
        records = self._writer.registry.list_live()
        self._watch.started(len(records), sum(record.n_bytes for record in records))
        for group in in_groups(self._missing(records)):
            n_texts = sum(len(cut.texts) for cut in group)
            self._watch.passages_found(n_texts, sum(cut.version.n_bytes for cut in group))
            self._stored.write(group, self._watch.passages_embedded)
            store.flush()
            for cut in group:
                self._done(cut, "changed")
        store.optimise()
        with self._writer.writing:
            live = {record.version_id for record in self._writer.registry.list_live()}
            store.remove_versions([version for version in store.inventory() if version not in live])
            store.flush()
            held = {version: held for version, held in self._held.items() if version in live}
            self._writer.registry.switch_index(fingerprint, held)
        return self._outcomes

    def _missing(self, records: tuple[DocumentRecord, ...]) -> Iterator[CutDocument]:
        there = self._stored.store.inventory()
        for record in records:
            self._watch.file_started(record.source)
            cut = self._stored.cut(record)
            whole = expected_inventory(cut)
            self._held[record.version_id] = whole
            if there.get(record.version_id) == whole:
                self._watch.passages_found(0, record.n_bytes)
                self._done(cut, "unchanged")
                continue
            if record.version_id in there:
                self._stored.store.remove_versions([record.version_id])
            yield cut

    def _done(self, cut: CutDocument, outcome: Outcome) -> None:
        done = FileOutcome(
            source=cut.version.source,
            outcome=outcome,
            document_id=cut.document.id,
            n_passages=len(cut.passages) if outcome == "changed" else 0,
            n_bytes=cut.version.n_bytes,
        )
        self._outcomes.append(done)
        self._watch.file_done(done)
