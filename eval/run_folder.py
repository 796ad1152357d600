"""A run on disk: manifest, cases, rows and seconds, and a journal while it is unfinished."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from eval.errors import RunError
from eval.json_lines import (
    read_bytes,
    read_lines,
    render_line,
    whole_lines,
    write_lines,
    write_whole,
)
from eval.records import Case, Judged, Manifest, Row, Run, Seconds

MANIFEST, CASES, ROWS, SECONDS, JOURNAL = (
    "run.json",
    "cases.jsonl",
    "rows.jsonl",
    "seconds.jsonl",
    "journal.jsonl",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal."""

    row: Row
    seconds: Seconds


class RunFolder:
    """Writes one run. Until ``finish`` only manifest, cases and journal exist."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._journal: BinaryIO | None = None

    def begin(self, manifest: Manifest, cases: Iterable[Case]) -> None:
        """Start anew; what an earlier run left here is removed."""
        self.path.mkdir(parents=True, exist_ok=True)
        for name in (JOURNAL, ROWS, SECONDS, "rows.parquet"):
            (self.path / name).unlink(missing_ok=True)
        write_lines(self.path / CASES, cases)
        self.write_manifest(manifest)

    def find_manifest(self) -> Manifest | None:
        """The manifest, whole run or not; None where there is none. Raises: RunError."""
        path = self.path / MANIFEST
        return read_manifest(path) if path.is_file() else None

    def write_manifest(self, manifest: Manifest) -> None:
        """Replace the manifest."""
        write_whole(self.path / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))

    def read_journal(self) -> Mapping[str, Entry]:
        """What an interrupted run had finished, by case id; a torn last line is dropped."""
        path = self.path / JOURNAL
        if not path.is_file():
            return {}
        entries = whole_lines(read_bytes(path, RunError), msgspec.json.Decoder(Entry).decode)
        write_lines(path, entries)
        return {entry.row.id: entry for entry in entries}

    def append(self, entry: Entry) -> None:
        """Keep one finished case, safe when the process dies."""
        if self._journal is None:
            self._journal = (self.path / JOURNAL).open("ab")
        self._journal.write(render_line(entry))
        self._journal.flush()

    def close(self) -> None:
        """Release the journal; it stays for a later run to resume."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    def finish(self, manifest: Manifest, entries: Iterable[Entry]) -> None:
        """Write rows and seconds, then the manifest that calls the run complete."""
        self.close()
        kept = list(entries)
        write_lines(self.path / ROWS, (entry.row for entry in kept))
        write_lines(self.path / SECONDS, (entry.seconds for entry in kept))
        self.write_manifest(manifest)
        (self.path / JOURNAL).unlink(missing_ok=True)

    def write_rows(self, rows: Iterable[Row]) -> None:
        """Replace the rows of a finished run (a judge added its figures)."""
        write_lines(self.path / ROWS, rows)


def read_manifest(path: Path) -> Manifest:
    """Raises: RunError."""
    try:
        return msgspec.json.decode(read_bytes(path, RunError), type=Manifest)
    except msgspec.MsgspecError as fault:
        raise RunError(f"{path.parent.name}/{path.name} is damaged: {fault}.") from fault


def read_run(path: Path) -> Run:
    """A finished run. Raises: RunError when it is missing, unfinished or does not fit together."""
    if not (path / MANIFEST).is_file():
        raise RunError(f"{path} is no run: it has no {MANIFEST}.")
    manifest = read_manifest(path / MANIFEST)
    if not manifest.complete:
        raise RunError(
            f"{path.name} was interrupted and is no result.",
            mend="Repeat its command to finish it: " + manifest.command,
        )
    cases = read_lines(path / CASES, Case)
    rows = read_lines(path / ROWS, Row)
    seconds = read_lines(path / SECONDS, Seconds)
    ids = [case.id for case in cases]
    if ids != [row.id for row in rows] or ids != [item.id for item in seconds]:
        raise RunError(f"{path.name} is damaged: its files do not hold the same questions.")
    judged = tuple(Judged(*three) for three in zip(cases, rows, seconds, strict=True))
    return Run(path.name, manifest, judged)


def run_folders(path: Path) -> tuple[Path, ...]:
    """The runs right below ``path`` as they were begun; ``path`` itself where it is one."""
    below = [] if (path / MANIFEST).is_file() else sorted(path.glob(f"*/{MANIFEST}"))
    begun = sorted(below, key=lambda found: (read_manifest(found).started, found))
    return tuple(found.parent for found in begun) or (path,)
