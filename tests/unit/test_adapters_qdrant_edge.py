"""The embedded engine's own troubles: space, damage, a second process, a sudden end."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import qdrant_edge as edge

from rag.adapters.qdrant_edge_passage_store import QdrantEdgePassageStore
from rag.adapters.qdrant_edge_passage_store.errors import ERRORS, derek_error, engine_errors
from rag.adapters.qdrant_edge_passage_store.points import bytes_needed
from rag.adapters.qdrant_edge_passage_store.store import FREE_MARGIN_BYTES
from rag.errors import (
    AdapterProtocolError,
    AdapterUnavailable,
    DataFolderInUse,
    DerekError,
    StorageFull,
)
from rag.text.digest import digest_ids
from rag.types import Filters, VersionInventory
from tests.contracts.points import DIMENSION, axis, id_of, make_point

ROOT = Path(__file__).parents[2]


class Disk:
    """Free space that a test sets."""

    def __init__(self, free: int = 2**40) -> None:
        self.free = free

    def __call__(self, folder: Path) -> int:
        assert folder.exists()
        return self.free


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def store(tmp_path: Path, disk: Disk) -> Iterator[QdrantEdgePassageStore]:
    opened = QdrantEdgePassageStore(tmp_path / "index", DIMENSION, disk)
    yield opened
    disk.free = 2**40
    opened.close()


# --- what stays ---------------------------------------------------------------------------------


def test_points_are_there_after_closing_and_opening(tmp_path: Path) -> None:
    points = [make_point(n, groups=("g",), lexical={n: 1.0}) for n in range(10)]
    first = QdrantEdgePassageStore(tmp_path / "index", DIMENSION)
    first.write_points(points)
    before = first.search(axis(0), {3: 1.0}, Filters(groups=("g",)), 10)
    first.close()
    second = QdrantEdgePassageStore(tmp_path / "index", DIMENSION)
    assert second.search(axis(0), {3: 1.0}, Filters(groups=("g",)), 10) == before
    assert second.inventory()["ver_1"].n_points == 10
    units = second.read_points([id_of(4)])[id_of(4)].unit_vectors
    np.testing.assert_allclose(units, points[4].unit_vectors, atol=1e-3)
    second.close()


WRITER = """
import sys
from pathlib import Path
from rag.adapters.qdrant_edge_passage_store import QdrantEdgePassageStore
from tests.contracts.points import DIMENSION, make_point

store = QdrantEdgePassageStore(Path(sys.argv[1]), DIMENSION)
begin = int(sys.argv[2])
for version in range(begin, begin + 10_000):
    store.write_points([make_point(10 * version + n, version=f"ver_{version}") for n in range(10)])
    store.flush()
    print(version, flush=True)
    if version % 4 == 3:
        store.remove_versions([f"ver_{version - 1}"])
        store.flush()
        print(-(version - 1), flush=True)
