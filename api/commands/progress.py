"""Shows how an ingestion goes: bars on a terminal, plain lines otherwise, all on stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

if TYPE_CHECKING:
    from rag.progress import FileOutcome, IngestReport, ProgressWatcher

MAX_NAME_CHARACTERS = 40


def make_watcher() -> ProgressWatcher:
    """Bars when stderr is a terminal, else lines."""
    console = Console(stderr=True)
    return BarWatcher(console) if console.is_terminal else LineWatcher()


class LineWatcher:
    """One line for each file, ready for a log."""

    def __init__(self) -> None:
        self._n_files = 0
        self._n_done = 0

    def started(self, n_files: int) -> None:
        """How much there is to do."""
        self._n_files = n_files
        typer.echo(f"{n_files} files", err=True)

    def file_started(self, source: str) -> None:
        """Said first, so that a file that takes long has a name."""
        typer.echo(f"{self._n_done + 1}/{self._n_files} {source}", err=True)

    def passages_found(self, n: int) -> None:
        """Not said."""

    def passages_embedded(self, n: int) -> None:
        """Not said."""

    def file_done(self, outcome: FileOutcome) -> None:
        """What became of it."""
        self._n_done += 1
        typer.echo(f"{self._n_done}/{self._n_files} {render_outcome(outcome)}", err=True)

    def finished(self, report: IngestReport) -> None:
        """The summary."""
        typer.echo(render_report(report), err=True)


class BarWatcher:
    """A bar over the files, passages a second and time left, and the name of the file at work."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._progress = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            _PassagesColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[source]}"),
            console=console,
            transient=True,
        )
        self._task = self._progress.add_task("", total=None, source="", embedded=0, found=0)
        self._n_files_done = 0
        self._found = 0
        self._embedded = 0

    @property
    def completed(self) -> float:
        """Files done, with the share of the one at work."""
        return self._progress.tasks[0].completed

    def started(self, n_files: int) -> None:
        """Draw the bar."""
        self._progress.update(self._task, total=max(n_files, 1))
        self._progress.start()

    def file_started(self, source: str) -> None:
        """Name the file."""
        self._found = self._embedded = 0
        self._progress.update(self._task, source=escape(source[-MAX_NAME_CHARACTERS:]))

    def passages_found(self, n: int) -> None:
        """The file's share of the bar is divided by these."""
        self._found = n

    def passages_embedded(self, n: int) -> None:
        """Move on within the file's share."""
        self._embedded += n
        within = min(self._embedded / self._found, 1.0) if self._found else 0.0
        task = self._progress.tasks[0]
        self._progress.update(
            self._task,
            completed=self._n_files_done + within,
            embedded=task.fields["embedded"] + n,
        )

    def file_done(self, outcome: FileOutcome) -> None:
        """Move on; a failure is said above the bar at once."""
        self._n_files_done += 1
        self._progress.update(self._task, completed=self._n_files_done)
        if outcome.outcome == "failed":
            self._console.print(Text(render_outcome(outcome), style="red"))

    def finished(self, report: IngestReport) -> None:
        """Take the bar away and say the summary."""
        self._progress.stop()
        self._console.print(Text(render_report(report)))


class _PassagesColumn(ProgressColumn):
    """Texts embedded a second since the start."""

    def render(self, task: Task) -> Text:
        seconds = task.elapsed or 0.0
        rate = task.fields["embedded"] / seconds if seconds else 0.0
        return Text(f"{rate:.1f} passages/s")


def render_outcome(outcome: FileOutcome) -> str:
    """``failed report.txt: it is empty``."""
    reason = f": {outcome.reason}" if outcome.reason else ""
    return f"{outcome.outcome} {outcome.source}{reason}"


def render_report(report: IngestReport) -> str:
    """How many files of each outcome, passages and seconds."""
    counts = {
        name: sum(item.outcome == name for item in report.documents)
        for name in ("new", "changed", "unchanged", "failed")
    }
    files = ", ".join(f"{n} {name}" for name, n in counts.items() if n) or "no files"
    return f"{files}; {report.n_passages} passages in {report.seconds:.1f} s"
