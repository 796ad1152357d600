"""Lets one process at a time hold a data folder, or make an index in it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from rag.errors import AdapterUnavailable, DataFolderInUse


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a folder is held for: the files that tell, and what another process is told.

    ``message`` has a place for the holder.
    """

    lock_file: str
    holder_file: str
    message: str
    mend: str


SERVING = Purpose(
    "derek.lock",
    "derek.pid",
    "Another process{} holds the data folder.",
    "Stop it, or ask it over HTTP, or choose another folder with --data.",
)
BUILDING = Purpose(
    "reembed.lock",
    "reembed.pid",
    "Another process{} is making an index of this data folder.",
    "Wait until it is done, or stop it; what it made so far is kept.",
)


class DataFolderLock:
    """A lock on the folder, released by the system when its holder dies."""

    def __init__(self, folder: Path, purpose: Purpose = SERVING) -> None:
        self._folder = folder
        self._purpose = purpose
        # Not of a thread: a service takes it in one and gives it free in another.
        self._lock = FileLock(folder / purpose.lock_file, timeout=0, thread_local=False)

    def acquire(self) -> None:
        """Make the folder and take the lock. Raises: DataFolderInUse, AdapterUnavailable."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except Timeout as error:
            raise DataFolderInUse(
                self._purpose.message.format(self._holder()), mend=self._purpose.mend
            ) from error
        except OSError as error:
            raise AdapterUnavailable(
                f"The data folder cannot be locked: {error.strerror}.",
                mend="Check that it may be written, or choose another folder with --data.",
            ) from error
        # Beside the lock: on some systems a locked file cannot be read.
        (self._folder / self._purpose.holder_file).write_text(f"{os.getpid()}\n", "ascii")

    def release(self) -> None:
        """Give the folder free; does nothing when it is not held."""
        if self._lock.is_locked:
            (self._folder / self._purpose.holder_file).unlink(missing_ok=True)
            self._lock.release()

    def _holder(self) -> str:
        try:
            pid = (self._folder / self._purpose.holder_file).read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            return ""
        return f" (pid {pid})" if pid.isdigit() else ""
