"""Ingestion: each file to its end, nothing lost by a crash, nothing shown half-written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from rag.errors import NotFound, StorageFull, UnreadableFile
from rag.parsing import InlineDraftReader
from rag.ports import PageWatcher
from rag.types import Draft, Job, Point, Upload
from tests.flows.setting import ROADS, SCHOOLS, Setting, find_outcome, outcomes


def test_a_folder_becomes_live_documents() -> None:
    setting = Setting()
    report = setting.ingest({"a/schools.txt": SCHOOLS, "roads.txt": ROADS})
    assert outcomes(report) == {"a/schools.txt": "new", "roads.txt": "new"}
    live = setting.registry.list_live()
    assert {record.source for record in live} == {"a/schools.txt", "roads.txt"}
    held = setting.store.inventory()
    assert {r.version_id: (r.n_passages, r.digest) for r in live} == {
        version: (inventory.n_points, inventory.digest) for version, inventory in held.items()
    }
    assert report.n_passages == sum(record.n_passages for record in live) > 0


def test_the_same_bytes_again_are_no_work() -> None:
    setting = Setting()
    setting.ingest({"a.txt": SCHOOLS})
    before = setting.registry.list_live()
    report = setting.ingest({"a.txt": SCHOOLS, "copy.txt": SCHOOLS})
    assert outcomes(report) == {"a.txt": "unchanged", "copy.txt": "unchanged"}
    assert "a.txt" in (find_outcome(report, "copy.txt").reason or "")
    assert setting.registry.list_live() == before


def test_a_changed_file_replaces_its_version_and_keeps_paragraph_ids() -> None:
    setting = Setting()
    setting.ingest({"a.txt": SCHOOLS})
    (before,) = setting.registry.list_live()
    old = setting.library().read_document(before.id)
    report = setting.ingest({"a.txt": SCHOOLS.replace("7 поликлиник", "9 поликлиник")})
    (after,) = setting.registry.list_live()
    new = setting.library().read_document(after.id)
    assert outcomes(report) == {"a.txt": "changed"}
    assert (after.id, after.version_id != before.version_id) == (before.id, True)
    assert set(setting.store.inventory()) == {after.version_id}
    kept = {p.id for p in old.paragraphs} & {p.id for p in new.paragraphs}
    assert len(kept) == len(old.paragraphs) - 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\t \n"),
        ("binary.bin", bytes(range(256)) * 8),
        ("gone.txt", UnreadableFile("gone.txt cannot be read: it vanished.")),
        ("line.txt", b"a" * (2**16 + 1)),
        ("encoding.txt", b"\x81\x8d\x8f\x90\x9d\xff\xfe\x00" * 40),
    ],
)
def test_a_bad_file_is_quarantined_and_the_rest_goes_on(
    name: str, content: bytes | UnreadableFile
) -> None:
    setting = Setting()
    report = setting.ingest({name: content, "zz.txt": ROADS})
    failed = find_outcome(report, name)
    assert failed.outcome == "failed" and name in (failed.reason or "")
    assert find_outcome(report, "zz.txt").outcome == "new"
    assert [record.source for record in setting.registry.list_live()] == ["zz.txt"]


def test_a_bad_new_version_leaves_the_old_one_live() -> None:
    setting = Setting()
    setting.ingest({"a.txt": SCHOOLS})
    report = setting.ingest({"a.txt": b"\x00\x01\x02\x03" * 50})
    assert outcomes(report) == {"a.txt": "failed"}
    assert setting.ask("Сколько школ работает в районе?").verdict == "answered"


class FullStore:
    """Lets a few writes through, then finds the disk full or the process dead."""

    def __init__(self, setting: Setting, error: BaseException, allowed: int) -> None:
        self._write = setting.store.write_points
        self._error = error
        self._allowed = allowed
        setting.store.write_points = self.write_points  # type: ignore[method-assign]
        self._store = setting.store

    def write_points(self, points: Sequence[Point]) -> None:
        if self._allowed == 0:
            # Half of the points are there when it happens.
            self._write(points[: len(points) // 2])
            raise self._error
        self._allowed -= 1
        self._write(points)

    def mend(self) -> None:
        self._store.write_points = self._write  # type: ignore[method-assign]


def test_a_full_disk_stops_the_run_and_loses_nothing() -> None:
    setting = Setting()
    setting.ingest({"a.txt": SCHOOLS})
    full = FullStore(setting, StorageFull("No space is left."), allowed=0)
    with pytest.raises(StorageFull):
        setting.ingest({"a.txt": SCHOOLS.replace("48", "50"), "b.txt": ROADS})
    assert "48 школ" in setting.ask("Сколько школ работает в районе?").text
    full.mend()
    assert setting.ingest_flow().repair() == 0
    assert len(setting.store.inventory()) == 1
    report = setting.ingest({"a.txt": SCHOOLS.replace("48", "50"), "b.txt": ROADS})
    assert outcomes(report) == {"a.txt": "changed", "b.txt": "new"}


@pytest.mark.parametrize("method", ["write_points", "flush"])
def test_dying_before_the_version_is_live_shows_the_old_one(method: str) -> None:
    setting = Setting()
    setting.ingest({"a.txt": SCHOOLS})
    original = getattr(setting.store, method)

    def die(*arguments: object) -> None:
        original(*arguments)
        raise KeyboardInterrupt

    setattr(setting.store, method, die)
    with pytest.raises(KeyboardInterrupt):
        setting.ingest({"a.txt": SCHOOLS.replace("48 школ", "50 школ")})
    setattr(setting.store, method, original)
    assert "48 школ" in setting.ask("Сколько школ работает в районе?").text
    setting.ingest_flow().repair()
    assert len(setting.store.inventory()) == 1
    assert "48 школ" in setting.ask("Сколько школ работает в районе?").text


def test_dying_after_the_version_is_live_shows_the_new_one() -> None:
    setting = Setting()
    setting.ingest({"a.txt": SCHOOLS})
    original = setting.store.remove_versions

    def die(version_ids: Sequence[str]) -> None:
        raise KeyboardInterrupt

    setting.store.remove_versions = die  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        setting.ingest({"a.txt": SCHOOLS.replace("48 школ", "50 школ")})
    setting.store.remove_versions = original  # type: ignore[method-assign]
    answer = setting.ask("Сколько школ работает в районе?")
    assert "50 школ" in answer.text and "48" not in answer.text
    setting.ingest_flow().repair()
    assert len(setting.store.inventory()) == 1


def test_repair_rebuilds_points_that_the_store_lost() -> None:
    setting = Setting()
    setting.ingest({"a.txt": SCHOOLS, "b.txt": ROADS})
    lost = setting.registry.list_live()[0]
    setting.store.remove_versions([lost.version_id])
    assert setting.ingest_flow().repair() == 1
    assert setting.store.inventory()[lost.version_id].digest == lost.digest
    assert setting.ingest_flow().repair() == 0


def test_everything_can_be_read_again_from_the_originals() -> None:
    setting = Setting()
    setting.ingest({"a.txt": SCHOOLS, "b.txt": ROADS})
    before = {record.id for record in setting.registry.list_live()}
    setting.store.remove_versions([r.version_id for r in setting.registry.list_live()])
    report = setting.ingest_flow().reread()
    assert {record.id for record in setting.registry.list_live()} == before
    assert set(outcomes(report).values()) == {"changed"}
    assert setting.ask("Сколько школ работает в районе?").verdict == "answered"


def test_a_lost_original_does_not_keep_the_others_from_being_read_again() -> None:
    setting = Setting()
    setting.ingest({"a.txt": SCHOOLS, "b.txt": ROADS})
    lost = next(r for r in setting.registry.list_live() if r.source == "b.txt")
    setting.blobs.remove_blob(lost.sha256)
    report = setting.ingest_flow().reread()
    assert outcomes(report) == {"a.txt": "changed", "b.txt": "failed"}
    assert (report.failed[0].reason or "").startswith("b.txt: ")
    assert {r.source for r in setting.registry.list_live()} == {"a.txt", "b.txt"}


def test_a_deleted_document_is_gone_at_once_even_when_its_points_stay() -> None:
    setting = Setting()
    setting.ingest({"a.txt": SCHOOLS, "b.txt": ROADS})
    gone = next(r for r in setting.registry.list_live() if r.source == "a.txt")

    def refuse(version_ids: Sequence[str]) -> None:
        raise KeyboardInterrupt

    setting.store.remove_versions = refuse  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        setting.ingest_flow().delete_document(gone.id)
    answer = setting.ask("Сколько школ работает в районе?")
    assert all(hit.document.id != gone.id for hit in answer.passages)
    assert all(citation.document_id != gone.id for citation in answer.citations)
    with pytest.raises(NotFound):
        setting.library().read_document(gone.id)


def test_a_deleted_document_can_come_back() -> None:
    setting = Setting()
    setting.ingest({"a.txt": SCHOOLS})
    (record,) = setting.registry.list_live()
    setting.ingest_flow().delete_document(record.id)
    assert setting.store.inventory() == {}
    setting.ingest({"a.txt": SCHOOLS})
    assert [r.id for r in setting.registry.list_live()] == [record.id]


def test_deleting_what_is_not_there_is_an_error() -> None:
    with pytest.raises(NotFound):
        Setting().ingest_flow().delete_document("doc_unknown")


def test_uploads_keep_their_job_up_to_date() -> None:
    setting = Setting()
    job = setting.registry.start_job(["a.txt", "bad.bin"])
    uploads = [Upload("a.txt", SCHOOLS.encode()), Upload("bad.bin", b"\x00\x01\x02" * 99)]
    setting.ingest_flow().ingest_uploads(job.id, uploads)
    done = setting.registry.find_job(job.id)
    assert done is not None and (done.state, done.done, done.total) == ("done", 2, 2)
    assert [item.state for item in done.documents] == ["ready", "failed"]
    assert "bad.bin" in (done.documents[1].reason or "")


class Scanned:
    """A reader that recognises two pages of every file."""

    def __init__(self, job: Callable[[], Job | None]) -> None:
        self.job = job
        self.said: list[str | None] = []

    def read(self, content: bytes, source: str, watch: PageWatcher | None = None) -> Draft:
        assert watch is not None
        for page in (1, 2):
            watch(page, 2)
            job = self.job()
            assert job is not None
            self.said += [item.reason for item in job.documents if item.source == source]
        return InlineDraftReader(2**16).read(content, source)

    def close(self) -> None:
        """There is nothing to release."""


def test_a_job_says_which_scanned_page_it_is_at() -> None:
    setting = Setting()
    job = setting.registry.start_job(["a.txt"])
    reader = Scanned(lambda: setting.registry.find_job(job.id))
    flow = replace(setting.ingest_flow(), reader=reader)
    flow.ingest_uploads(job.id, [Upload("a.txt", SCHOOLS.encode())])
    assert reader.said == ["recognising page 1 of 2", "recognising page 2 of 2"]
    done = setting.registry.find_job(job.id)
    assert done is not None and [item.reason for item in done.documents] == [None]


def test_groups_hide_a_document_from_others() -> None:
    setting = Setting()
    job = setting.registry.start_job(["a.txt"])
    upload = Upload("a.txt", SCHOOLS.encode(), groups=("finance",))
    setting.ingest_flow().ingest_uploads(job.id, [upload])
    (record,) = setting.registry.list_live()
    library = setting.library()
    assert library.find(record.id, ("finance", "other")).id == record.id
    for groups in [("other",), ()]:
        with pytest.raises(NotFound):
            library.read_document(record.id, groups)
