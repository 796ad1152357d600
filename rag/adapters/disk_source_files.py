"""Finds and reads the files of a folder that are to be ingested."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rag.errors import CorpusError, EmptyFile, TooLarge, UnreadableFile
from rag.types import SourceFile

IGNORE_FILE = ".derekignore"
"""Names in such a file, one a line, are left out of its folder; `#` starts a comment."""

Fault = tuple[str, CorpusError]


class DiskSourceFiles:
    """Regular files below the given paths; hidden files and links out of the folder left out."""

    def list_files(self, paths: Sequence[Path]) -> tuple[tuple[SourceFile, ...], tuple[Fault, ...]]:
        """Files by source, and what could not be looked into.

        ``source`` is the path below the folder given, with ``/``; two roots that hold the same
        source are told apart by the root's name.
        """
        files: list[SourceFile] = []
        faults: list[Fault] = []
        for root in paths:
            found, wrong = _walk(root)
            taken = {file.source for file in files}
            clash = any(file.source in taken for file in found)
            prefix = f"{root.resolve().name}/" if clash else ""
            files += [SourceFile(prefix + file.source, file.path) for file in found]
            faults += wrong
        return tuple(sorted(files, key=lambda file: file.source)), tuple(faults)

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


def _walk(root: Path) -> tuple[list[SourceFile], list[Fault]]:
    if root.is_file():
        return [SourceFile(root.name, root)], []
    faults: list[Fault] = []
    if not root.is_dir():
        return [], [(root.name, UnreadableFile(f"{root.name} does not exist."))]

    def note(error: OSError) -> None:
        where = Path(str(error.filename or root))
        faults.append((_source(root, where), _unreadable(_source(root, where), error)))

    return list(_files(root, note, faults)), faults


def _files(
    root: Path, note: Callable[[OSError], None], faults: list[Fault]
) -> Iterator[SourceFile]:
    for folder, folders, names in os.walk(root, onerror=note):
        here = Path(folder)
        ignored = _ignored(here, faults, root)
        folders[:] = sorted(n for n in folders if not n.startswith(".") and n not in ignored)
        for name in sorted(names):
            path = here / name
            if name.startswith(".") or name in ignored or _leaves(root, path):
                continue
            yield SourceFile(_source(root, path), path)


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
    return path.is_symlink() and not path.resolve().is_relative_to(root.resolve())


def _source(root: Path, path: Path) -> str:
    relative = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    readable = relative.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in readable)


def _unreadable(source: str, error: OSError) -> UnreadableFile:
    reason = error.strerror or type(error).__name__
    return UnreadableFile(
        f"{source} cannot be read: {reason}.", mend="Check that it exists and may be read."
    )
