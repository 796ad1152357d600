"""A registry in an SQL database (SQLAlchemy Core): SQLite now, other servers by URL."""

from rag.adapters.sql_registry.registry import SqlRegistry

__all__ = ["SqlRegistry"]
