"""Makes the tables of a new database and brings those of an older one up to date."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from rag.adapters.sql_registry.tables import SCHEMA_VERSION, SETTINGS, TABLES
from rag.errors import IndexIncompatible

SCHEMA = "schema"
CHANGES: Mapping[str, tuple[str, ...]] = {
    "1": (
        "ALTER TABLE documents ADD COLUMN root VARCHAR",
        "ALTER TABLE versions ADD COLUMN same_as VARCHAR",
        "CREATE INDEX documents_by_root ON documents (collection, root)",
    ),
}
"""Statements that bring tables from the version named to the next; new tables need none."""


def make_tables(connection: sa.Connection) -> None:
    """Make the tables of a new database, add what an older one lacks. Raises: IndexIncompatible."""
    if not sa.inspect(connection).has_table(SETTINGS.name):
        TABLES.create_all(connection)
        connection.execute(SETTINGS.insert().values(name=SCHEMA, value=SCHEMA_VERSION))
    schema = SETTINGS.c.name == SCHEMA
    found = str(connection.scalar(sa.select(SETTINGS.c.value).where(schema)))
    while found in CHANGES:
        for statement in CHANGES[found]:
            connection.exec_driver_sql(statement)
        found = str(int(found) + 1)
        connection.execute(SETTINGS.update().where(schema).values(value=found))
    if found != SCHEMA_VERSION:
        raise IndexIncompatible(
            f"The registry has schema {found}; this version of Derek reads {SCHEMA_VERSION}.",
            mend="Install the version that made it, or ingest into another folder with --data.",
        )
    TABLES.create_all(connection)
