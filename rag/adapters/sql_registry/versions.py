"""Statements on documents and their versions."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from rag.adapters.sql_registry.tables import DOCUMENTS, VERSIONS
from rag.errors import NotFound
from rag.types import DocumentRecord, NewVersion, PublishedVersion, VersionInventory

BATCH_IDS = 500
"""Ids of one statement; the smallest builds of SQLite allow 999 variables."""

LIVE = VERSIONS.c.id == DOCUMENTS.c.live_version_id
SHOWN = VERSIONS.c.id == sa.func.coalesce(
    DOCUMENTS.c.live_version_id, DOCUMENTS.c.newest_version_id
)
"""The version a document is known by: the live one, else the newest."""


def start_version(connection: sa.Connection, version: NewVersion, now: datetime) -> str:
    """Insert a pending version, reviving a deleted document; returns the version's id."""
    number = 1 + _newest_number(connection, version.document_id)
    version_id = _version_id(version, number)
    _upsert_document(connection, version, version_id, number)
    # A file that fails at every run must not leave a row for each of them.
    over = VERSIONS.c.state.in_(("failed", "deleted"))
    connection.execute(VERSIONS.delete().where(VERSIONS.c.document_id == version.document_id, over))
    connection.execute(
        VERSIONS.insert().values(
            id=version_id,
            document_id=version.document_id,
            number=number,
            state="pending",
            groups=list(version.groups),
            title=version.source,
            words=folded(version.source),
            date=version.date,
            source_url=version.source_url,
            sha256=version.sha256,
            n_bytes=version.n_bytes,
            n_paragraphs=0,
            n_passages=0,
            digest="",
            ingested_at=now,
        )
    )
    return version_id


def publish_version(
    connection: sa.Connection, version: PublishedVersion, now: datetime
) -> tuple[str, ...]:
    """Make a pending version live; returns ids of the document's older versions."""
    row = _pending(connection, version.version_id)
    connection.execute(
        VERSIONS.update()
        .where(VERSIONS.c.id == version.version_id)
        .values(
            state="ready",
            reason=None,
            title=version.title,
            words=folded(f"{version.title}\n{row.source}"),
            language=version.language,
            date=version.date,
            document_sha256=version.document_sha256,
            n_paragraphs=version.n_paragraphs,
            n_passages=version.n_passages,
            digest=version.digest,
            same_as=version.same_as,
            ingested_at=now,
        )
    )
    connection.execute(
        DOCUMENTS.update()
        .where(DOCUMENTS.c.id == row.document_id)
        .values(live_version_id=version.version_id)
    )
    older = sa.and_(VERSIONS.c.document_id == row.document_id, VERSIONS.c.number < row.number)
    return _version_ids(connection, older)


def fail_version(connection: sa.Connection, version_id: str, reason: str) -> None:
    """Mark a pending version failed. Raises: NotFound."""
    _pending(connection, version_id)
    connection.execute(
        VERSIONS.update().where(VERSIONS.c.id == version_id).values(state="failed", reason=reason)
    )


def delete_document(connection: sa.Connection, document_id: str) -> tuple[str, ...]:
    """Mark a document and all its versions deleted; returns their ids. Raises: NotFound."""
    found = connection.execute(
        DOCUMENTS.update()
        .where(DOCUMENTS.c.id == document_id, DOCUMENTS.c.deleted.is_(False))
        .values(deleted=True, live_version_id=None)
    )
    if not found.rowcount:
        raise NotFound("There is no such document.")
    versions = VERSIONS.c.document_id == document_id
    connection.execute(VERSIONS.update().where(versions).values(state="deleted"))
    return _version_ids(connection, versions)


def forget_versions(connection: sa.Connection, version_ids: Sequence[str]) -> None:
    """Delete rows of versions that are neither live nor newest; unknown ids are ignored."""
    kept = sa.exists().where(
        DOCUMENTS.c.id == VERSIONS.c.document_id,
        VERSIONS.c.id.in_((DOCUMENTS.c.newest_version_id, DOCUMENTS.c.live_version_id)),
    )
    for batch in _batches(version_ids):
        chosen = sa.and_(VERSIONS.c.id.in_(batch), ~kept)
        connection.execute(VERSIONS.delete().where(chosen))


def write_inventory(connection: sa.Connection, held: Mapping[str, VersionInventory]) -> None:
    """Note how many points an index holds of each version, and their digest."""
    rows = [
        {"version": version_id, "n": inventory.n_points, "hash": inventory.digest}
        for version_id, inventory in held.items()
    ]
    noted = (
        VERSIONS.update()
        .where(VERSIONS.c.id == sa.bindparam("version"))
        .values(n_passages=sa.bindparam("n"), digest=sa.bindparam("hash"))
    )
    if rows:
        connection.execute(noted, rows)


def find_shown(connection: sa.Connection, *conditions: Any) -> DocumentRecord | None:
    """The first document by id that meets the conditions, by its live or newest version."""
    query = select_records(SHOWN).where(*conditions).order_by(DOCUMENTS.c.id).limit(1)
    row = connection.execute(query).first()
    return record_of(row) if row else None


def find_by_sha256(
    connection: sa.Connection, collection: str, sha256: str
) -> DocumentRecord | None:
    """The first live document by id of the collection with these bytes, or None."""
    # Not in one statement: SQLite would go through all documents of the collection.
    ids = connection.scalars(sa.select(VERSIONS.c.id).where(VERSIONS.c.sha256 == sha256)).all()
    mine = (r for r in live_records(connection, ids).values() if r.collection == collection)
    return min(mine, key=lambda record: record.id, default=None)


