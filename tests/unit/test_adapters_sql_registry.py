"""The registry on SQLite: durability, damage, full disks, schemas, foreign errors."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from rag.adapters.sql_registry import SqlRegistry
from rag.adapters.sql_registry.errors import ERRORS, SQLITE_ERRORS, derek_error
from rag.adapters.sql_registry.tables import FEEDBACK
from rag.errors import (
    AdapterError,
    AdapterProtocolError,
    AdapterTimedOut,
    AdapterUnavailable,
    IndexIncompatible,
    StorageFull,
)
from tests.contracts.points import make_published, make_version

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "registry.sqlite"


@pytest.fixture
def registry(path: Path) -> Iterator[SqlRegistry]:
    opened = SqlRegistry(path)
    yield opened
    opened.close()


def publish(registry: SqlRegistry, number: int) -> str:
    version_id = registry.start_version(make_version(number))
    registry.publish_version(make_published(version_id))
    return version_id


def scalar(registry: SqlRegistry, statement: str) -> object:
    with registry._engine.begin() as connection:
        return connection.exec_driver_sql(statement).scalar()


# --- what stays ---------------------------------------------------------------------------------


def test_everything_is_there_after_opening_again(registry: SqlRegistry, path: Path) -> None:
    publish(registry, 1)
    registry.write_fingerprint("f")
    job = registry.start_job(["a", "b"])
    before = registry.list_live()
    registry.close()
    again = SqlRegistry(path)
    assert again.list_live() == before
    assert again.read_fingerprint() == "f"
    assert again.find_job(job.id) == job
    again.close()


def test_commits_wait_for_the_disk(registry: SqlRegistry) -> None:
    extra, on = 3, 1
    assert scalar(registry, "PRAGMA journal_mode") == "delete"
    assert scalar(registry, "PRAGMA synchronous") == extra
    assert scalar(registry, "PRAGMA foreign_keys") == on
    assert int(str(scalar(registry, "PRAGMA busy_timeout"))) >= 1000


def test_a_writer_holds_the_database_from_its_first_moment(
    registry: SqlRegistry, path: Path
) -> None:
    other = sqlite3.connect(path, timeout=0)
    with registry._write(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    with registry._read():
        other.execute("BEGIN IMMEDIATE")
    other.close()


def test_the_same_corpus_gives_the_same_version_ids(tmp_path: Path) -> None:
    ids = []
    for name in ("one", "two"):
        registry = SqlRegistry(tmp_path / name)
        ids.append([publish(registry, number) for number in range(5)])
        registry.close()
    assert ids[0] == ids[1]


def test_other_bytes_give_another_version_id_even_after_going_back(tmp_path: Path) -> None:
    """A registry put back from a backup must not take points of a version it never saw."""
    first, second = SqlRegistry(tmp_path / "one"), SqlRegistry(tmp_path / "two")
    assert first.start_version(make_version(1, sha256="1" * 64)) != second.start_version(
        make_version(1, sha256="2" * 64)
    )
    first.close()
    second.close()


def test_times_come_back_in_utc(path: Path) -> None:
    almaty = timezone(timedelta(hours=5))
    registry = SqlRegistry(path, clock=lambda: datetime(2025, 1, 1, 2, 30, tzinfo=almaty))
    publish(registry, 1)
    (record,) = registry.list_live()
    assert record.ingested_at == datetime(2024, 12, 31, 21, 30, tzinfo=UTC)
    assert record.ingested_at.utcoffset() == timedelta(0)
    registry.close()


def test_failing_again_and_again_leaves_one_row(registry: SqlRegistry) -> None:
    for _ in range(5):
        registry.fail_version(registry.start_version(make_version(1)), "broken")
    assert scalar(registry, "SELECT count(*) FROM versions") == 1


def test_feedback_is_kept_with_its_time(path: Path) -> None:
    registry = SqlRegistry(path, clock=lambda: datetime(2025, 1, 1, tzinfo=UTC))
    registry.add_feedback("ans_1", "up", None)
    registry.add_feedback("ans_1", "down", "Дата неверна")
    with registry._engine.begin() as connection:
        rows = connection.execute(sa.select(FEEDBACK).order_by(FEEDBACK.c.number)).all()
    assert [(row.answer_id, row.rating, row.comment) for row in rows] == [
        ("ans_1", "up", None),
        ("ans_1", "down", "Дата неверна"),
    ]
    assert rows[0].given_at == datetime(2025, 1, 1, tzinfo=UTC)
    registry.close()


WRITER = """
import sys
from pathlib import Path
from rag.adapters.sql_registry import SqlRegistry
from tests.contracts.points import make_published, make_version

registry = SqlRegistry(Path(sys.argv[1]))
begin = int(sys.argv[2])
for number in range(begin, begin + 10_000):
    version = registry.start_version(make_version(number))
    registry.publish_version(make_published(version))
    print(number, flush=True)
