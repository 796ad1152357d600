"""JSON Lines on disk: read row by row with the number of a broken line, written whole or not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from eval.errors import EvalError, RunError

Record = TypeVar("Record")


def read_lines(
    path: Path, kind: type[Record], error: type[EvalError] = RunError
) -> tuple[Record, ...]:
    """Every row as a record; empty lines are skipped. Raises: ``error``, naming the line."""
    decode = msgspec.json.Decoder(kind).decode
    records = []
    for number, line in enumerate(read_bytes(path, error).splitlines(), 1):
        if not line.strip():
            continue
        try:
            records.append(decode(line))
        except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
            raise error(f"{path.name}, line {number}: {fault}.") from fault
    return tuple(records)


def read_bytes(path: Path, error: type[EvalError]) -> bytes:
    """The file without a byte order mark. Raises: ``error`` when it cannot be read."""
    try:
        return path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as fault:
        raise error(f"{path.name} cannot be read: {fault.strerror}.") from fault


def render_line(record: object) -> bytes:
    """One row; fields at their defaults are written too, keys in the record's order."""
    return msgspec.json.encode(record) + b"\n"


def write_lines(path: Path, records: Iterable[object]) -> None:
    """All rows, through a temporary file, so that a reader sees the old file or the new one."""
    write_whole(path, b"".join(map(render_line, records)))


def write_whole(path: Path, content: bytes) -> None:
    """The file, through a temporary one that is synced and renamed."""
    temporary = path.with_name(path.name + ".tmp")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def whole_lines(content: bytes, decode: Callable[[bytes], Record]) -> Sequence[Record]:
    """Records of an append-only file up to its first torn line (an interrupted write)."""
    records: list[Record] = []
    for line in content.splitlines(keepends=True):
        if not line.endswith(b"\n"):
            break
        try:
            records.append(decode(line))
        except msgspec.MsgspecError:
            break
    return records
