"""Statements on the sketches by which reprinted texts are found."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import sqlalchemy as sa

from rag.adapters.sql_registry.tables import SKETCH_KEYS, SKETCHES
from rag.adapters.sql_registry.versions import live_records
from rag.types import DocumentRecord

N_KEYS = 8
"""Numbers at the beginning of a sketch that it is looked up by. Of two texts that share nine in
ten of their shingles, one in 10^8 pairs shares none of these."""


def write_sketch(connection: sa.Connection, version_id: str, sketch: Sequence[int]) -> None:
    """Keep a version's sketch; an empty one is not kept."""
    if not sketch:
        return
    numbers = struct.pack(f"<{len(sketch)}Q", *sketch)
    connection.execute(SKETCHES.insert().values(version_id=version_id, numbers=numbers))
    keys = [{"version_id": version_id, "key": key} for key in sketch[:N_KEYS]]
    connection.execute(SKETCH_KEYS.insert(), keys)


def find_alike(
    connection: sa.Connection, collection: str, sketch: Sequence[int]
) -> tuple[tuple[DocumentRecord, tuple[int, ...]], ...]:
    """Live documents whose sketch shares a key with this one, and their sketches, oldest first."""
    sharing = sa.select(SKETCH_KEYS.c.version_id).where(SKETCH_KEYS.c.key.in_(sketch[:N_KEYS]))
    query = sa.select(SKETCHES).where(SKETCHES.c.version_id.in_(sharing))
    found = {row.version_id: row.numbers for row in connection.execute(query)}
    records = live_records(connection, tuple(found)).values()
    mine = [record for record in records if record.collection == collection]
    mine.sort(key=lambda record: (record.ingested_at, record.id))
    return tuple((record, _parse_numbers(found[record.version_id])) for record in mine)


def _parse_numbers(stored: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(stored) // 8}Q", stored)
