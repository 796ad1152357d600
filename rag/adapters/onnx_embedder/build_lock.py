"""Lets one process at a time build a model in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from rag.adapters.onnx_embedder.model_files import storage_error
from rag.errors import AdapterUnavailable

LOCK_FILE = "build.lock"
LOCK_TIMEOUT_SECONDS = 300.0
"""Building takes seconds; on a machine that needs longer something else is wrong."""


@contextmanager
def only_builder(folder: Path) -> Iterator[None]:
    """Hold the right to write models below ``folder``, waiting while another process builds.

    Raises: AdapterUnavailable, StorageFull.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / LOCK_FILE, timeout=LOCK_TIMEOUT_SECONDS)
        lock.acquire()
    except Timeout as error:
        raise AdapterUnavailable(
            "Another process has been building the embedding model for minutes.",
            mend="Wait for it or stop it, then try again.",
        ) from error
    except OSError as error:
        raise storage_error(error) from error
    try:
        yield
    finally:
        lock.release()
