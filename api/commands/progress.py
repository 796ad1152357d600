"""Shows how an ingestion goes: bars on a terminal, plain lines otherwise, all on stderr."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rag.progress import FileOutcome, IngestReport, ProgressWatcher

MAX_NAME_CHARACTERS = 40
PAGES_A_LINE = 10
"""A log hears of every tenth page that is recognised."""
OUTCOMES = ("new", "changed", "moved", "gone", "unchanged", "failed")


def make_watcher() -> ProgressWatcher:
    """Bars when stderr is a terminal, else lines."""
    console = Console(stderr=True)
    return BarWatcher(console) if console.is_terminal else LineWatcher()


class LineWatcher:
    """One line for each file as it begins and ends, ready for a log."""

    def __init__(self) -> None:
        self._n_files = 0
        self._n_started = 0
        self._n_done = 0

    def started(self, n_files: int, n_bytes: int = 0) -> None:
        """How much there is to do."""
        self._n_files = n_files
        typer.echo(f"{n_files} files", err=True)

    def file_started(self, source: str) -> None:
        """Said first, so that a file that takes long has a name."""
        self._n_started += 1
        typer.echo(f"{self._n_started}/{self._n_files} {source}", err=True)

    def page_started(self, source: str, page: int, n_pages: int) -> None:
        """Said of every tenth page: recognising one takes seconds."""
        if page % PAGES_A_LINE == 0:
            typer.echo(f"{source}: page {page} of {n_pages}", err=True)

    def passages_found(self, n: int, n_bytes: int = 0) -> None:
        """Not said."""

    def passages_embedded(self, n: int) -> None:
        """Not said."""

    def file_done(self, outcome: FileOutcome) -> None:
        """What became of it."""
        if outcome.outcome == "gone":
            typer.echo(render_outcome(outcome), err=True)
            return
        self._n_done += 1
        typer.echo(f"{self._n_done}/{self._n_files} {render_outcome(outcome)}", err=True)

    def finished(self, report: IngestReport) -> None:
        """The summary."""
        for note in report.notes:
            typer.echo(note, err=True)
        typer.echo(render_report(report), err=True)


class BarWatcher:
    """A bar over the bytes of all files, with files, pages, passages a second and time left, and
    the name of the file that was begun last; at the end a table."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._progress = Progress(
            BarColumn(),
            TextColumn("{task.fields[n_done]}/{task.fields[n_files]} files"),
            _PagesColumn(),
            _PassagesColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[source]}"),
            console=console,
            transient=True,
        )
        self._task = self._progress.add_task(
            "", total=None, source="", n_files=0, n_done=0, n_pages=0, n_embedded=0
        )
        self._weights = _Weights()
        self._weighed = False
        self._n_done = self._n_pages = self._n_embedded = 0

    @property
    def completed(self) -> float:
        """Bytes that are embedded, or files done where their sizes are not known."""
        return self._progress.tasks[0].completed

    def started(self, n_files: int, n_bytes: int = 0) -> None:
        """Draw the bar."""
        self._weighed = n_bytes > 0
        self._progress.update(self._task, total=max(n_bytes or n_files, 1), n_files=n_files)
        self._progress.start()

    def file_started(self, source: str) -> None:
        """Name the file."""
        self._name(source)

    def page_started(self, source: str, page: int, n_pages: int) -> None:
        """Name the file and the page."""
        self._name(f"{source}: {page}/{n_pages}")

    def passages_found(self, n: int, n_bytes: int = 0) -> None:
        """The next stretch of the bar is divided by these."""
        self._weights.add(n, n_bytes)
        self._draw()

    def passages_embedded(self, n: int) -> None:
        """Move on within the stretch."""
        self._n_embedded += n
        self._weights.advance(n)
        self._draw()

    def file_done(self, outcome: FileOutcome) -> None:
        """Count it; a failure is said above the bar at once."""
        self._n_done += outcome.outcome != "gone"
        self._n_pages += outcome.n_pages
        self._draw()
        if outcome.outcome == "failed":
            self._console.print(Text(render_outcome(outcome), style="red"))

    def finished(self, report: IngestReport) -> None:
        """Take the bar away and say the summary."""
        self._progress.stop()
        for note in report.notes:
            self._console.print(Text(note, style="yellow"))
        self._console.print(summary_table(report))
        self._console.print(Text(render_report(report)))

    def _name(self, text: str) -> None:
        self._progress.update(self._task, source=escape(text[-MAX_NAME_CHARACTERS:]))

    def _draw(self) -> None:
        self._progress.update(
            self._task,
            completed=self._weights.done if self._weighed else self._n_done,
            n_done=self._n_done,
            n_pages=self._n_pages,
            n_embedded=self._n_embedded,
        )


class _Weights:
    """How many bytes of groups of files are embedded; two threads tell it."""

    def __init__(self) -> None:
        self._groups: deque[tuple[int, int]] = deque()
        self._n_whole = 0
        self._n_texts = 0
        self._lock = Lock()

    @property
    def done(self) -> float:
        """Bytes of the groups that are embedded, with a share of the one at work."""
        with self._lock:
            n_texts, n_bytes = self._groups[0] if self._groups else (0, 0)
            return self._n_whole + (n_bytes * self._n_texts / n_texts if n_texts else 0)

    def add(self, n_texts: int, n_bytes: int) -> None:
        """The next group."""
        with self._lock:
            self._groups.append((n_texts, n_bytes))
            self._settle()

    def advance(self, n: int) -> None:
        """More texts have their vector."""
        with self._lock:
            self._n_texts += n
            self._settle()

    def _settle(self) -> None:
        while self._groups and self._n_texts >= self._groups[0][0]:
            n_texts, n_bytes = self._groups.popleft()
            self._n_texts -= n_texts
            self._n_whole += n_bytes


class _PagesColumn(ProgressColumn):
    """Pages read, where a format has pages."""

    def render(self, task: Task) -> Text:
        n_pages = task.fields["n_pages"]
        return Text(f"{n_pages} pages" if n_pages else "")


class _PassagesColumn(ProgressColumn):
    """Texts embedded a second since the start."""

    def render(self, task: Task) -> Text:
        seconds = task.elapsed or 0.0
        rate = task.fields["n_embedded"] / seconds if seconds else 0.0
        return Text(f"{rate:.1f} passages/s")


def summary_table(report: IngestReport) -> Table:
    """Files, pages and passages of each outcome."""
    table = Table("", "files", "pages", "passages")
    for name, files in _by_outcome(report):
        n_pages = sum(item.n_pages for item in files)
        n_passages = sum(item.n_passages for item in files)
        table.add_row(name, str(len(files)), str(n_pages or ""), str(n_passages or ""))
    return table


def render_outcome(outcome: FileOutcome) -> str:
    """``failed report.txt: it is empty``."""
    reason = f": {outcome.reason}" if outcome.reason else ""
    return f"{outcome.outcome} {outcome.source}{reason}"


def render_report(report: IngestReport) -> str:
    """How many files of each outcome, passages, seconds."""
    files = ", ".join(f"{len(items)} {name}" for name, items in _by_outcome(report)) or "no files"
    return f"{files}; {report.n_passages} passages in {report.seconds:.1f} s"


def _by_outcome(report: IngestReport) -> Sequence[tuple[str, Sequence[FileOutcome]]]:
    by_name = [(name, [d for d in report.documents if d.outcome == name]) for name in OUTCOMES]
    return [(name, items) for name, items in by_name if items]
