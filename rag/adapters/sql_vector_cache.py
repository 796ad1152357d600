"""Keeps vectors by content key in a SQLite file of its own (SQLAlchemy)."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
import sqlalchemy as sa

from rag.errors import AdapterUnavailable, DerekError, StorageFull
from rag.types import Vector

BATCH_KEYS = 500
"""Keys of one statement; the smallest builds of SQLite allow 999 variables."""
MAX_ROWS = 500_000
"""Vectors that ``prune`` leaves by default: 0.8 GB at 384 dimensions."""
LENGTH_TOLERANCE = 0.01
"""A row whose length is further from 1 was damaged on disk and counts as unknown."""

TABLES = sa.MetaData()
VECTORS = sa.Table(
    "vectors",
    TABLES,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("key", sa.String, unique=True, nullable=False),
    sa.Column("vector", sa.LargeBinary, nullable=False),
)

# Primary result codes of https://sqlite.org/rescode.html. What is not here means that the file
# itself is wrong (damaged, not a database, other tables) and is thrown away.
ERRORS: dict[str, tuple[type[DerekError], str, str]] = {
    "SQLITE_FULL": (StorageFull, "No space is left for the vector cache.", "Free some space."),
    "SQLITE_READONLY": (AdapterUnavailable, "The vector cache cannot be written.", ""),
    "SQLITE_PERM": (AdapterUnavailable, "The vector cache may not be opened.", ""),
    "SQLITE_CANTOPEN": (AdapterUnavailable, "The vector cache cannot be opened.", ""),
    "SQLITE_BUSY": (AdapterUnavailable, "Another process holds the vector cache.", ""),
    "SQLITE_LOCKED": (AdapterUnavailable, "Another process holds the vector cache.", ""),
    "SQLITE_NOMEM": (AdapterUnavailable, "No memory is left for the vector cache.", ""),
}

Result = TypeVar("Result")


class SqlVectorCache:
    """A ``VectorCache``: float32 rows as little-endian bytes.

    Its content is derived, so it is written without waiting for the disk (WAL, synchronous OFF:
    safe when the process dies, not when the power fails), and a damaged file is thrown away.
    """

    def __init__(self, path: Path) -> None:
        """Raises: AdapterUnavailable, StorageFull."""
        self._path = path
        self._using = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._engine = _open_engine(path)
        self._run(TABLES.create_all)

    def read_vectors(self, keys: Sequence[str]) -> Mapping[str, Vector]:
        """The vectors that are known, each of shape (dimension,)."""
        found: dict[str, Vector] = {}
        for left in range(0, len(keys), BATCH_KEYS):
            rows = self._run(partial(_select_vectors, keys[left : left + BATCH_KEYS]))
            parsed = {key: _parse_vector(stored) for key, stored in rows}
            found |= {key: vector for key, vector in parsed.items() if vector is not None}
        return found

    def write_vectors(self, vectors: Mapping[str, Vector]) -> None:
        """Keep vectors, replacing those with the same key. Raises: StorageFull."""
        rows = [
            {"key": key, "vector": np.asarray(vector, "<f4").tobytes()}
            for key, vector in vectors.items()
        ]
        if rows:
            insert = VECTORS.insert().prefix_with("OR REPLACE")
            self._run(lambda connection: connection.execute(insert, rows))

    def prune(self, max_rows: int = MAX_ROWS) -> None:
        """Forget the vectors written first, until no more than ``max_rows`` are left."""
        newest = sa.select(VECTORS.c.number).order_by(VECTORS.c.number.desc())
        first_out = newest.limit(1).offset(max_rows).scalar_subquery()
        old = VECTORS.delete().where(VECTORS.c.number <= first_out)
        self._run(lambda connection: connection.execute(old))

    def close(self) -> None:
        """Release the file."""
        self._engine.dispose()

    def _run(self, work: Callable[[sa.Connection], Result]) -> Result:
        with self._using:
            try:
                return self._transact(work)
            except sa.exc.DBAPIError as error:
                if (known := derek_error(error)) is not None:
                    raise known from error
            self._begin_anew()
            return self._transact(work)

    def _transact(self, work: Callable[[sa.Connection], Result]) -> Result:
        with self._engine.begin() as connection:
            return work(connection)

    def _begin_anew(self) -> None:
        self._engine.dispose()
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        self._engine = _open_engine(self._path)
        self._transact(TABLES.create_all)


def derek_error(error: sa.exc.DBAPIError) -> DerekError | None:
    """Our error for what SQLite says, see ``ERRORS``; None when the file must be made anew."""
    code = getattr(error.orig, "sqlite_errorname", "")
    for name, (kind, message, mend) in ERRORS.items():
        if code.startswith(name):
            return kind(message, mend=mend)
    return None


def _open_engine(path: Path) -> sa.Engine:
    url = sa.URL.create("sqlite", database=str(path))
    engine = sa.create_engine(
        url, poolclass=sa.StaticPool, connect_args={"check_same_thread": False}
    )

    @sa.event.listens_for(engine, "connect")
    def set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.close()

    return engine


def _select_vectors(keys: Sequence[str], connection: sa.Connection) -> Sequence[sa.Row[str, bytes]]:
    query = sa.select(VECTORS.c.key, VECTORS.c.vector).where(VECTORS.c.key.in_(keys))
    return connection.execute(query).all()


def _parse_vector(stored: bytes) -> Vector | None:
    if not stored or len(stored) % 4:
        return None
    vector = np.frombuffer(stored, "<f4").astype(np.float32, copy=False)
    return vector if abs(float(np.linalg.norm(vector)) - 1) < LENGTH_TOLERANCE else None