def live_records(
    connection: sa.Connection, version_ids: Sequence[str]
) -> dict[str, DocumentRecord]:
    """Records of those versions that are live."""
    found: dict[str, DocumentRecord] = {}
    for batch in _batches(version_ids):
        rows = connection.execute(select_records(LIVE).where(VERSIONS.c.id.in_(batch)))
        found |= {row.version_id: record_of(row) for row in rows}
    return found


def list_live(connection: sa.Connection) -> tuple[DocumentRecord, ...]:
    """Every document that has a live version, by id."""
    return tuple(map(record_of, connection.execute(select_records(LIVE).order_by(DOCUMENTS.c.id))))


def list_pending(connection: sa.Connection) -> tuple[DocumentRecord, ...]:
    """Pending versions, by document id and number."""
    of_document = VERSIONS.c.document_id == DOCUMENTS.c.id
    query = select_records(of_document).where(VERSIONS.c.state == "pending")
    rows = connection.execute(query.order_by(DOCUMENTS.c.id, VERSIONS.c.number))
    return tuple(map(record_of, rows))


def list_page(
    connection: sa.Connection, limit: int, cursor: str | None, words: str | None
) -> tuple[tuple[DocumentRecord, ...], str | None]:
    """Documents that are not deleted, by source then id, after the cursor."""
    query = select_records(SHOWN).where(DOCUMENTS.c.deleted.is_(False))
    for word in folded(words or "").split():
        query = query.where(VERSIONS.c.words.contains(word, autoescape=True))
    if cursor is not None:
        place = sa.tuple_(*map(sa.literal, _parse_cursor(cursor)))
        query = query.where(sa.tuple_(DOCUMENTS.c.source, DOCUMENTS.c.id) > place)
    query = query.order_by(DOCUMENTS.c.source, DOCUMENTS.c.id).limit(limit + 1)
    records = tuple(map(record_of, connection.execute(query)))
    page = records[:limit]
    return page, _render_cursor(page[-1]) if len(records) > limit else None


def folded(text: str) -> str:
    """Text in which case and composed or decomposed letters make no difference."""
    return unicodedata.normalize("NFC", text).casefold()


def _version_id(version: NewVersion, number: int) -> str:
    # Not random, so that the same corpus gives the same point ids and breaks ties alike; with the
    # bytes in it, so that a registry put back from a backup never takes a later version's points.
    text = f"{version.document_id}\0{number}\0{version.sha256}"
    return "ver_" + hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def _newest_number(connection: sa.Connection, document_id: str) -> int:
    query = sa.select(DOCUMENTS.c.newest_number).where(DOCUMENTS.c.id == document_id)
    return connection.scalar(query) or 0


def _upsert_document(
    connection: sa.Connection, version: NewVersion, version_id: str, number: int
) -> None:
    newest = {
        "deleted": False,
        "newest_version_id": version_id,
        "newest_number": number,
        "root": version.root,
    }
    if number > 1:
        mine = DOCUMENTS.c.id == version.document_id
        connection.execute(DOCUMENTS.update().where(mine).values(newest))
        return
    place = {
        "id": version.document_id,
        "source": version.source,
        "collection": version.collection,
    }
    connection.execute(DOCUMENTS.insert().values(place | newest))


def _pending(connection: sa.Connection, version_id: str) -> sa.Row[Any, Any, Any]:
    query = (
        sa.select(VERSIONS.c.document_id, VERSIONS.c.number, DOCUMENTS.c.source)
        .join_from(VERSIONS, DOCUMENTS)
        .where(VERSIONS.c.id == version_id, VERSIONS.c.state == "pending")
    )
    row = connection.execute(query).first()
    if row is None:
        raise NotFound("There is no such pending version; its document may have been deleted.")
    return row


def _version_ids(connection: sa.Connection, condition: Any) -> tuple[str, ...]:
    query = sa.select(VERSIONS.c.id).where(condition).order_by(VERSIONS.c.number)
    return tuple(connection.scalars(query))


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[left : left + BATCH_IDS] for left in range(0, len(ids), BATCH_IDS))


def select_records(joined: Any) -> sa.Select[Any]:
    """Records of documents with the version that ``joined`` chooses."""
    columns = [c for c in VERSIONS.c if c.name not in ("id", "document_id", "words", "number")]
    return sa.select(
        DOCUMENTS.c.id,
        DOCUMENTS.c.source,
        DOCUMENTS.c.collection,
        DOCUMENTS.c.root,
        VERSIONS.c.id.label("version_id"),
        *columns,
    ).join_from(DOCUMENTS, VERSIONS, joined)


_FIELDS = tuple(select_records(LIVE).selected_columns.keys())


def record_of(row: sa.Row[Any]) -> DocumentRecord:
    """The record in a row of ``select_records``."""
    # Some eighty rows a question: ``_asdict`` would take a third of the time of reading them.
    fields = dict(zip(_FIELDS, row, strict=True))
    fields["groups"] = tuple(fields["groups"])
    return DocumentRecord(**fields)


def _render_cursor(record: DocumentRecord) -> str:
    place = json.dumps([record.source, record.id]).encode()
    return base64.urlsafe_b64encode(place).decode()


def _parse_cursor(cursor: str) -> tuple[str, str]:
    try:
        source, document_id = json.loads(base64.urlsafe_b64decode(cursor.encode()))
    except (ValueError, TypeError, binascii.Error) as error:
        raise ValueError("The cursor is not one that was given out.") from error
    return str(source), str(document_id)
