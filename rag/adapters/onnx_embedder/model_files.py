"""Keeps a built model in a folder: whole and checked, or not at all."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rag.errors import AdapterUnavailable, StorageFull

MODEL_FILE = "model.onnx"
WEIGHTS_FILE = "model.bin"
"""Beside the graph, so that the system maps it instead of copying it into memory."""
QUESTION_FILE = "question.onnx"
QUESTIONS_FILE = "questions.onnx"
"""Graphs over the same weights, for one question and for several; a model may come without."""
OTHER_GRAPHS = "*.onnx"
RECORD_FILE = "record.json"
FORMAT = 2
UNFINISHED = ".unfinished-"
NO_SPACE = {errno.ENOSPC, errno.EDQUOT}
CHOOSE_FOLDER = "Check that the data folder may be written, or choose another with --data."


def find_model(folder: Path, made_from: str) -> Path | None:
    """The ONNX file in ``folder``; None when there is none, a damaged one or one of other origin.

    Every file is compared with its recorded SHA-256.
    """
    try:
        record = json.loads((folder / RECORD_FILE).read_bytes())
        hashes = _hashes(folder)
    except (OSError, ValueError):
        return None
    expected = {"format": FORMAT, "made_from": made_from, "sha256": hashes}
    return folder / MODEL_FILE if record == expected else None


@contextmanager
def unfinished_folder(folder: Path) -> Iterator[Path]:
    """A new folder below ``folder`` to write a model into; gone afterwards unless published.

    Removes those of builders that died, so call it as the only builder. Raises: StorageFull,
    AdapterUnavailable; OSErrors inside the block are told so too.
    """
    try:
        for leftover in folder.glob(f"{UNFINISHED}*"):
            shutil.rmtree(leftover, ignore_errors=True)
        unfinished = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder))
        try:
            yield unfinished
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    except OSError as error:
        raise storage_error(error) from error


def publish_model(unfinished: Path, folder: Path, made_from: str) -> None:
    """Record what was written into ``unfinished`` and put it in place of ``folder``.

    A crash leaves the old folder or none, never a half one. Raises: OSError.
    """
    record = {"format": FORMAT, "made_from": made_from, "sha256": _hashes(unfinished)}
    (unfinished / RECORD_FILE).write_text(json.dumps(record, indent=1), "ascii")
    for path in (*unfinished.iterdir(), unfinished):
        _flush(path)
    _put_in_place(unfinished, folder)


def _put_in_place(unfinished: Path, folder: Path) -> None:
    if folder.exists():
        # A folder cannot be renamed onto one that is not empty.
        folder.rename(Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder.parent)) / "old")
    unfinished.rename(folder)
    _flush(folder.parent)


def _flush(path: Path) -> None:
    """Return when the file or the folder's entries are on disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows does not open folders
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of graph and weights and of every other graph beside them. Raises: OSError."""
    names = {MODEL_FILE, WEIGHTS_FILE, *(path.name for path in folder.glob(OTHER_GRAPHS))}
    return {name: _sha256(folder / name) for name in sorted(names)}


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def storage_error(error: OSError) -> StorageFull | AdapterUnavailable:
    """What a failure to write into the data folder means."""
    if error.errno in NO_SPACE:
        return StorageFull(
            "No space is left for the embedding model (it needs 100 MB).",
            mend="Free some, or choose another data folder with --data.",
        )
    return AdapterUnavailable(
        f"The embedding model cannot be kept: {error.strerror}.", mend=CHOOSE_FOLDER
    )
