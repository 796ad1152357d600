"""What the engine says when it fails, as our errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rag.errors import (
    AdapterProtocolError,
    AdapterUnavailable,
    DataFolderInUse,
    DerekError,
    StorageFull,
)

REBUILD = "Run `derek ingest --rebuild` to make the index anew from the stored originals."

# What the engine says (it raises plain Exception), in the order of looking. The last row takes
# the rest.
ERRORS: tuple[tuple[str, type[DerekError], str, str], ...] = (
    ("WouldBlock", DataFolderInUse, "Another process holds the index.", "Stop that process."),
    ("No space left", StorageFull, "No space is left for the index.", "Free some space."),
    ("out of disk space", StorageFull, "No space is left for the index.", "Free some space."),
    ("Vector dimension error", AdapterProtocolError, "A vector has a wrong length.", REBUILD),
    ("failed to parse", AdapterProtocolError, "A point id is not a UUID.", REBUILD),
    ("is not initialized", AdapterUnavailable, "The index is closed.", "Start Derek again."),
    ("", AdapterUnavailable, "The index cannot be read or written.", REBUILD),
)


@contextmanager
def engine_errors() -> Iterator[None]:
    """Turn what the engine raises within the block into our errors."""
    try:
        yield
    except DerekError:
        raise
    except Exception as error:
        raise derek_error(str(error)) from error
    except BaseException as error:
        # A panic of the engine, on a damaged file for one, is no Exception in Python.
        if type(error).__name__ != "PanicException":
            raise
        raise derek_error(f"panic: {error}") from error


def derek_error(text: str) -> DerekError:
    """Our error for what the engine says; see ``ERRORS``."""
    _, kind, message, mend = next(row for row in ERRORS if row[0] in text)
    return kind(message, mend=mend)