"""


@pytest.mark.integration
def test_what_was_published_survives_sigkill(path: Path) -> None:
    published: set[str] = set()
    for kill in range(4):
        published |= acknowledged(path, 1000 * kill, n_lines=4 + 5 * kill)
        registry = SqlRegistry(path)
        assert published <= {record.id for record in registry.list_live()}
        for record in registry.list_unpublished():
            registry.fail_version(record.version_id, "interrupted")
        assert scalar(registry, "PRAGMA integrity_check") == "ok"
        registry.close()
    assert len(published) >= 46


def acknowledged(path: Path, begin: int, n_lines: int) -> set[str]:
    command = [sys.executable, "-c", WRITER, str(path), str(begin)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as writer:
        assert writer.stdout is not None
        lines = [writer.stdout.readline() for _ in range(n_lines)]
        writer.send_signal(signal.SIGKILL)
        lines += writer.stdout.read().splitlines()
        return {f"doc_{int(line):03}" for line in lines}


# --- damage, schemas, full disks ----------------------------------------------------------------


@pytest.mark.parametrize("damage", [b"rubbish" * 1000, b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_damaged_registry_is_told_and_left_alone(
    registry: SqlRegistry, path: Path, damage: bytes
) -> None:
    registry.close()
    path.write_bytes(damage)
    with pytest.raises(AdapterUnavailable) as caught:
        SqlRegistry(path)
    assert "derek restore" in caught.value.mend
    assert str(path) not in str(caught.value)
    assert path.read_bytes() == damage


def test_an_unknown_schema_is_refused(registry: SqlRegistry, path: Path) -> None:
    registry.close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE settings SET value = '99' WHERE name = 'schema'")
    connection.commit()
    connection.close()
    with pytest.raises(IndexIncompatible, match="99") as caught:
        SqlRegistry(path)
    assert caught.value.mend


def test_a_registry_of_the_first_schema_is_brought_up_to_date(
    registry: SqlRegistry, path: Path
) -> None:
    publish(registry, 1)
    registry.close()
    with sqlite3.connect(path) as raw:
        raw.executescript(
            "DROP INDEX documents_by_root; ALTER TABLE documents DROP COLUMN root;"
            "ALTER TABLE versions DROP COLUMN same_as; DROP TABLE sketch_keys;"
            "DROP TABLE sketches; DROP TABLE roots;"
            "UPDATE settings SET value = '1' WHERE name = 'schema'"
        )
    raw.close()
    opened = SqlRegistry(path)
    assert [(r.id, r.root, r.same_as) for r in opened.list_live()] == [("doc_001", None, None)]
    assert opened.list_roots("default") == ()
    assert opened.find_alike("default", (1,)) == ()
    assert scalar(opened, "SELECT value FROM settings WHERE name = 'schema'") == "2"
    opened.close()


def test_sketches_go_with_their_versions(registry: SqlRegistry) -> None:
    for _ in range(3):
        version_id = registry.start_version(make_version(1))
        published = replace(make_published(version_id), sketch=(1, 2, 3))
        registry.forget_versions(registry.publish_version(published))
    assert scalar(registry, "SELECT count(*) FROM sketches") == 1
    assert scalar(registry, "SELECT count(*) FROM sketch_keys") == 3


def test_a_full_disk_is_told_and_changes_nothing(registry: SqlRegistry) -> None:
    live = publish(registry, 1)
    limit_pages(registry, 1)
    with pytest.raises(StorageFull):
        registry.start_job([f"{number}.txt" for number in range(5000)])
    limit_pages(registry, 2**30)
    assert registry.list_open_jobs() == ()
    assert set(registry.live_records([live])) == {live}
    assert registry.start_job(["a.txt"]).total == 1


def limit_pages(registry: SqlRegistry, n_pages: int) -> None:
    with registry._engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={n_pages}")


def test_a_place_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "registry.sqlite").mkdir()
    with pytest.raises(AdapterUnavailable):
        SqlRegistry(tmp_path / "registry.sqlite")


def test_a_writer_that_fails_leaves_no_lock(registry: SqlRegistry) -> None:
    with pytest.raises(AdapterProtocolError):
        registry.add_feedback("ans_1", None, None)  # type: ignore[arg-type]
    publish(registry, 1)
    assert len(registry.list_live()) == 1


# --- foreign errors -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(SQLITE_ERRORS))
def test_each_sqlite_code_has_its_error(name: str) -> None:
    foreign = sqlite3.OperationalError("text with /a/path")
    foreign.sqlite_errorname = f"{name}_EXTENDED"
    error = derek_error(sa.exc.OperationalError("SELECT", {}, foreign))
    assert (type(error), error.message) == SQLITE_ERRORS[name][:2]
    assert "/a/path" not in str(error)


def database_error_classes() -> list[type[sa.exc.DBAPIError]]:
    found: list[type[sa.exc.DBAPIError]] = [sa.exc.DBAPIError]
    for kind in found:
        found += kind.__subclasses__()
    return found


@pytest.mark.parametrize("kind", database_error_classes())
def test_every_database_error_becomes_one_of_ours(kind: type[sa.exc.DBAPIError]) -> None:
    error = derek_error(kind("SELECT", {}, Exception("text")))
    assert isinstance(error, AdapterError)
    assert error.message in {message for _, _, message, _ in ERRORS}


def test_waiting_for_a_connection_in_vain_is_a_timeout() -> None:
    assert type(derek_error(sa.exc.TimeoutError())) is AdapterTimedOut


def test_a_mistake_in_our_own_statement_stays_what_it_is(registry: SqlRegistry) -> None:
    with pytest.raises(sa.exc.ArgumentError):
        derek_error(sa.exc.ArgumentError("mistake"))
