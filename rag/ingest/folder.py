"""Keeps documents in step with the folders they come from: new, changed, moved, copied, gone."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import partial

from rag.errors import CorpusError
from rag.index.plan import looks_unmounted, missing_documents, name_apart
from rag.ingest.steps import INTERRUPTED, Item
from rag.ingest.writing import VersionWriter
from rag.ports import Listing, SourceFiles
from rag.progress import FileOutcome
from rag.types import DocumentRecord, FolderRoot, SourceFile, Upload

Known = Mapping[str, Sequence[DocumentRecord]]
"""Documents by the id of the folder they came from."""


class FolderRun:
    """One comparison of folders with the registry; used once.

    Files are compared by the hash of their bytes: sizes and times lie after a copy, a restore or
    a check-out, and hashing is faster than anything that would follow a wrong guess.
    """

    def __init__(
        self,
        files: SourceFiles,
        writer: VersionWriter,
        collection: str,
        listing: Listing,
        max_bytes: int,
        retry_failed: bool = True,
    ) -> None:
        """``retry_failed`` False leaves quarantined files alone until their bytes change."""
        self._disk = files
        self._writer = writer
        self._registry = writer.registry
        self._collection = collection
        self._max_bytes = max_bytes
        self._retry_failed = retry_failed
        self.notes: list[str] = []
        self._roots = frozenset(root.id for root in listing.roots)
        known = {id_: self._registry.list_of_root(collection, id_) for id_ in self._roots}
        whole = self._remember_roots(listing, known)
        named = name_apart(listing.files, listing.roots, self._holders(listing, known, whole))
        self._files = {file.source: file for file in named}
        self._hashes: dict[str, str] = {}
        self._failed = {
            record.id: record
            for record in self._registry.list_failed()
            if record.collection == collection
        }
        self._missing = {
            record.id: record
            for root_id in whole
            for record in missing_documents(known[root_id], self._files)
        }
        if listing.faults:
            partly = [root for root in listing.roots if root.id not in whole]
            self._note_what_is_kept(partly, known)

    def items(self) -> list[Item]:
        """The files found, by source."""
        return [
            Item(self._stub(file), partial(self._load, file), file.n_bytes)
            for file in self._files.values()
        ]

    def judge(self, upload: Upload, sha256: str) -> FileOutcome | None:
        """What became of a file whose bytes are known already; None when it must be indexed."""
        self._hashes[upload.source] = sha256
        here = self._registry.find_by_source(self._collection, upload.source)
        if here is not None:
            self._missing.pop(here.id, None)
        if here is not None and here.state == "ready" and here.sha256 == sha256:
            return self._unchanged(here, upload)
        failed = self._failed.get(here.id) if here is not None else None
        if failed is not None and failed.sha256 == sha256 and not self._is_retried(failed):
            return FileOutcome(upload.source, "failed", failed.reason, failed.id)
        same = self._registry.find_by_sha256(self._collection, sha256)
        if same is None:
            return None
        if same.id in self._missing:
            return self._moved(same, upload)
        return copied(self._writer, same, here, upload) if self._still_holds(same, sha256) else None

    def settle(self, keep_gone: bool) -> list[FileOutcome]:
        """Delete the documents whose files are gone, and say so; after everything else."""
        gone = sorted(filter(self._is_as_it_was, self._missing.values()), key=_source)
        if keep_gone:
            if gone:
                self.notes.append(f"Files gone, documents kept: {len(gone)}.")
            return []
        self._writer.forget([record.id for record in gone])
        return [FileOutcome(record.source, "gone", None, record.id) for record in gone]

    # --- folders ------------------------------------------------------------------------------

    def _remember_roots(self, listing: Listing, known: Known) -> set[str]:
        """Record the folders; returns ids of those whose missing files are gone."""
        before = {root.id: root for root in self._registry.list_roots(self._collection)}
        whole = set(listing.whole)
        for root in listing.roots:
            n_files = sum(file.root == root.id for file in listing.files)
            n_known = len(known[root.id])
            if looks_unmounted(root, before.get(root.id), n_files, n_known):
                whole.discard(root.id)
                self.notes.append(
                    f"{root.path} is empty and stands on another file system than before: is it"
                    f" mounted? Documents kept: {n_known}."
                )
            elif before.get(root.id) != root:
                self._registry.keep_root(self._collection, root)
        return whole

    def _holders(self, listing: Listing, known: Known, whole: set[str]) -> dict[str, str]:
        """Which folder holds each source: other folders that are still there, and those listed as
        far as the file is still there."""
        listed = {(file.root, file.source) for file in listing.files}
        holders: dict[str, str] = {}
        for root in self._registry.list_roots(self._collection):
            if root.id not in self._roots and self._disk.is_there(root):
                held = self._registry.list_of_root(self._collection, root.id)
                holders |= {record.source: root.id for record in held}
        for id_, records in known.items():
            kept = id_ not in whole
            holders |= {r.source: id_ for r in records if kept or (id_, r.source) in listed}
        return holders

    def _note_what_is_kept(self, roots: Sequence[FolderRoot], known: Known) -> None:
        for root in roots:
            n_kept = len(missing_documents(known[root.id], self._files))
            if n_kept:
                self.notes.append(
                    f"Not all of {root.path} could be looked at. Files not found again, documents"
                    f" kept: {n_kept}."
                )

    # --- files --------------------------------------------------------------------------------

    def _stub(self, file: SourceFile) -> Upload:
        return Upload(file.source, b"", self._collection, root=file.root)

    def _load(self, file: SourceFile) -> Upload:
        content = self._disk.read_file(file, self._max_bytes)
        return Upload(file.source, content, self._collection, root=file.root)

    def _unchanged(self, here: DocumentRecord, upload: Upload) -> FileOutcome:
        if here.id in self._failed:
            self._registry.forget_failed(here.id)
        if here.root not in (None, upload.root) and upload.root is not None:
            # The folder it came from is not there any more: this one has taken its place.
            self._registry.move_document(here.id, here.source, upload.root)
        return FileOutcome(upload.source, "unchanged", None, here.id)

    def _moved(self, same: DocumentRecord, upload: Upload) -> FileOutcome:
        del self._missing[same.id]
        assert upload.root is not None
        self._writer.move(same, upload.source, upload.root)
        return FileOutcome(upload.source, "moved", f"From {same.source}.", same.id)

    def _is_as_it_was(self, record: DocumentRecord) -> bool:
        """Whether nobody deleted it or took it over since the comparison began."""
        now = self._registry.find_document(record.id)
        was = (record.source, record.root)
        return now is not None and now.state != "deleted" and (now.source, now.root) == was

    def _is_retried(self, failed: DocumentRecord) -> bool:
        return self._retry_failed or failed.reason == INTERRUPTED

    def _still_holds(self, same: DocumentRecord, sha256: str) -> bool:
        """Whether the document's own file, if it is one of those listed, has these bytes now."""
        if same.root not in self._roots:
            return True
        file = self._files.get(same.source)
        if file is None:
            return True  # not found where not everything could be looked at
        if same.source not in self._hashes:
            try:
                content = self._disk.read_file(file, self._max_bytes)
            except CorpusError:
                return False
            self._hashes[same.source] = hashlib.sha256(content).hexdigest()
        return self._hashes[same.source] == sha256


def copied(
    writer: VersionWriter, same: DocumentRecord, here: DocumentRecord | None, upload: Upload
) -> FileOutcome:
    """The outcome of a file whose bytes another document holds. What stood at its own source is
    forgotten: it is nowhere any more."""
    reason = f"Same content as {same.source}."
    if here is None or here.state == "deleted":
        return FileOutcome(upload.source, "unchanged", reason, same.id)
    writer.forget([here.id])
    return FileOutcome(upload.source, "changed", reason, same.id)


def _source(record: DocumentRecord) -> str:
    return record.source