"""


@pytest.mark.integration
def test_what_was_flushed_survives_sigkill(tmp_path: Path) -> None:
    flushed: set[int] = set()
    removed: set[int] = set()
    for kill in range(4):
        for number in acknowledged(tmp_path / "index", 1000 * (kill + 1), n_lines=5 + 3 * kill):
            (removed if number < 0 else flushed).add(abs(number))
        store = QdrantEdgePassageStore(tmp_path / "index", DIMENSION)
        held = store.inventory()
        store.close()
        # The kill may fall between a removal and its acknowledgement: those may be there or not.
        unsure = {version - 1 for version in flushed if version % 4 == 3} - removed
        for version in flushed - removed - unsure:
            ids = [id_of(10 * version + n) for n in range(10)]
            assert held[f"ver_{version}"] == VersionInventory(10, digest_ids(ids))
        assert not {f"ver_{version}" for version in removed} & set(held)
    assert len(flushed) > 20


def acknowledged(folder: Path, begin: int, n_lines: int) -> list[int]:
    """What a writer said was flushed before it was killed; the last lines may be unread."""
    command = [sys.executable, "-c", WRITER, str(folder), str(begin)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as writer:
        assert writer.stdout is not None
        lines = [int(writer.stdout.readline()) for _ in range(n_lines)]
        writer.send_signal(signal.SIGKILL)
        return lines + [int(line) for line in writer.stdout.read().splitlines()]


# --- space --------------------------------------------------------------------------------------


def test_a_full_disk_is_told_before_the_engine_writes(
    store: QdrantEdgePassageStore, disk: Disk
) -> None:
    store.write_points([make_point(0)])
    disk.free = FREE_MARGIN_BYTES + 100
    with pytest.raises(StorageFull) as caught:
        store.write_points([make_point(1)])
    assert caught.value.mend
    assert store.inventory()["ver_1"].n_points == 1
    disk.free = FREE_MARGIN_BYTES + bytes_needed(make_point(1))
    store.write_points([make_point(1)])
    assert store.inventory()["ver_1"].n_points == 2


def test_space_is_checked_for_every_batch(tmp_path: Path) -> None:
    asked: list[Path] = []

    def shrinking(folder: Path) -> int:
        asked.append(folder)
        return 2**40 if len(asked) < 4 else 0

    store = QdrantEdgePassageStore(tmp_path / "index", DIMENSION, shrinking)
    large = [make_point(n, n_units=100_000) for n in range(3)]
    with pytest.raises(StorageFull):
        store.write_points(large)
    assert store.inventory()["ver_1"].n_points == 2
    store.close()


def test_removing_and_optimising_need_space_too(store: QdrantEdgePassageStore, disk: Disk) -> None:
    store.write_points([make_point(n) for n in range(3)])
    disk.free = FREE_MARGIN_BYTES - 1
    with pytest.raises(StorageFull):
        store.remove_versions(["ver_1"])
    disk.free = FREE_MARGIN_BYTES
    with pytest.raises(StorageFull):
        store.optimise()
    store.remove_versions(["ver_1"])
    assert store.inventory() == {}


def test_a_full_disk_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(StorageFull):
        QdrantEdgePassageStore(tmp_path / "index", DIMENSION, Disk(0))
    assert list(tmp_path.iterdir()) == []


def test_the_estimate_is_above_what_is_written(tmp_path: Path) -> None:
    points = [make_point(n, n_units=50, lexical=dict.fromkeys(range(200), 1.0)) for n in range(200)]
    folder = tmp_path / "index"
    store = QdrantEdgePassageStore(folder, DIMENSION)
    store.flush()
    before = bytes_on_disk(folder)
    store.write_points(points)
    store.flush()
    assert bytes_on_disk(folder) - before <= sum(map(bytes_needed, points)) + FREE_MARGIN_BYTES
    store.close()


def bytes_on_disk(folder: Path) -> int:
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*"))


# --- damage -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "damage"),
    [
        ("edge_config.json", b"{"),
        ("segments/*/segment.json", b"\xff" * 50),
        # The engine panics on this one.
        ("segments/*/vector_storage-dense/vectors/status.dat", b""),
        ("wal/first-index", b"rubbish"),
    ],
)
def test_a_damaged_index_names_the_command_that_mends_it(
    tmp_path: Path, pattern: str, damage: bytes
) -> None:
    folder = made(tmp_path)
    next(folder.glob(pattern)).write_bytes(damage)
    with pytest.raises(AdapterUnavailable) as caught:
        QdrantEdgePassageStore(folder, DIMENSION)
    assert "derek ingest --rebuild" in caught.value.mend
    assert str(tmp_path) not in str(caught.value)


def test_an_empty_folder_becomes_an_index(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    store = QdrantEdgePassageStore(tmp_path / "index", DIMENSION)
    store.write_points([make_point(0)])
    assert store.inventory()["ver_1"].n_points == 1
    store.close()


def test_lost_segments_leave_an_index_that_can_be_filled_again(tmp_path: Path) -> None:
    folder = made(tmp_path)
    for name in ("segments", "wal"):
        shutil.rmtree(folder / name)
    store = QdrantEdgePassageStore(folder, DIMENSION)
    assert store.inventory() == {}
    store.write_points([make_point(0, groups=("g",))])
    assert store.search(axis(0), {}, Filters(groups=("g",)), 5).dense
    store.close()


def test_points_that_lost_their_vectors_do_not_count(tmp_path: Path) -> None:
    folder = made(tmp_path)
    next(folder.glob("segments/*/vector_storage-dense/vectors/status.dat")).unlink()
    store = QdrantEdgePassageStore(folder, DIMENSION)
    assert store.inventory() == {}
    store.close()


def test_an_index_of_another_dimension_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AdapterUnavailable, match="--rebuild"):
        QdrantEdgePassageStore(made(tmp_path), DIMENSION + 1)


def test_making_that_was_interrupted_is_begun_again(tmp_path: Path) -> None:
    half = tmp_path / "index.new"
    half.mkdir()
    (half / "edge_config.json").write_text("{")
    store = QdrantEdgePassageStore(tmp_path / "index", DIMENSION)
    store.write_points([make_point(0)])
    store.close()
    assert not half.exists()


def made(tmp_path: Path) -> Path:
    store = QdrantEdgePassageStore(tmp_path / "index", DIMENSION)
    store.write_points([make_point(n) for n in range(5)])
    store.close()
    return tmp_path / "index"


def test_a_second_opener_is_told(store: QdrantEdgePassageStore, tmp_path: Path) -> None:
    with pytest.raises(DataFolderInUse):
        QdrantEdgePassageStore(tmp_path / "index", DIMENSION)


# --- foreign errors -----------------------------------------------------------------------------


def test_what_the_engine_says_is_in_the_table(store: QdrantEdgePassageStore) -> None:
    wrong_id = make_point(0)
    with pytest.raises(AdapterProtocolError):
        store.read_points(["not a uuid"])
    with pytest.raises(AdapterProtocolError):
        store.search(np.ones(3, np.float32), {}, Filters(), 1)
    with pytest.raises(AdapterProtocolError), engine_errors():
        edge.Point("7", {"dense": wrong_id.dense.tolist()}, {})


@pytest.mark.parametrize("row", ERRORS, ids=lambda row: row[0] or "rest")
def test_each_row_of_the_table_is_reached(row: tuple[str, type[DerekError], str, str]) -> None:
    fragment, kind, message, mend = row
    error = derek_error(f"Service runtime error: {fragment}: os error 28")
    assert (type(error), error.message, error.mend) == (kind, message, mend)
    assert mend


def test_our_own_errors_and_interrupts_pass_through() -> None:
    for error in (StorageFull("full"), KeyboardInterrupt()):
        with pytest.raises(type(error)), engine_errors():
            raise error


def test_no_path_of_the_machine_is_in_a_message(tmp_path: Path) -> None:
    error = derek_error(f"Service runtime error: cannot load {tmp_path}/index")
    assert not re.search(r"/\w+/", str(error))
