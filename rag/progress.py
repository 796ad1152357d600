"""What an ingestion tells while it works, and what it reports at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

Outcome = Literal["new", "changed", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file. ``reason`` says why it failed or was left as it was."""

    source: str
    outcome: Outcome
    reason: str | None = None
    document_id: str | None = None
    n_passages: int = 0


@dataclass(frozen=True, slots=True)
class IngestReport:
    """The outcome of every file, in order, with the passages indexed and the seconds taken."""

    documents: tuple[FileOutcome, ...]
    n_passages: int
    seconds: float

    @property
    def failed(self) -> tuple[FileOutcome, ...]:
        """The files that were quarantined."""
        return tuple(item for item in self.documents if item.outcome == "failed")


class ProgressWatcher(Protocol):
    """Somebody who is told how an ingestion goes, in the order it happens."""

    def started(self, n_files: int) -> None:
        """Work over ``n_files`` begins."""

    def file_started(self, source: str) -> None:
        """One file is being read."""

    def passages_found(self, n: int) -> None:
        """The file gave ``n`` texts to embed."""

    def passages_embedded(self, n: int) -> None:
        """``n`` more of them have their vector."""

    def file_done(self, outcome: FileOutcome) -> None:
        """One file is finished, whatever became of it."""

    def finished(self, report: IngestReport) -> None:
        """All is done."""


class Unwatched:
    """A watcher that does not care."""

    def started(self, n_files: int) -> None:
        """Nothing."""

    def file_started(self, source: str) -> None:
        """Nothing."""

    def passages_found(self, n: int) -> None:
        """Nothing."""

    def passages_embedded(self, n: int) -> None:
        """Nothing."""

    def file_done(self, outcome: FileOutcome) -> None:
        """Nothing."""

    def finished(self, report: IngestReport) -> None:
        """Nothing."""
