"""Opens the database so that what is committed survives a power cut."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import sqlalchemy as sa

BUSY_MILLISECONDS = 10_000
WRITES = "derek_writes"
"""Execution option of connections that are going to write."""

# A rollback journal whose folder is synced too: of the modes tried under simulated power cuts
# (SQLite 3.40) only this one and WAL+FULL lost nothing, and 3.40 has a bug that resets the WAL.
PRAGMAS = (
    "PRAGMA journal_mode=DELETE",
    "PRAGMA synchronous=EXTRA",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_MILLISECONDS}",
)


def open_engine(where: Path | str) -> sa.Engine:
    """An engine for a SQLite file (a path) or any database (a URL with ``://``)."""
    if isinstance(where, str) and "://" in where:
        engine = sa.create_engine(where)
    else:
        path = Path(where)
        path.parent.mkdir(parents=True, exist_ok=True)
        engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)))
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _set_pragmas)
        sa.event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own transactions are switched off: it would begin them late and not IMMEDIATE.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    # A reader that turns writer in mid-transaction may fail at once; a writer waits from the start.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
