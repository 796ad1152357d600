"""What every passage store keeps, removes and gives back, on the fake and both Qdrant adapters."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from rag.adapters.qdrant_server_passage_store import QdrantServerPassageStore
from rag.errors import AdapterUnavailable
from rag.ports import PassageStore
from rag.text.digest import digest_ids
from rag.types import Filters, Point, SectionDate, VersionInventory
from tests.contracts.points import DIMENSION, axis, id_of, make_point
from tests.contracts.stores import EVERYTHING, KINDS, assert_same, ids, ids_of, open_store, search
from tests.fakes import InMemoryPassageStore

# The client's local mode says that it has no payload indexes; a server has them.
pytestmark = pytest.mark.filterwarnings("ignore:Payload indexes have no effect:UserWarning")


def test_a_point_with_the_same_id_is_replaced(store: PassageStore) -> None:
    store.write_points([make_point(0, source="old.txt", groups=("g",), day=date(2020, 1, 1))])
    after = make_point(0, version="ver_2", dense=axis(3), lexical={5: 1.0}, n_units=3)
    store.write_points([after])
    assert set(store.inventory()) == {"ver_2"}
    assert ids_of(store, {1: 1.0}) == set()
    assert ids_of(store, {5: 1.0}) == {id_of(0)}
    assert search(store, Filters(source=("old.txt",))).dense == ()
    assert search(store, Filters(date_from=date(2019, 1, 1))).dense == ()
    assert len(search(store, Filters(groups=())).dense) == 1
    assert store.read_points([id_of(0)])[id_of(0)].unit_vectors.shape == (3, DIMENSION)


def test_remove_versions_takes_all_their_points_and_no_others(store: PassageStore) -> None:
    store.write_points([make_point(n, version=f"ver_{n % 3}") for n in range(9)])
    store.remove_versions(["ver_1", "ver_2", "ver_unknown"])
    assert ids(store) == {0, 3, 6}
    assert set(store.inventory()) == {"ver_0"}
    assert store.read_points([id_of(1)]) == {}


def test_many_versions_can_be_removed_at_once(store: PassageStore) -> None:
    store.write_points([make_point(n, version=f"ver_{n}", n_units=0) for n in range(300)])
    store.remove_versions([f"ver_{n}" for n in range(299)])
    assert set(store.inventory()) == {"ver_299"}


def test_a_relabelled_version_is_filtered_by_its_new_source_and_else_unchanged(
    store: PassageStore,
) -> None:
    store.write_points([make_point(n, version=f"ver_{n % 2}", source="old.txt") for n in range(4)])
    before = store.inventory(), store.read_points([id_of(1)])[id_of(1)].passage
    store.relabel_version("ver_1", "new/place.txt")
    store.relabel_version("ver_unknown", "elsewhere.txt")
    store.flush()
    assert ids(store, Filters(source=("new/place.txt",))) == {1, 3}
    assert ids(store, Filters(source=("old.txt",))) == {0, 2}
    assert (store.inventory(), store.read_points([id_of(1)])[id_of(1)].passage) == before


def test_removing_nothing_changes_nothing(store: PassageStore) -> None:
    store.write_points([make_point(0)])
    store.remove_versions([])
    store.write_points([])
    assert ids(store) == {0}


def test_removed_points_do_not_count_in_idf(store: PassageStore) -> None:
    kept = [make_point(n, lexical={1: 1.0} if n % 2 else {2: 1.0}) for n in range(10)]
    store.write_points(kept)
    before = [hit.score for hit in search(store).lexical]
    store.write_points([make_point(n, version="ver_old") for n in range(100, 150)])
    store.flush()
    store.remove_versions(["ver_old"])
    assert [hit.score for hit in search(store).lexical] == pytest.approx(before, rel=1e-6)


def test_inventory_counts_and_hashes_points_by_version(store: PassageStore) -> None:
    store.write_points([make_point(n, version=f"ver_{n % 2}") for n in range(5)])
    assert store.inventory() == {
        "ver_0": VersionInventory(3, digest_ids([id_of(4), id_of(0), id_of(2)])),
        "ver_1": VersionInventory(2, digest_ids([id_of(1), id_of(3)])),
    }


def test_inventory_sees_more_points_than_one_page(store: PassageStore) -> None:
    store.write_points([make_point(n, n_units=0, lexical={}) for n in range(1203)])
    assert store.inventory()["ver_1"].n_points == 1203


def test_points_are_read_back_with_unit_vectors_in_order(store: PassageStore) -> None:
    points = [make_point(n, n_units=n) for n in range(4)]
    store.write_points(points)
    found = store.read_points([id_of(3), id_of(0), id_of(77), id_of(2)])
    assert set(found) == {id_of(0), id_of(2), id_of(3)}
    for number in (0, 2, 3):
        stored = found[id_of(number)]
        assert (stored.version_id, stored.passage) == ("ver_1", points[number].passage)
        assert stored.unit_vectors.shape == (number, DIMENSION)
        assert stored.unit_vectors.dtype == np.float32
        np.testing.assert_allclose(stored.unit_vectors, points[number].unit_vectors, atol=1e-3)
        np.testing.assert_allclose(np.linalg.norm(stored.unit_vectors, axis=1), 1, atol=1e-5)
        assert stored.dense is not None
        np.testing.assert_allclose(stored.dense, points[number].dense, atol=1e-3)
        assert [t.tolist() for t in stored.terms] == [t.tolist() for t in points[number].terms]
        assert len(stored.terms) == number + 1


def test_a_point_may_have_hundreds_of_units(store: PassageStore) -> None:
    point = make_point(0, n_units=700)
    store.write_points([point])
    stored = store.read_points([point.id])[point.id].unit_vectors
    np.testing.assert_allclose(stored, point.unit_vectors, atol=1e-3)


def test_flush_and_optimise_change_no_answer(store: PassageStore) -> None:
    store.write_points([make_point(n) for n in range(30)])
    before = search(store)
    store.flush()
    store.optimise()
    assert_same(search(store), before)


@pytest.mark.parametrize("kind", KINDS)
def test_a_closed_store_says_so(kind: str, tmp_path: Path) -> None:
    store = open_store(kind, tmp_path)
    store.close()
    store.close()
    with pytest.raises(AdapterUnavailable):
        search(store)


def test_readers_go_on_while_one_writes(
    store: PassageStore,
) -> None:
    if isinstance(store, QdrantServerPassageStore):
        pytest.skip("qdrant-client's local mode has no locks; a server has")
    store.write_points([make_point(n) for n in range(20)])

    def read(_: int) -> int:
        legs = search(store, Filters(groups=()), limit=5)
        assert all(hit.passage.embedded_text for hit in legs.dense)
        return len(legs.dense) + len(store.read_points([id_of(0), id_of(1)]))

    def write(start: int) -> None:
        store.write_points([make_point(n, version="ver_2") for n in range(start, start + 5)])
        store.flush()

    with ThreadPoolExecutor(5) as pool:
        readings = pool.map(read, range(24))
        for start in range(100, 130, 5):
            write(start)
        assert list(readings) == [7] * 24
    assert store.inventory()["ver_2"].n_points == 30


def points_of_all_sorts() -> list[Point]:
    rng = np.random.default_rng(5)
    spoken = tuple(
        SectionDate("covers", first, last, "heading")
        for first, last in (
            (date(2021, 4, 30), date(2021, 5, 1)),
            (date(2022, 1, 1), date(2022, 12, 31)),
            (date(2022, 5, 2), date(2022, 5, 2)),
        )
    )
    days = (None, date(2021, 5, 1), date(2022, 5, 1), date(2024, 2, 29))
    return [
        make_point(
            n,
            version=f"ver_{n % 4}",
            lexical={int(t): float(rng.uniform(0.1, 2)) for t in rng.integers(0, 12, n % 6)},
            source=f"{n % 3}.txt",
            collection="default" if n % 5 else "archive",
            groups=((), ("a",), ("a", "b"))[n % 3],
            day=days[n % 4],
            dates=spoken[n % 7 : n % 7 + 1],
            language=("kk", "ru", "en")[n % 3],
            n_units=n % 3,
        )
        for n in range(40)
    ]


@pytest.mark.parametrize("kind", ["edge", "server"])
def test_every_store_answers_like_the_fake_field_by_field(kind: str, tmp_path: Path) -> None:
    fake, real = InMemoryPassageStore(DIMENSION), open_store(kind, tmp_path)
    for store in (fake, real):
        store.write_points(points_of_all_sorts())
        store.remove_versions(["ver_3"])
    for filters in (
        EVERYTHING,
        Filters(groups=("b",), language=("ru", "en")),
        Filters(date_from=date(2021, 5, 1), date_to=date(2022, 5, 1), groups=()),
        Filters(source=("0.txt", "2.txt"), collection=("default",)),
    ):
        for question in ({1: 1.0}, {t: 1.0 + t for t in range(12)}):
            for limit in (1, 7, 50):
                assert_same(
                    real.search(axis(3), question, filters, limit),
                    fake.search(axis(3), question, filters, limit),
                )
    assert real.inventory() == fake.inventory()
    real.close()
