"""The tables of the registry."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

SCHEMA_VERSION = "2"
"""Raised when a table or the meaning of a column changes; ``schema.py`` brings older ones here."""


class UtcTime(sa.TypeDecorator[datetime]):
    """An aware time, kept in UTC; SQLite itself forgets the zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """The same moment in UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """The moment, with its zone."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


TABLES = sa.MetaData()

SETTINGS = sa.Table(
    "settings",
    TABLES,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)

# A row stays when the document is deleted, so that numbers and thus version ids never repeat.
DOCUMENTS = sa.Table(
    "documents",
    TABLES,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("source", sa.String, nullable=False),
    sa.Column("collection", sa.String, nullable=False),
    sa.Column("deleted", sa.Boolean, nullable=False),
    sa.Column("live_version_id", sa.String),
    sa.Column("newest_version_id", sa.String, nullable=False),
    sa.Column("newest_number", sa.Integer, nullable=False),
    # The folder it was found in; none for an upload.
    sa.Column("root", sa.String),
    sa.UniqueConstraint("collection", "source"),
    sa.Index("documents_by_source", "source", "id"),
    sa.Index("documents_by_live_version", "live_version_id"),
    sa.Index("documents_by_root", "collection", "root"),
)

VERSIONS = sa.Table(
    "versions",
    TABLES,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("document_id", sa.ForeignKey("documents.id"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("reason", sa.String),
    sa.Column("groups", sa.JSON, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    # Title and source with case folded: SQLite folds ASCII alone.
    sa.Column("words", sa.String, nullable=False),
    sa.Column("language", sa.String),
    sa.Column("date", sa.Date),
    sa.Column("source_url", sa.String),
    sa.Column("sha256", sa.String, nullable=False),
    sa.Column("document_sha256", sa.String),
    sa.Column("n_bytes", sa.BigInteger, nullable=False),
    sa.Column("n_paragraphs", sa.Integer, nullable=False),
    sa.Column("n_passages", sa.Integer, nullable=False),
    sa.Column("digest", sa.String, nullable=False),
    sa.Column("ingested_at", UtcTime, nullable=False),
    # The document whose text this one reprints.
    sa.Column("same_as", sa.String),
    sa.UniqueConstraint("document_id", "number"),
    sa.Index("versions_by_sha256", "sha256"),
    sa.Index("versions_by_state", "state"),
)

# What a version's text is recognised by when it is printed again: the whole sketch, 8 bytes a
# number, and the few of its numbers that are looked up.
SKETCHES = sa.Table(
    "sketches",
    TABLES,
    sa.Column("version_id", sa.ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("numbers", sa.LargeBinary, nullable=False),
)

SKETCH_KEYS = sa.Table(
    "sketch_keys",
    TABLES,
    sa.Column("version_id", sa.ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("key", sa.BigInteger, primary_key=True),
    sa.Index("sketch_keys_by_key", "key"),
)

ROOTS = sa.Table(
    "roots",
    TABLES,
    sa.Column("collection", sa.String, primary_key=True),
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("path", sa.String, nullable=False),
    sa.Column("volume", sa.String, nullable=False),
)

JOBS = sa.Table(
    "jobs",
    TABLES,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("started_at", UtcTime, nullable=False),
)

JOB_DOCUMENTS = sa.Table(
    "job_documents",
    TABLES,
    sa.Column("job_id", sa.ForeignKey("jobs.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("source", sa.String, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("reason", sa.String),
)

FEEDBACK = sa.Table(
    "feedback",
    TABLES,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("answer_id", sa.String, nullable=False),
    sa.Column("rating", sa.String, nullable=False),
    sa.Column("comment", sa.String),
    sa.Column("given_at", UtcTime, nullable=False),
)
