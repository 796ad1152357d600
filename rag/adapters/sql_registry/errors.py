"""What the database says when it fails, as our errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from rag.errors import (
    AdapterError,
    AdapterProtocolError,
    AdapterTimedOut,
    AdapterUnavailable,
    DerekError,
    StorageFull,
)

RESTORE = "Run `derek doctor`; a backup comes back with `derek restore FILE`."
PERMISSIONS = "Check the permissions of the data folder."

# Primary result codes of https://sqlite.org/rescode.html.
SQLITE_ERRORS: dict[str, tuple[type[DerekError], str, str]] = {
    "SQLITE_FULL": (StorageFull, "No space is left for the registry.", "Free some space."),
    "SQLITE_READONLY": (AdapterUnavailable, "The registry cannot be written.", PERMISSIONS),
    "SQLITE_PERM": (AdapterUnavailable, "The registry may not be opened.", PERMISSIONS),
    "SQLITE_CANTOPEN": (AdapterUnavailable, "The registry cannot be opened.", PERMISSIONS),
    "SQLITE_BUSY": (AdapterTimedOut, "Another process holds the registry.", "Try again."),
    "SQLITE_LOCKED": (AdapterTimedOut, "Another process holds the registry.", "Try again."),
    "SQLITE_IOERR": (AdapterUnavailable, "The disk failed under the registry.", RESTORE),
    "SQLITE_CORRUPT": (AdapterUnavailable, "The registry is damaged.", RESTORE),
    "SQLITE_NOTADB": (AdapterUnavailable, "The registry is not a database.", RESTORE),
    "SQLITE_NOMEM": (AdapterUnavailable, "No memory is left for the registry.", ""),
}
# For other codes and other databases; looked through in this order.
ERRORS: tuple[tuple[type[sa.exc.SQLAlchemyError], type[AdapterError], str, str], ...] = (
    (sa.exc.TimeoutError, AdapterTimedOut, "The registry did not answer in time.", "Try again."),
    (sa.exc.OperationalError, AdapterUnavailable, "The registry cannot be reached.", RESTORE),
    (sa.exc.InterfaceError, AdapterUnavailable, "The registry cannot be reached.", RESTORE),
    (sa.exc.DBAPIError, AdapterProtocolError, "The registry refused a statement.", RESTORE),
)


@contextmanager
def database_errors() -> Iterator[None]:
    """Turn what the database raises within the block into our errors; mistakes in our own
    statements stay what they are."""
    try:
        yield
    except (sa.exc.DBAPIError, sa.exc.TimeoutError) as error:
        raise derek_error(error) from error


def derek_error(error: sa.exc.SQLAlchemyError) -> DerekError:
    """Our error for what the database says; see the tables."""
    code = getattr(getattr(error, "orig", None), "sqlite_errorname", "")
    for name, (kind, message, mend) in SQLITE_ERRORS.items():
        if code.startswith(name):
            return kind(message, mend=mend)
    for foreign, ours, message, mend in ERRORS:
        if isinstance(error, foreign):
            return ours(message, mend=mend)
    raise error
