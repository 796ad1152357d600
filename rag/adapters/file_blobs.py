"""Keeps original bytes and normalised documents in a folder, by the SHA-256 of their content."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from rag.errors import AdapterProtocolError, AdapterUnavailable, DerekError, NotFound, StorageFull
from rag.types import Document

ORIGINALS = "originals"
DOCUMENTS = "documents"
TEMPORARY = ".part-"
SHA256_HEX = re.compile(r"[0-9a-f]{64}")

DOCTOR = "Run `derek doctor`; ingesting the file again restores it."

# What the system says, and our error for it; what is not here is AdapterUnavailable.
ERRORS: dict[int, tuple[type[DerekError], str, str]] = {
    errno.ENOSPC: (StorageFull, "No space is left for stored files.", "Free some space."),
    errno.EDQUOT: (StorageFull, "The disk quota is used up.", "Free some space."),
    errno.ENOENT: (NotFound, "The stored file is missing.", DOCTOR),
    errno.EFBIG: (StorageFull, "The file system takes no file this large.", ""),
}


class FileBlobs:
    """A ``BlobStore`` in one folder: ``originals/ab/<sha256>``, ``documents/ab/<sha256>.json``.

    A blob is written to a temporary file in its folder, synced, renamed, and the folder synced:
    after a crash it is there whole or not at all. One that is there undamaged is not written again.
    """

    def __init__(self, folder: Path) -> None:
        """Open the folder and remove what a crash left half-written. Raises: AdapterUnavailable."""
        self._folder = folder
        with _system_errors():
            for kind in (ORIGINALS, DOCUMENTS):
                (folder / kind).mkdir(parents=True, exist_ok=True)
            for stale in folder.glob(f"*/*/{TEMPORARY}*"):
                stale.unlink(missing_ok=True)

    def write_original(self, content: bytes) -> str:
        """Keep bytes and return their SHA-256 in hex. Raises: StorageFull."""
        return self._write(ORIGINALS, content)

    def read_original(self, sha256: str) -> bytes:
        """The bytes. Raises: NotFound, AdapterProtocolError when they do not fit the hash."""
        return self._read(ORIGINALS, sha256)

    def write_document(self, document: Document) -> str:
        """Keep a document and return the SHA-256 of its stored form. Raises: StorageFull."""
        return self._write(DOCUMENTS, msgspec.json.encode(document))

    def read_document(self, sha256: str) -> Document:
        """The document. Raises: NotFound, AdapterProtocolError when it does not fit the hash."""
        try:
            return msgspec.json.decode(self._read(DOCUMENTS, sha256), type=Document)
        except msgspec.DecodeError as error:
            raise _damaged(sha256) from error

    def list_blobs(self) -> tuple[str, ...]:
        """Addresses of everything kept, sorted."""
        found = self._folder.glob("*/*/*")
        names = {path.name.removesuffix(".json") for path in found}
        return tuple(sorted(name for name in names if SHA256_HEX.fullmatch(name)))

    def remove_blob(self, sha256: str) -> None:
        """Remove one; unknown addresses are ignored."""
        if SHA256_HEX.fullmatch(sha256):
            with _system_errors():
                for kind in (ORIGINALS, DOCUMENTS):
                    self._path(kind, sha256).unlink(missing_ok=True)

    def _write(self, kind: str, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._path(kind, sha256)
        with _system_errors():
            if not _holds(path, content):
                _make_folder(path.parent)
                _write_whole(path, content)
        return sha256

    def _read(self, kind: str, sha256: str) -> bytes:
        path = self._path(kind, sha256)
        with _system_errors():
            content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise _damaged(sha256)
        return content

    def _path(self, kind: str, sha256: str) -> Path:
        if not SHA256_HEX.fullmatch(sha256):
            raise NotFound("There is no such stored file.")
        suffix = ".json" if kind == DOCUMENTS else ""
        return self._folder / kind / sha256[:2] / (sha256 + suffix)


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except FileNotFoundError:
        return False


def _make_folder(folder: Path) -> None:
    if not folder.exists():
        folder.mkdir(exist_ok=True)
        _sync_folder(folder.parent)


def _write_whole(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=TEMPORARY, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).rename(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _damaged(sha256: str) -> AdapterProtocolError:
    return AdapterProtocolError(f"The stored file {sha256[:12]} is damaged.", mend=DOCTOR)


@contextmanager
def _system_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise derek_error(error) from error


def derek_error(error: OSError) -> DerekError:
    """Our error for what the system says; see ``ERRORS``."""
    if error.errno in ERRORS:
        kind, message, mend = ERRORS[error.errno]
        return kind(message, mend=mend)
    return AdapterUnavailable(
        f"Stored files cannot be read or written: {error.strerror or type(error).__name__}.",
        mend="Check the permissions of the data folder.",
    )
