"""What every vector cache does, on the fake and on SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from rag.adapters.sql_vector_cache import SqlVectorCache
from rag.ports import VectorCache
from rag.types import Vector
from tests.contracts.points import DIMENSION, unit_rows
from tests.fakes import InMemoryVectorCache


@pytest.fixture(params=["fake", "sqlite"])
def cache(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VectorCache]:
    if request.param == "fake":
        yield InMemoryVectorCache()
        return
    opened = SqlVectorCache(tmp_path / "vectors.sqlite")
    yield opened
    opened.close()


def vectors(n: int, seed: int = 1) -> dict[str, Vector]:
    return {f"кілт {number}": row for number, row in enumerate(unit_rows(seed, n))}


def test_an_empty_cache_knows_nothing(cache: VectorCache) -> None:
    assert cache.read_vectors(["a"]) == {}
    assert cache.read_vectors([]) == {}


def test_vectors_come_back_exactly(cache: VectorCache) -> None:
    kept = vectors(3)
    cache.write_vectors(kept)
    found = cache.read_vectors([*kept, "unknown"])
    assert set(found) == set(kept)
    for key, vector in kept.items():
        assert found[key].shape == (DIMENSION,)
        assert found[key].dtype == np.float32
        np.testing.assert_array_equal(found[key], vector)


def test_only_what_is_asked_for_comes_back(cache: VectorCache) -> None:
    cache.write_vectors(vectors(5))
    assert set(cache.read_vectors(["кілт 2"])) == {"кілт 2"}


def test_more_keys_than_one_statement_takes(cache: VectorCache) -> None:
    kept = vectors(2500)
    cache.write_vectors(kept)
    assert len(cache.read_vectors(list(kept))) == 2500


def test_the_same_key_written_again_is_replaced(cache: VectorCache) -> None:
    cache.write_vectors(vectors(2, seed=1))
    cache.write_vectors(vectors(2, seed=2))
    found = cache.read_vectors(["кілт 1"])["кілт 1"]
    np.testing.assert_array_equal(found, unit_rows(2, 2)[1])


def test_writing_nothing_is_allowed(cache: VectorCache) -> None:
    cache.write_vectors({})
    assert cache.read_vectors(["кілт 0"]) == {}


def test_what_was_written_is_copied(cache: VectorCache) -> None:
    mine = unit_rows(1, 1)[0]
    cache.write_vectors({"a": mine})
    expected = mine.copy()
    mine[:] = 0
    np.testing.assert_array_equal(cache.read_vectors(["a"])["a"], expected)


def test_threads_may_read_and_write_at_once(cache: VectorCache) -> None:
    def work(seed: int) -> int:
        kept = {f"{seed}/{key}": row for key, row in vectors(20, seed).items()}
        cache.write_vectors(kept)
        return len(cache.read_vectors(list(kept)))

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(work, range(12))) == [20] * 12
