"""The process that makes another index: what it does beside one that serves, and without one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import pytest

from rag.errors import AdapterUnavailable, DataFolderInUse, StorageFull
from rag.ingest import IngestLimits
from rag.ingest.next_index import MOST_PASSES, NextIndex
from rag.types import IndexHandover, Point, Upload
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.passage_store import InMemoryPassageStore
from tests.flows.setting import ROADS, SCHOOLS, Setting, outcomes

QUESTION = "Сколько школ работает в районе?"
LAKES = "Озёра\n\nВ лесу 5 озёр и 3 пруда, рыбу ловят в 2 из них.\n"


@dataclass
class Turn:
    """A hold that may be taken by somebody else, told what happened."""

    is_taken: bool = False
    steps: list[str] = field(default_factory=list)

    def acquire(self) -> None:
        if self.is_taken:
            raise DataFolderInUse("Somebody has it.")
        self.is_taken = True
        self.steps.append("acquire")

    def release(self) -> None:
        self.is_taken = False
        self.steps.append("release")


@dataclass
class Notes:
    """Handovers in memory."""

    note: IndexHandover | None = None
    fault: str | None = None

    def write_handover(self, handover: IndexHandover) -> None:
        self.note, self.fault = handover, None

    def find_handover(self) -> IndexHandover | None:
        return self.note

    def remove_handover(self) -> None:
        self.note = self.fault = None

    def write_fault(self, fault: str) -> None:
        self.fault = fault

    def find_fault(self) -> str | None:
        return self.fault


class Kept(InMemoryPassageStore):
    """A store that is opened again and again, by one at a time."""

    is_open = False

    def close(self) -> None:
        self.is_open = False


@dataclass
class Bench:
    """Everything that the next index of a setting touches."""

    setting: Setting
    store: Kept = field(default_factory=lambda: Kept(96))
    serving: Turn = field(default_factory=Turn)
    building: Turn = field(default_factory=lambda: Turn(is_taken=True))
    notes: Notes = field(default_factory=Notes)
    retired: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None

    def open_store(self) -> Kept:
        assert not self.store.is_open, "one process may have it"
        self.store.is_open = True
        return self.store

    def next_index(self) -> NextIndex:
        return NextIndex(
            registry=self.setting.registry,
            blobs=self.setting.blobs,
            cache=self.setting.cache,
            embedder=FakeEmbedder(dimension=96),
            limits=IngestLimits(2**20, 60, 4),
            fingerprint="new",
            chosen={"embedder": {"kind": "onnx"}},
            open_store=self.open_store,
            retire=self.retired.append,
            building=self.building,
            serving=self.serving,
            handovers=self.notes,
            tell=self.said.append,
            wait=lambda: self.meanwhile(),
        )

    def service_takes_over(self) -> None:
        """What a running service does when it finds the note."""
        assert self.notes.note is not None and not self.building.is_taken
        flow, store = self.setting.ingest_flow(), self.open_store()
        flow.reembed(store, FakeEmbedder(dimension=96), "new", known=self.notes.note.held)
        assert flow.store is store

    def answer(self) -> str:
        """From the new index."""
        setting = replace(self.setting, store=self.store, embedder=FakeEmbedder(dimension=96))
        return setting.ask(QUESTION).text


@pytest.fixture
def bench() -> Bench:
    setting = Setting()
    setting.ingest({"a.txt": SCHOOLS, "b.txt": ROADS})
    setting.registry.write_fingerprint("old")
    return Bench(setting)


def test_where_nobody_serves_it_takes_over_by_itself(bench: Bench) -> None:
    report = bench.next_index().reembed()
    assert set(outcomes(report).values()) == {"changed"}
    assert bench.setting.registry.read_fingerprint() == "new"
    assert bench.retired == ["old"] and bench.notes.note is None and bench.said == []
    assert not (bench.serving.is_taken or bench.building.is_taken or bench.store.is_open)
    assert "48 школ" in bench.answer()


def test_a_service_is_told_and_waited_for(bench: Bench) -> None:
    bench.serving.is_taken = True
    waits: list[int] = []

    def service_comes_round() -> None:
        waits.append(1)
        if len(waits) == 3:
            bench.service_takes_over()

    bench.meanwhile = service_comes_round
    bench.next_index().reembed()
    assert len(waits) == 3 and len(bench.said) == 1
    assert bench.retired == []  # the service closes the index before, and removes it then
    assert "48 школ" in bench.answer()


def test_a_service_that_went_away_is_stood_in_for(bench: Bench) -> None:
    bench.serving.is_taken = True
    bench.meanwhile = lambda: setattr(bench.serving, "is_taken", False)
    bench.next_index().reembed()
    assert bench.setting.registry.read_fingerprint() == "new"
    assert bench.retired == ["old"]


def test_why_a_service_did_not_take_over_is_said_and_the_note_stays(bench: Bench) -> None:
    bench.serving.is_taken = True
    bench.meanwhile = lambda: bench.notes.write_fault("The model is away.")
    with pytest.raises(AdapterUnavailable, match="The model is away"):
        bench.next_index().reembed()
    assert bench.setting.registry.read_fingerprint() == "old"
    assert bench.notes.note is not None
    assert "48 школ" in bench.setting.ask(QUESTION).text


def test_what_comes_and_goes_meanwhile_is_caught_up_with(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    flush, n_flushes = bench.store.flush, 0

    def flush_while_others_work() -> None:
        nonlocal n_flushes
        n_flushes += 1
        flush()
        if n_flushes == 1:
            bench.setting.ingest({"a.txt": SCHOOLS, "c.txt": LAKES})  # b.txt goes

    monkeypatch.setattr(bench.store, "flush", flush_while_others_work)
    bench.next_index().reembed()
    live = {record.version_id for record in bench.setting.registry.list_live()}
    assert set(bench.store.inventory()) == live
    assert bench.setting.ingest_flow().registry.read_fingerprint() == "new"


def test_documents_that_never_cease_to_arrive_do_not_keep_it_from_ending(bench: Bench) -> None:
    write, n_written = bench.store.write_points, 0

    def write_while_more_arrives(points: Sequence[Point]) -> None:
        nonlocal n_written
        n_written += 1
        write(points)
        if not bench.serving.is_taken:
            upload = Upload(f"{n_written}.txt", f"{LAKES}Ещё {n_written}.\n".encode(), "default")
            job = bench.setting.registry.start_job([upload.source])
            bench.setting.ingest_flow().ingest_uploads(job.id, [upload])

    bench.store.write_points = write_while_more_arrives  # type: ignore[method-assign]
    bench.next_index().reembed()
    assert n_written == MOST_PASSES + 1
    assert set(bench.store.inventory()) == {
        record.version_id for record in bench.setting.registry.list_live()
    }


def test_a_full_disk_leaves_the_index_before_and_another_goes_on(bench: Bench) -> None:
    write = bench.store.write_points

    def write_nothing(points: Sequence[Point]) -> None:
        raise StorageFull("No space.")

    bench.store.write_points = write_nothing  # type: ignore[method-assign]
    with pytest.raises(StorageFull), bench.next_index() as index:
        index.reembed()
    assert bench.setting.registry.read_fingerprint() == "old"
    assert bench.notes.note is None
    assert not (bench.store.is_open or bench.building.is_taken)
    assert "48 школ" in bench.setting.ask(QUESTION).text
    bench.store.write_points = write  # type: ignore[method-assign]
    bench.building.is_taken = True
    bench.next_index().reembed()
    assert "48 школ" in bench.answer()


def test_an_index_that_is_the_one_already_costs_nothing(bench: Bench) -> None:
    bench.setting.registry.write_fingerprint("new")
    bench.serving.is_taken = True
    assert set(outcomes(bench.next_index().reembed()).values()) == {"unchanged"}
    assert not bench.store.inventory() and bench.notes.note is None
