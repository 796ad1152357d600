"""Lets one process at a time hold a data folder."""

from __future__ import annotations

import os
from pathlib import Path

from filelock import FileLock, Timeout

from rag.errors import AdapterUnavailable, DataFolderInUse

LOCK_FILE = "derek.lock"
HOLDER_FILE = "derek.pid"


class DataFolderLock:
    """A lock on the folder, released by the system when its holder dies."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(folder / LOCK_FILE, timeout=0)

    def acquire(self) -> None:
        """Make the folder and take the lock. Raises: DataFolderInUse, AdapterUnavailable."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except Timeout as error:
            raise DataFolderInUse(
                f"Another process{self._holder()} holds the data folder.",
                mend="Stop it, or ask it over HTTP, or choose another folder with --data.",
            ) from error
        except OSError as error:
            raise AdapterUnavailable(
                f"The data folder cannot be locked: {error.strerror}.",
                mend="Check that it may be written, or choose another folder with --data.",
            ) from error
        # Beside the lock: on some systems a locked file cannot be read.
        (self._folder / HOLDER_FILE).write_text(f"{os.getpid()}\n", "ascii")

    def release(self) -> None:
        """Give the folder free; does nothing when it is not held."""
        if self._lock.is_locked:
            (self._folder / HOLDER_FILE).unlink(missing_ok=True)
            self._lock.release()

    def _holder(self) -> str:
        try:
            pid = (self._folder / HOLDER_FILE).read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            return ""
        return f" (pid {pid})" if pid.isdigit() else ""
