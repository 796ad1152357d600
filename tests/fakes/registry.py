"""A registry in memory, by the semantics of the port."""

from __future__ import annotations

import copy
import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from rag.errors import NotFound
from rag.types import (
    DocumentRecord,
    FolderRoot,
    Job,
    JobDocument,
    JobState,
    NewVersion,
    PublishedVersion,
    VersionInventory,
)

N_KEYS = 8
"""Numbers at the beginning of a sketch that it is looked up by."""
MAX_ALIKE = 32
"""Documents that are returned at most."""


@dataclass
class _Entry:
    """A document: its versions, oldest first, and which of them is live."""

    versions: list[DocumentRecord] = field(default_factory=list)
    live: str | None = None
    deleted: bool = False
    n_started: int = 0
    sketches: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def shown(self) -> DocumentRecord:
        return next((v for v in self.versions if v.version_id == self.live), self.versions[-1])


class InMemoryRegistry:
    """Documents, versions, jobs and feedback in dictionaries; ``feedback`` may be looked at."""

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._clock = clock
        self._entries: dict[str, _Entry] = {}
        self._jobs: dict[str, Job] = {}
        self._fingerprint: str | None = None
        self._roots: dict[tuple[str, str], FolderRoot] = {}
        self.feedback: list[tuple[str, str, str | None]] = []

    @contextmanager
    def together(self) -> Iterator[None]:
        kept = copy.deepcopy((self._entries, self._jobs, self._roots, self._fingerprint))
        try:
            yield
        except BaseException:
            self._entries, self._jobs, self._roots, self._fingerprint = kept
            raise

    def start_version(self, version: NewVersion) -> str:
        entry = self._entries.setdefault(version.document_id, _Entry())
        entry.n_started += 1
        entry.deleted = False
        entry.versions = [replace(v, root=version.root) for v in entry.versions]
        version_id = f"{version.document_id}.{entry.n_started}"
        entry.versions = [v for v in entry.versions if v.state not in ("failed", "deleted")]
        entry.versions.append(_pending_record(version, version_id, self._clock()))
        return version_id

    def publish_version(self, version: PublishedVersion) -> tuple[str, ...]:
        entry, place = self._pending(version.version_id)
        entry.versions[place] = replace(
            entry.versions[place],
            state="ready",
            title=version.title,
            language=version.language,
            date=version.date,
            document_sha256=version.document_sha256,
            n_paragraphs=version.n_paragraphs,
            n_passages=version.n_passages,
            digest=version.digest,
            same_as=version.same_as,
            ingested_at=self._clock(),
        )
        entry.live = version.version_id
        entry.sketches[version.version_id] = version.sketch
        return tuple(v.version_id for v in entry.versions[:place])

    def fail_version(self, version_id: str, reason: str) -> None:
        entry, place = self._pending(version_id)
        entry.versions[place] = replace(entry.versions[place], state="failed", reason=reason)

    def delete_document(self, document_id: str) -> tuple[str, ...]:
        entry = self._entries.get(document_id)
        if entry is None or entry.deleted:
            raise NotFound("There is no such document.")
        entry.deleted, entry.live = True, None
        entry.versions = [replace(v, state="deleted") for v in entry.versions]
        return tuple(v.version_id for v in entry.versions)

    def forget_versions(self, version_ids: Sequence[str]) -> None:
        for entry in self._entries.values():
            kept = (entry.live, entry.versions[-1].version_id)
            entry.versions = [
                v for v in entry.versions if v.version_id in kept or v.version_id not in version_ids
            ]

    def find_document(self, document_id: str) -> DocumentRecord | None:
        entry = self._entries.get(document_id)
        return entry.shown if entry else None

    def find_by_sha256(self, collection: str, sha256: str) -> DocumentRecord | None:
        same = (r for r in self.list_live() if (r.collection, r.sha256) == (collection, sha256))
        return next(same, None)

    def find_by_source(self, collection: str, source: str) -> DocumentRecord | None:
        shown = (entry.shown for entry in self._entries.values())
        return next((r for r in shown if (r.collection, r.source) == (collection, source)), None)

    def live_records(self, version_ids: Sequence[str]) -> Mapping[str, DocumentRecord]:
        return {r.version_id: r for r in self.list_live() if r.version_id in version_ids}

    def list_live(self) -> tuple[DocumentRecord, ...]:
        live = (entry.shown for entry in self._entries.values() if entry.live)
        return tuple(sorted(live, key=lambda record: record.id))

    def list_documents(
        self, limit: int, cursor: str | None, words: str | None
    ) -> tuple[tuple[DocumentRecord, ...], str | None]:
        after = _parse_cursor(cursor) if cursor is not None else ("", "")
        shown = (entry.shown for entry in self._entries.values() if not entry.deleted)
        records = sorted((r for r in shown if _holds(r, words or "")), key=_place)
        left = [record for record in records if _place(record) > after]
        page = tuple(left[:limit])
        return page, json.dumps(_place(page[-1])) if len(left) > limit else None

    def list_unpublished(self) -> tuple[DocumentRecord, ...]:
        return tuple(
            version
            for _, entry in sorted(self._entries.items())
            for version in entry.versions
            if version.state == "pending"
        )

    def list_failed(self) -> tuple[DocumentRecord, ...]:
        newest = (entry.versions[-1] for entry in self._entries.values() if not entry.deleted)
        return tuple(sorted((v for v in newest if v.state == "failed"), key=_place))

    def forget_failed(self, document_id: str) -> None:
        entry = self._entries.get(document_id)
        if entry is not None and entry.live is not None:
            entry.versions = [v for v in entry.versions if v.state != "failed"]

    def keep_root(self, collection: str, root: FolderRoot) -> None:
        self._roots[collection, root.id] = root

    def list_roots(self, collection: str) -> tuple[FolderRoot, ...]:
        return tuple(root for key, root in sorted(self._roots.items()) if key[0] == collection)

    def list_of_root(self, collection: str, root_id: str) -> tuple[DocumentRecord, ...]:
        shown = (entry.shown for entry in self._entries.values() if not entry.deleted)
        mine = (r for r in shown if (r.collection, r.root) == (collection, root_id))
        return tuple(sorted(mine, key=_place))

    def move_document(self, document_id: str, source: str, root: str) -> tuple[str, ...]:
        entry = self._entries.get(document_id)
        if entry is None or entry.deleted:
            raise NotFound("There is no such document.")
        displaced = self._make_way(document_id, entry.shown.collection, source)
        entry.versions = [replace(v, source=source, root=root) for v in entry.versions]
        return displaced

    def _make_way(self, document_id: str, collection: str, source: str) -> tuple[str, ...]:
        there = self.find_by_source(collection, source)
        if there is None or there.id == document_id:
            return ()
        entry = self._entries[there.id]
        displaced = () if entry.deleted else self.delete_document(there.id)
        entry.versions = [replace(v, source=f"\ufffd{there.id}") for v in entry.versions]
        return displaced

    def find_alike(
        self, collection: str, sketch: Sequence[int]
    ) -> tuple[tuple[DocumentRecord, tuple[int, ...]], ...]:
        keys = set(sketch[:N_KEYS])
        live = (r for r in self.list_live() if r.collection == collection)
        found = [(r, self._entries[r.id].sketches[r.version_id]) for r in live]
        alike = [(r, other) for r, other in found if keys & set(other[:N_KEYS])]
        n_holders = Counter(key for _, other in alike for key in keys & set(other[:N_KEYS]))
        alike.sort(
            key=lambda item: -sum(1 / n_holders[key] for key in keys & set(item[1][:N_KEYS]))
        )
        return tuple(sorted(alike[:MAX_ALIKE], key=lambda item: (item[0].ingested_at, item[0].id)))

    def switch_index(self, fingerprint: str, held: Mapping[str, VersionInventory]) -> None:
        self._fingerprint = fingerprint
        for entry, place, version in self._places():
            inventory = held.get(version.version_id)
            if inventory is not None:
                n_points, digest = inventory.n_points, inventory.digest
                entry.versions[place] = replace(version, n_passages=n_points, digest=digest)

    def read_fingerprint(self) -> str | None:
        return self._fingerprint

    def write_fingerprint(self, fingerprint: str) -> None:
        self._fingerprint = fingerprint

    def start_job(self, sources: Sequence[str]) -> Job:
        documents = tuple(JobDocument(source, "pending", None) for source in sources)
        job = Job(f"job_{len(self._jobs) + 1:06}", "queued", 0, len(documents), documents)
        self._jobs[job.id] = job
        return job

    def update_job(self, job_id: str, state: JobState, documents: Sequence[JobDocument]) -> None:
        if job_id not in self._jobs:
            raise NotFound("There is no such job.")
        n_done = sum(document.state != "pending" for document in documents)
        self._jobs[job_id] = Job(job_id, state, n_done, len(documents), tuple(documents))

    def find_job(self, job_id: str) -> Job | None:
        return self._jobs.get(job_id)

    def list_open_jobs(self) -> tuple[Job, ...]:
        jobs = sorted(self._jobs.values(), key=lambda job: job.id)
        return tuple(job for job in jobs if job.state in ("queued", "running"))

    def add_feedback(self, answer_id: str, rating: str, comment: str | None) -> None:
        self.feedback.append((answer_id, rating, comment))

    def close(self) -> None:
        """Nothing to release."""

    def _pending(self, version_id: str) -> tuple[_Entry, int]:
        for entry, place, version in self._places():
            if version.version_id == version_id and version.state == "pending":
                return entry, place
        raise NotFound("There is no such pending version.")

    def _places(self) -> Iterator[tuple[_Entry, int, DocumentRecord]]:
        for entry in self._entries.values():
            for place, version in enumerate(entry.versions):
                yield entry, place, version


def _pending_record(version: NewVersion, version_id: str, now: datetime) -> DocumentRecord:
    return DocumentRecord(
        id=version.document_id,
        source=version.source,
        collection=version.collection,
        groups=version.groups,
        title=version.source,
        language=None,
        date=version.date,
        source_url=version.source_url,
        state="pending",
        reason=None,
        version_id=version_id,
        sha256=version.sha256,
        document_sha256=None,
        n_bytes=version.n_bytes,
        n_paragraphs=0,
        n_passages=0,
        digest="",
        ingested_at=now,
        root=version.root,
    )


def _place(record: DocumentRecord) -> tuple[str, str]:
    return record.source, record.id


def _parse_cursor(cursor: str) -> tuple[str, str]:
    try:
        source, document_id = json.loads(cursor)
    except (ValueError, TypeError) as error:
        raise ValueError("The cursor is not one that was given out.") from error
    return source, document_id


def _holds(record: DocumentRecord, words: str) -> bool:
    text = _folded(f"{record.title}\n{record.source}")
    return all(word in text for word in _folded(words).split())


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
