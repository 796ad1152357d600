"""Keeps the note by which one process hands a new index to another, as a file."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from rag.errors import AdapterUnavailable, StorageFull
from rag.types import IndexHandover

NOTE, FAULT = "next_index.json", "next_index.fault"
NO_SPACE = (errno.ENOSPC, errno.EDQUOT)


class FileHandovers:
    """``Handovers`` in two files of the data folder; each is written beside its place, then moved
    there."""

    def __init__(self, folder: Path) -> None:
        self._note, self._fault = folder / NOTE, folder / FAULT

    def write_handover(self, handover: IndexHandover) -> None:
        """Leave the note. Raises: StorageFull, AdapterUnavailable."""
        with _system_errors():
            self._fault.unlink(missing_ok=True)
            _write_whole(self._note, msgspec.json.encode(handover))

    def find_handover(self) -> IndexHandover | None:
        """The note; None when there is none that can be read."""
        try:
            return msgspec.json.decode(self._note.read_bytes(), type=IndexHandover)
        except (FileNotFoundError, msgspec.MsgspecError):
            return None
        except OSError as error:
            raise _unavailable(error) from error

    def remove_handover(self) -> None:
        """Take the note away, with what was said of it."""
        with _system_errors():
            self._note.unlink(missing_ok=True)
            self._fault.unlink(missing_ok=True)

    def write_fault(self, fault: str) -> None:
        """Say why the index did not take over; the note stays."""
        with _system_errors():
            _write_whole(self._fault, fault.encode())

    def find_fault(self) -> str | None:
        """What was said last, None when nothing went wrong yet."""
        try:
            return self._fault.read_text("utf-8")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _unavailable(error) from error


def _write_whole(path: Path, content: bytes) -> None:
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(path)
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _system_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in NO_SPACE:
            raise StorageFull("No space is left in the data folder.", mend="Free some.") from error
        raise _unavailable(error) from error


def _unavailable(error: OSError) -> AdapterUnavailable:
    return AdapterUnavailable(
        f"The note on the new index cannot be read or written: {error.strerror}.",
        mend="Check the permissions of the data folder.",
    )
