"""What an ingestion tells while it works, and what it reports at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

Outcome = Literal["new", "changed", "unchanged", "moved", "gone", "failed"]


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file. ``reason`` says why it failed or was left as it was, or where it
    was before; a file that is gone took its document with it. ``n_pages`` is 0 where a format has
    none. ``n_orders`` counts sentences that read as orders to a language model: they change
    nothing, and somebody should have a look at them."""

    source: str
    outcome: Outcome
    reason: str | None = None
    document_id: str | None = None
    n_passages: int = 0
    n_pages: int = 0
    n_bytes: int = 0
    n_orders: int = 0

    @property
    def remark(self) -> str | None:
        """A sentence for an editor on a document that is fine as it is; None for most."""
        if not self.n_orders:
            return None
        return f"Sentences that read as orders to a language model: {self.n_orders}. Please check."


@dataclass(frozen=True, slots=True)
class IngestReport:
    """The outcome of every file, in order, with the passages indexed and the seconds taken.

    ``notes`` are sentences on what was not done, documents kept for one.
    """

    documents: tuple[FileOutcome, ...]
    n_passages: int
    seconds: float
    notes: tuple[str, ...] = ()

    @property
    def failed(self) -> tuple[FileOutcome, ...]:
        """The files that were quarantined."""
        return tuple(item for item in self.documents if item.outcome == "failed")


class ProgressWatcher(Protocol):
    """Somebody who is told how an ingestion goes.

    Several files are on their way at once; they begin in order and are done in order. Pages and
    embedded passages are told from other threads than the rest.
    """

    def started(self, n_files: int, n_bytes: int = 0) -> None:
        """Work over ``n_files`` of so many bytes together begins; 0 where that is not known."""

    def file_started(self, source: str) -> None:
        """One file is being read. May raise a DerekError to end the work before it."""

    def page_started(self, source: str, page: int, n_pages: int) -> None:
        """The text of one page of a file is being recognised; pages count from 1."""

    def passages_found(self, n: int, n_bytes: int = 0) -> None:
        """The next files, of ``n_bytes`` together, gave ``n`` texts to embed."""

    def passages_embedded(self, n: int) -> None:
        """``n`` more of them have their vector."""

    def file_done(self, outcome: FileOutcome) -> None:
        """One file is finished, whatever became of it; also told of documents that are gone."""

    def finished(self, report: IngestReport) -> None:
        """All is done."""


class Unwatched:
    """A watcher that does not care."""

    def started(self, n_files: int, n_bytes: int = 0) -> None:
        """Nothing."""

    def file_started(self, source: str) -> None:
        """Nothing."""

    def page_started(self, source: str, page: int, n_pages: int) -> None:
        """Nothing."""

    def passages_found(self, n: int, n_bytes: int = 0) -> None:
        """Nothing."""

    def passages_embedded(self, n: int) -> None:
        """Nothing."""

    def file_done(self, outcome: FileOutcome) -> None:
        """Nothing."""

    def finished(self, report: IngestReport) -> None:
        """Nothing."""
