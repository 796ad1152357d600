"""Compares the files of folders with what was ingested from them before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import PurePath

from rag.types import DocumentRecord, FolderRoot, SourceFile


def name_apart(
    files: Sequence[SourceFile], roots: Sequence[FolderRoot], holders: Mapping[str, str]
) -> tuple[SourceFile, ...]:
    """The files under sources that no two of them share, in order of source.

    ``holders`` says from which folder, by id, a document with a source came. Where another folder
    holds a file's source, or a folder before it in ``roots`` has the same, the folder's name is
    put before the path. So it does not matter which folders are ingested in one call.
    """
    order = {root.id: place for place, root in enumerate(roots)}
    names = {root.id: PurePath(root.path).name for root in roots}
    named: dict[str, SourceFile] = {}
    clashing: list[SourceFile] = []
    for file in sorted(files, key=lambda file: (order[file.root], file.source)):
        if file.source in named or holders.get(file.source, file.root) != file.root:
            clashing.append(file)
        else:
            named[file.source] = file
    for file in clashing:
        free = (
            source
            for source in _prefixed(names[file.root], file.source)
            if source not in named and holders.get(source, file.root) == file.root
        )
        source = next(free)
        named[source] = replace(file, source=source)
    return tuple(named[source] for source in sorted(named))


def missing_documents(
    known: Sequence[DocumentRecord], listed: Mapping[str, SourceFile]
) -> tuple[DocumentRecord, ...]:
    """Those documents of a folder whose file is no longer among those listed."""
    return tuple(
        record
        for record in known
        if record.source not in listed or listed[record.source].root != record.root
    )


def looks_unmounted(
    root: FolderRoot, before: FolderRoot | None, n_files: int, n_known: int
) -> bool:
    """Whether a folder that held documents is empty and stands on another file system than before:
    the mark of a disk or network share that is not mounted."""
    moved = before is not None and before.volume != root.volume
    return moved and not n_files and bool(n_known)


def _prefixed(name: str, source: str) -> Iterator[str]:
    yield f"{name}/{source}"
    for number in count(2):
        yield f"{name}-{number}/{source}"
