"""Statements on folders, on what came from them, and on what failed."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from rag.adapters.sql_registry.tables import DOCUMENTS, ROOTS, VERSIONS
from rag.adapters.sql_registry.versions import (
    SHOWN,
    delete_document,
    folded,
    record_of,
    select_records,
)
from rag.errors import NotFound
from rag.types import DocumentRecord, FolderRoot

NEWEST = VERSIONS.c.id == DOCUMENTS.c.newest_version_id
KEPT = DOCUMENTS.c.deleted.is_(False)


def list_failed(connection: sa.Connection) -> tuple[DocumentRecord, ...]:
    """Newest versions that failed, by source then id."""
    query = select_records(NEWEST).where(KEPT, VERSIONS.c.state == "failed")
    rows = connection.execute(query.order_by(DOCUMENTS.c.source, DOCUMENTS.c.id))
    return tuple(map(record_of, rows))


def forget_failed(connection: sa.Connection, document_id: str) -> None:
    """Let the live version be the newest again, and drop the document's failed ones."""
    mine = sa.and_(DOCUMENTS.c.id == document_id, DOCUMENTS.c.live_version_id.is_not(None))
    failed = sa.select(VERSIONS.c.id).where(VERSIONS.c.state == "failed")
    connection.execute(
        DOCUMENTS.update()
        .where(mine, DOCUMENTS.c.newest_version_id.in_(failed))
        .values(newest_version_id=DOCUMENTS.c.live_version_id)
    )
    kept = sa.select(DOCUMENTS.c.newest_version_id).where(DOCUMENTS.c.id == document_id)
    over = sa.and_(VERSIONS.c.state == "failed", VERSIONS.c.id.not_in(kept))
    connection.execute(VERSIONS.delete().where(VERSIONS.c.document_id == document_id, over))


def keep_root(connection: sa.Connection, collection: str, root: FolderRoot) -> None:
    """Insert a folder, or replace what is known of it."""
    same = sa.and_(ROOTS.c.collection == collection, ROOTS.c.id == root.id)
    connection.execute(ROOTS.delete().where(same))
    connection.execute(ROOTS.insert().values(collection=collection, **asdict(root)))


def list_roots(connection: sa.Connection, collection: str) -> tuple[FolderRoot, ...]:
    """Folders of the collection, by id."""
    query = sa.select(ROOTS).where(ROOTS.c.collection == collection).order_by(ROOTS.c.id)
    rows = connection.execute(query)
    return tuple(FolderRoot(row.id, row.path, row.volume) for row in rows)


def list_of_root(
    connection: sa.Connection, collection: str, root_id: str
) -> tuple[DocumentRecord, ...]:
    """Documents of one folder that are not deleted, by source."""
    mine = sa.and_(DOCUMENTS.c.collection == collection, DOCUMENTS.c.root == root_id)
    query = select_records(SHOWN).where(mine, KEPT).order_by(DOCUMENTS.c.source)
    return tuple(map(record_of, connection.execute(query)))


def move_document(
    connection: sa.Connection, document_id: str, source: str, root: str
) -> tuple[str, ...]:
    """Change where a document comes from; returns versions of the one that gave way to it."""
    mine = DOCUMENTS.c.id == document_id
    collection = connection.scalar(sa.select(DOCUMENTS.c.collection).where(mine, KEPT))
    if collection is None:
        raise NotFound("There is no such document.")
    displaced = _make_way(connection, document_id, collection, source)
    connection.execute(DOCUMENTS.update().where(mine).values(source=source, root=root))
    of_document = VERSIONS.c.document_id == document_id
    for row in connection.execute(sa.select(VERSIONS.c.id, VERSIONS.c.title).where(of_document)):
        words = folded(f"{row.title}\n{source}")
        connection.execute(VERSIONS.update().where(VERSIONS.c.id == row.id).values(words=words))
    return displaced


def _make_way(
    connection: sa.Connection, document_id: str, collection: str, source: str
) -> tuple[str, ...]:
    there = sa.and_(DOCUMENTS.c.collection == collection, DOCUMENTS.c.source == source)
    query: Any = sa.select(DOCUMENTS.c.id, DOCUMENTS.c.deleted)
    row = connection.execute(query.where(there, DOCUMENTS.c.id != document_id)).first()
    if row is None:
        return ()
    displaced = () if row.deleted else delete_document(connection, row.id)
    # Its row stays, so that version ids never repeat; no file's source looks like this.
    aside = DOCUMENTS.update().where(DOCUMENTS.c.id == row.id)
    connection.execute(aside.values(source=f"\N{REPLACEMENT CHARACTER}{row.id}"))
    return displaced
