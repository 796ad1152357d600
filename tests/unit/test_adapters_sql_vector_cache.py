"""The vector cache on SQLite: it is derived, so damage costs nothing but work."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa

from rag.adapters.sql_vector_cache import ERRORS, SqlVectorCache, derek_error
from rag.errors import AdapterUnavailable, StorageFull
from tests.contracts.points import unit_rows


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "vectors.sqlite"


@pytest.fixture
def cache(path: Path) -> Iterator[SqlVectorCache]:
    opened = SqlVectorCache(path)
    yield opened
    opened.close()


def fill(cache: SqlVectorCache, n: int) -> None:
    for number, row in enumerate(unit_rows(1, n)):
        cache.write_vectors({f"key{number}": row})


def known(cache: SqlVectorCache, n: int) -> set[str]:
    return set(cache.read_vectors([f"key{number}" for number in range(n)]))


def test_vectors_are_there_after_opening_again(cache: SqlVectorCache, path: Path) -> None:
    fill(cache, 3)
    cache.close()
    again = SqlVectorCache(path)
    assert known(again, 3) == {"key0", "key1", "key2"}
    again.close()


@pytest.mark.parametrize("damage", [b"rubbish" * 1000, b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_damaged_file_is_begun_anew(cache: SqlVectorCache, path: Path, damage: bytes) -> None:
    fill(cache, 3)
    cache.close()
    path.write_bytes(damage)
    again = SqlVectorCache(path)
    assert known(again, 3) == set()
    fill(again, 2)
    assert known(again, 3) == {"key0", "key1"}
    again.close()


def test_damage_found_in_the_middle_is_mended_too(cache: SqlVectorCache, path: Path) -> None:
    fill(cache, 400)
    cache.close()
    pages = bytearray(path.read_bytes())
    pages[4096:] = b"\xff" * (len(pages) - 4096)
    path.write_bytes(pages)
    again = SqlVectorCache(path)
    assert known(again, 400) == set()
    fill(again, 1)
    assert known(again, 1) == {"key0"}
    again.close()


def test_a_file_of_other_tables_is_begun_anew(path: Path) -> None:
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE vectors (something TEXT)")
    connection.close()
    cache = SqlVectorCache(path)
    assert known(cache, 1) == set()
    fill(cache, 1)
    assert known(cache, 1) == {"key0"}
    cache.close()


@pytest.mark.parametrize("stored", [b"", b"abc", b"\0" * 32, np.full(8, np.nan, "<f4").tobytes()])
def test_a_row_that_is_no_unit_vector_is_unknown(
    cache: SqlVectorCache, path: Path, stored: bytes
) -> None:
    fill(cache, 2)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE vectors SET vector = ? WHERE key = 'key0'", (stored,))
    connection.commit()
    connection.close()
    assert known(cache, 2) == {"key1"}
    fill(cache, 1)
    assert known(cache, 2) == {"key0", "key1"}


def test_prune_forgets_what_was_written_first(cache: SqlVectorCache) -> None:
    fill(cache, 10)
    cache.prune(20)
    cache.prune(10)
    assert len(known(cache, 10)) == 10
    cache.prune(4)
    assert known(cache, 10) == {"key6", "key7", "key8", "key9"}
    cache.write_vectors({"key6": unit_rows(2, 1)[0]})
    cache.prune(1)
    assert known(cache, 10) == {"key6"}
    cache.prune(0)
    assert known(cache, 10) == set()


def test_a_full_disk_is_told_and_loses_nothing(cache: SqlVectorCache, path: Path) -> None:
    fill(cache, 50)

    def set_limit(pages: int) -> None:
        with cache._engine.begin() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    set_limit(1)
    with pytest.raises(StorageFull):
        cache.write_vectors({f"more{n}": row for n, row in enumerate(unit_rows(3, 2000))})
    assert len(known(cache, 50)) == 50
    set_limit(2**30)
    fill(cache, 60)
    assert len(known(cache, 60)) == 60


def test_a_place_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "vectors.sqlite").mkdir()
    with pytest.raises(AdapterUnavailable):
        SqlVectorCache(tmp_path / "vectors.sqlite")


@pytest.mark.parametrize("code", sorted(ERRORS))
def test_each_row_of_the_table_is_reached(code: str) -> None:
    foreign = sqlite3.OperationalError("text")
    foreign.sqlite_errorname = f"{code}_EXTENDED"
    error = derek_error(sa.exc.OperationalError("SELECT", {}, foreign))
    assert type(error) is ERRORS[code][0]


@pytest.mark.parametrize("code", ["SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR", ""])
def test_what_is_not_in_the_table_means_a_new_file(code: str) -> None:
    foreign = sqlite3.DatabaseError("text")
    foreign.sqlite_errorname = code
    assert derek_error(sa.exc.DatabaseError("SELECT", {}, foreign)) is None
