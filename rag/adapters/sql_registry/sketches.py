"""Statements on the sketches by which reprinted texts are found."""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from heapq import nlargest

import sqlalchemy as sa

from rag.adapters.sql_registry.tables import DOCUMENTS, SKETCH_KEYS, SKETCHES
from rag.adapters.sql_registry.versions import live_records
from rag.types import DocumentRecord

N_KEYS = 8
"""Numbers at the beginning of a sketch that it is looked up by. Of two texts that share nine in
ten of their shingles, one in 10^8 pairs shares none of these."""
MAX_HOLDERS = 128
"""Documents that are looked at for one number. What more of them share is the wording of a form:
read in full, ten thousand filled forms would cost ten thousand records for each next one."""
MAX_ALIKE = 32
"""Documents that are returned: those with the most and the rarest numbers in common. A reprint
has all or nearly all of them in common, a filled form those of the form's own words."""


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
    """Live documents whose sketch shares a key with this one, and their sketches, oldest first;
    of many the ``MAX_ALIKE`` that share most."""
    nearest = _nearest(connection, collection, sketch[:N_KEYS])
    query = sa.select(SKETCHES).where(SKETCHES.c.version_id.in_(nearest))
    found = {row.version_id: row.numbers for row in connection.execute(query)}
    records = sorted(live_records(connection, nearest).values(), key=_age)
    return tuple((record, _parse_numbers(found[record.version_id])) for record in records)


def _nearest(connection: sa.Connection, collection: str, keys: Sequence[int]) -> list[str]:
    """Versions by what their keys in common are worth: one that n documents hold, 1/n."""
    worth: dict[str, float] = defaultdict(float)
    for key in keys:
        holders = connection.scalars(_HOLDERS, {"key": key, "collection": collection}).all()
        for version_id in holders:
            worth[version_id] += 1 / len(holders)
    return nlargest(MAX_ALIKE, worth, key=worth.__getitem__)


# Not a join: SQLite would go through the collection's documents and look for the key of each.
_IS_LIVE = sa.exists().where(
    DOCUMENTS.c.live_version_id == SKETCH_KEYS.c.version_id,
    DOCUMENTS.c.collection == sa.bindparam("collection"),
)
_HOLDERS = (
    sa.select(SKETCH_KEYS.c.version_id)
    .where(SKETCH_KEYS.c.key == sa.bindparam("key"), _IS_LIVE)
    .limit(MAX_HOLDERS)
)


def _age(record: DocumentRecord) -> tuple[datetime, str]:
    return record.ingested_at, record.id


def _parse_numbers(stored: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(stored) // 8}Q", stored)
