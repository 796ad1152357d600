"""Finds and reads the files of a folder that are to be ingested."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rag.errors import CorpusError, EmptyFile, TooLarge, UnreadableFile
from rag.ports import Listing
from rag.types import FolderRoot, SourceFile

IGNORE_FILE = ".derekignore"
"""Names in such a file, one a line, are left out of its folder; `#` starts a comment."""

Fault = tuple[str, CorpusError]


class DiskSourceFiles:
    """Regular files below the given paths; hidden files and links out of the folder left out."""

    def list_files(self, paths: Sequence[Path]) -> Listing:
        """Files by folder and source, and what could not be looked into.

        ``source`` is the path below the folder given, with ``/``. A folder is whole when all of it
        could be looked into; one that holds a file given by itself never is.
        """
        files: dict[tuple[str, str], SourceFile] = {}
        faults: list[Fault] = []
        roots: dict[str, FolderRoot] = {}
        whole: set[str] = set()
        for path in paths:
            try:
                root = _root(path if path.is_dir() else path.parent)
                path.stat()
            except OSError as error:
                faults.append((path.name, _unreadable(path.name, error)))
                continue
            found, wrong = _walk(path, root)
            roots[root.id] = root
            faults += wrong
            for file in found:
                _add(files, file)
            if path.is_dir() and not wrong:
                whole.add(root.id)
        in_order = tuple(files[place] for place in sorted(files))
        return Listing(in_order, tuple(faults), tuple(roots.values()), frozenset(whole))

    def is_there(self, root: FolderRoot) -> bool:
        """Whether the folder still stands where it did."""
        path = Path(root.path)
        return path.is_dir() and _root(path).id == root.id

    def read_file(self, file: SourceFile, max_bytes: int) -> bytes:
        """The file's bytes. Raises: UnreadableFile, EmptyFile, TooLarge."""
        try:
            with file.path.open("rb") as stream:
                if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                    raise UnreadableFile(f"{file.source} is not a regular file.")
                content = stream.read(max_bytes + 1)
        except OSError as error:
            raise _unreadable(file.source, error) from error
        if len(content) > max_bytes:
            raise TooLarge(
                f"{file.source} is larger than {max_bytes // 2**20} MiB.",
                mend="Split it, or raise DEREK_INGEST_MAX_FILE_MIB.",
            )
        if not content:
            raise EmptyFile(f"{file.source} is empty.")
        return content


def _add(files: dict[tuple[str, str], SourceFile], file: SourceFile) -> None:
    """Names that differ only in what cannot be shown are told apart by a number."""
    number, place = 1, (file.root, file.source)
    while place in files and files[place].path != file.path:
        number += 1
        place = (file.root, f"{file.source}~{number}")
    files[place] = replace(file, source=place[1])


def _root(folder: Path) -> FolderRoot:
    path = folder.resolve()
    place = hashlib.blake2b(os.fsencode(path), digest_size=8).hexdigest()
    # Names in no encoding cannot be kept as text; such a folder is then taken for one that is gone.
    readable = os.fsencode(path).decode("utf-8", "replace")
    return FolderRoot(f"root_{place}", readable, str(path.stat().st_dev))


def _walk(path: Path, root: FolderRoot) -> tuple[list[SourceFile], list[Fault]]:
    if not path.is_dir():
        return [_file(path.name, path, root)], []
    faults: list[Fault] = []

    def note(error: OSError) -> None:
        where = Path(str(error.filename or path))
        faults.append((_source(path, where), _unreadable(_source(path, where), error)))

    return [_file(_source(path, p), p, root) for p in _files(path, note, faults)], faults


def _file(source: str, path: Path, root: FolderRoot) -> SourceFile:
    try:
        n_bytes = path.stat().st_size
    except OSError:
        n_bytes = 0
    return SourceFile(source, path, root.id, n_bytes)


def _files(root: Path, note: Callable[[OSError], None], faults: list[Fault]) -> Iterator[Path]:
    for folder, folders, names in os.walk(root, onerror=note):
        here = Path(folder)
        ignored = _ignored(here, faults, root)
        folders[:] = sorted(n for n in folders if not n.startswith(".") and n not in ignored)
        for name in sorted(names):
            path = here / name
            if name.startswith(".") or name in ignored or _leaves(root, path):
                continue
            yield path


def _ignored(folder: Path, faults: list[Fault], root: Path) -> frozenset[str]:
    path = folder / IGNORE_FILE
    try:
        lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    except (OSError, UnicodeDecodeError) as error:
        faults.append((_source(root, path), UnreadableFile(f"{_source(root, path)}: {error}")))
        lines = []
    names = (line.split("#")[0].strip() for line in lines)
    return frozenset(name for name in names if name)


def _leaves(root: Path, path: Path) -> bool:
    """Whether a link leads out of the folder; one in a circle does not, and cannot be read."""
    try:
        return path.is_symlink() and not path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return False


def _source(root: Path, path: Path) -> str:
    relative = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    readable = relative.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in readable)


def _unreadable(source: str, error: OSError) -> UnreadableFile:
    reason = error.strerror or type(error).__name__
    return UnreadableFile(
        f"{source} cannot be read: {reason}.", mend="Check that it exists and may be read."
    )
