"""Reading, embedding and writing at the same time: in order, bounded, and as safe as one by one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from rag.errors import AdapterUnavailable, CorpusError, DerekError
from rag.ingest import IngestFlow, run
from rag.ingest.steps import INTERRUPTED
from rag.parsing import InlineDraftReader
from rag.ports import PageWatcher
from rag.progress import FileOutcome, IngestReport, Unwatched
from rag.types import Draft, PublishedVersion, Upload, Vector
from tests.fakes.embedder import FakeEmbedder
from tests.flows.setting import ROADS, SCHOOLS, Setting, outcomes

PATIENCE_SECONDS = 20
"""Only a test that fails waits so long."""


def letter(number: int) -> str:
    return f"Письмо {number}\n\nВ посёлке {number} живут {number * 7} семей и работают врачи.\n"


def letters(n: int) -> dict[str, bytes]:
    return {f"{number:03}.txt": letter(number).encode() for number in range(n)}


class Reader:
    """Calls ``before`` with the source of each file before it reads it."""

    def __init__(self, before: Callable[[str], object]) -> None:
        self._before = before
        self._reader = InlineDraftReader(2**16)

    def read(self, content: bytes, source: str, watch: PageWatcher | None = None) -> Draft:
        self._before(source)
        return self._reader.read(content, source, watch)

    def close(self) -> None:
        self._reader.close()


class Embedder(FakeEmbedder):
    """Calls ``before`` with each batch of texts."""

    def __init__(self, before: Callable[[Sequence[str]], None]) -> None:
        super().__init__()
        self.before = before

    def embed_passages(self, texts: Sequence[str]) -> Vector:
        self.before(texts)
        return super().embed_passages(texts)


def flow_with(setting: Setting, reader: Reader | None = None) -> IngestFlow:
    made = setting.ingest_flow()
    return replace(made, reader=reader) if reader else made


def ingest(flow: IngestFlow, setting: Setting, contents: dict[str, bytes]) -> IngestReport:
    setting.files.contents = dict(contents)
    return flow.ingest_folder([Path("folder")], "default")


def wait(event: threading.Event) -> None:
    assert event.wait(PATIENCE_SECONDS)


def test_files_become_live_in_order_though_they_are_read_out_of_order() -> None:
    setting, second = Setting(), threading.Event()

    def before(source: str) -> None:
        if source == "000.txt":
            wait(second)
        elif source == "001.txt":
            second.set()

    published: list[str] = []
    publish = setting.registry.publish_version

    def note(version: PublishedVersion) -> tuple[str, ...]:
        published.append(version.title)
        return publish(version)

    setting.registry.publish_version = note  # type: ignore[method-assign]
    report = ingest(flow_with(setting, Reader(before)), setting, letters(5))
    assert [item.source for item in report.documents] == sorted(letters(5))
    assert published == [f"Письмо {number}" for number in range(5)]


def test_the_next_files_are_read_while_the_first_is_embedded() -> None:
    third = threading.Event()
    setting = Setting(embedder=Embedder(lambda texts: wait(third)))
    reader = Reader(lambda source: third.set() if source == "002.txt" else None)
    report = ingest(flow_with(setting, reader), setting, letters(4))
    assert set(outcomes(report).values()) == {"new"}


def test_a_flush_covers_every_version_before_it_is_live() -> None:
    setting = Setting()
    unflushed: set[str] = set()
    flushes = 0
    write, flush = setting.store.write_points, setting.store.flush
    publish = setting.registry.publish_version

    def note_write(points: Sequence[object]) -> None:
        unflushed.update(point.version_id for point in points)  # type: ignore[attr-defined]
        write(points)  # type: ignore[arg-type]

    def note_flush() -> None:
        nonlocal flushes
        flushes += 1
        unflushed.clear()
        flush()

    def check(version: PublishedVersion) -> tuple[str, ...]:
        assert version.version_id not in unflushed
        assert setting.store.inventory()[version.version_id].n_points == version.n_passages
        return publish(version)

    setting.store.write_points = note_write  # type: ignore[method-assign]
    setting.store.flush = note_flush  # type: ignore[method-assign]
    setting.registry.publish_version = check  # type: ignore[method-assign]
    report = ingest(flow_with(setting), setting, letters(40))
    assert len(report.documents) == len(setting.registry.list_live()) == 40
    assert flushes < 20


def test_what_is_on_its_way_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    setting, begun, most = Setting(), set[str](), 0

    class Watch(Unwatched):
        def file_started(self, source: str) -> None:
            nonlocal most
            begun.add(source)
            most = max(most, len(begun))

        def file_done(self, outcome: FileOutcome) -> None:
            begun.remove(outcome.source)

    setting.files.contents = dict(letters(12))
    size = len(letter(1).encode())
    for n_bytes, expected in ((0, 1), (3 * size + size // 2, 3)):
        monkeypatch.setattr(run, "BYTES_ON_THE_WAY", n_bytes)
        most = 0
        setting.ingest_flow().ingest_folder([Path("folder")], f"c{n_bytes}", Watch())
        assert most == expected


def test_the_same_bytes_twice_in_one_run_are_one_document() -> None:
    setting = Setting()
    contents = {"a.txt": SCHOOLS.encode(), "b.txt": SCHOOLS.encode(), "c.txt": ROADS.encode()}
    report = ingest(flow_with(setting), setting, contents)
    assert outcomes(report) == {"a.txt": "new", "b.txt": "unchanged", "c.txt": "new"}
    bad = {"a.bin": b"\x00\x01" * 99, "b.bin": b"\x00\x01" * 99}
    assert outcomes(ingest(flow_with(setting), setting, bad)) == {
        "a.bin": "failed",
        "b.bin": "failed",
        "a.txt": "gone",
        "c.txt": "gone",
    }


def test_a_model_that_fails_ends_the_run_and_leaves_what_is_live() -> None:
    setting = Setting()
    ingest(flow_with(setting), setting, {"000.txt": SCHOOLS.encode()})

    def refuse(texts: Sequence[str]) -> None:
        raise AdapterUnavailable("The model is away.")

    setting.embedder = Embedder(refuse)
    with pytest.raises(AdapterUnavailable):
        ingest(flow_with(setting), setting, letters(3))
    assert "48 школ" in setting.ask("Сколько школ работает в районе?").text
    assert setting.registry.list_unpublished() == ()
    assert {r.reason for r in setting.registry.list_failed()} == {INTERRUPTED}
    setting.embedder = FakeEmbedder()
    report = ingest(flow_with(setting), setting, letters(3))
    assert outcomes(report) == {"000.txt": "changed", "001.txt": "new", "002.txt": "new"}
    assert setting.registry.list_failed() == ()


def test_a_document_deleted_while_it_is_read_stays_deleted() -> None:
    setting = Setting()
    ingest(flow_with(setting), setting, {"a.txt": SCHOOLS.encode(), "b.txt": ROADS.encode()})
    ids = {r.source: r.id for r in setting.registry.list_live()}

    def delete(source: str) -> None:
        setting.ingest_flow().delete_document(ids[source])

    changed = {"a.txt": SCHOOLS.replace("48", "50").encode(), "b.txt": ROADS.encode()}
    report = ingest(flow_with(setting, Reader(delete)), setting, changed)
    assert outcomes(report) == {"a.txt": "failed", "b.txt": "unchanged"}
    assert report.failed[0].reason == run.DELETED
    assert [r.source for r in setting.registry.list_live()] == ["b.txt"]
    assert len(setting.store.inventory()) == 1


def test_a_long_run_does_not_hold_up_a_deletion() -> None:
    setting, deleted = Setting(), threading.Event()
    ingest(flow_with(setting), setting, {"000.txt": SCHOOLS.encode()})
    (record,) = setting.registry.list_live()
    flow = flow_with(setting, Reader(lambda source: wait(deleted)))

    def delete() -> None:
        flow.delete_document(record.id)
        deleted.set()

    thread = threading.Thread(target=delete)
    contents = {"000.txt": SCHOOLS.encode(), "001.txt": ROADS.encode()}
    thread.start()
    report = ingest(flow, setting, contents)
    thread.join(PATIENCE_SECONDS)
    assert deleted.is_set() and outcomes(report)["001.txt"] == "new"


class Stopping(Unwatched):
    """Ends the work before the third file."""

    def file_started(self, source: str) -> None:
        if source == "002.txt":
            raise DerekError("The service stops.")


def test_a_run_that_is_stopped_finishes_what_it_began() -> None:
    setting = Setting()
    setting.files.contents = dict(letters(5))
    with pytest.raises(DerekError, match="stops"):
        setting.ingest_flow().ingest_folder([Path("folder")], "default", Stopping())
    assert {r.source for r in setting.registry.list_live()} == {"000.txt", "001.txt"}
    assert setting.registry.list_unpublished() == ()
    report = setting.ingest_flow().ingest_folder([Path("folder")], "default")
    assert list(outcomes(report).values()) == ["unchanged", "unchanged", "new", "new", "new"]


def test_no_thread_is_left_behind() -> None:
    before = threading.active_count()
    setting = Setting()
    ingest(flow_with(setting), setting, letters(6))
    setting.files.contents = {"a.txt": CorpusError("a.txt is odd.")}
    setting.ingest_flow().ingest_folder([Path("folder")], "default")
    assert threading.active_count() == before


def test_uploads_of_one_job_keep_their_order() -> None:
    setting = Setting()
    uploads = [Upload(f"{n}.txt", letter(n).encode() if n % 3 else b"") for n in range(7)]
    job = setting.registry.start_job([upload.source for upload in uploads])
    setting.ingest_flow().ingest_uploads(job.id, uploads)
    done = setting.registry.find_job(job.id)
    assert done is not None
    assert [(d.source, d.state) for d in done.documents] == [
        (f"{n}.txt", "ready" if n % 3 else "failed") for n in range(7)
    ]
