"""Shows on stderr how a run goes, with running figures: a bar on a terminal, else plain lines."""

from __future__ import annotations

from typing import Protocol, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from eval.metrics.catalogue import find_metrics
from eval.metrics.metric import Metric
from eval.records import Judged
from rag.progress import FileOutcome, IngestReport
from rag.progress import Unwatched as UnwatchedIngest

SHOWN = ("correct", "first_citation", "false_answer", "false_refusal", "ndcg@10")
N_LINES = 10
"""Plain lines over a run."""


class RunWatcher(Protocol):
    """Somebody who is told how a run goes."""

    def started(self, n_cases: int, n_done: int) -> None:
        """``n_done`` of the questions were answered before (a resumed run)."""

    def asked(self, judged: Judged) -> None:
        """One more question is done."""

    def stopped(self) -> None:
        """The end, whole or not."""


class Unwatched:
    """A watcher that does not care."""

    def started(self, n_cases: int, n_done: int) -> None:
        """Nothing."""

    def asked(self, judged: Judged) -> None:
        """Nothing."""

    def stopped(self) -> None:
        """Nothing."""


class RunningFigures:
    """Means so far of a few metrics, kept up question by question."""

    def __init__(self, names: tuple[str, ...] = SHOWN) -> None:
        self._metrics: tuple[Metric, ...] = find_metrics(names)
        self._sums = dict.fromkeys(names, (0.0, 0.0))

    def add(self, judged: Judged) -> None:
        """Count one question."""
        for metric in self._metrics:
            share = metric.share(judged) if metric.share is not None else None
            if share is not None:
                part, whole = self._sums[metric.name]
                self._sums[metric.name] = (part + share.part, whole + share.whole)

    def render(self) -> str:
        """``correct .71  false_answer .20``; metrics without a question yet are left out."""
        known = {name: part / whole for name, (part, whole) in self._sums.items() if whole}
        return "  ".join(
            f"{name} {value:.2f}".replace(" 0.", " .") for name, value in known.items()
        )


class ShownRun:
    """A bar where stderr is a terminal, else a line at every tenth of the way."""

    def __init__(self, title: str, console: Console | None = None) -> None:
        self._title = title
        self._console = console or Console(stderr=True)
        self._figures = RunningFigures()
        self._n_cases = self._n_done = 0
        self._bar: Progress | None = None

    def started(self, n_cases: int, n_done: int) -> None:
        """Draw the bar, or say how much there is to do."""
        self._n_cases, self._n_done = n_cases, n_done
        if not self._console.is_terminal:
            resumed = f", {n_done} done before" if n_done else ""
            self._say(f"{n_cases} questions{resumed}")
            return
        self._bar = Progress(
            TextColumn(self._title),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[figures]}"),
            console=self._console,
            transient=True,
        )
        self._bar.add_task("", total=n_cases, completed=n_done, figures="")
        self._bar.start()

    def asked(self, judged: Judged) -> None:
        """Move on and refresh the figures."""
        self._figures.add(judged)
        self._n_done += 1
        if self._bar is not None:
            self._bar.update(
                self._bar.task_ids[0], completed=self._n_done, figures=self._figures.render()
            )
        elif (
            self._n_done * N_LINES // self._n_cases > (self._n_done - 1) * N_LINES // self._n_cases
        ):
            self._say(f"{self._n_done}/{self._n_cases}  {self._figures.render()}")

    def stopped(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def _say(self, words: str) -> None:
        self._console.print(
            f"{self._title}: {words}", markup=False, highlight=False, soft_wrap=True
        )


class Counted:
    """A bar over work of one kind, where stderr is a terminal; nothing otherwise."""

    def __init__(self, title: str, total: int, console: Console | None = None) -> None:
        console = console or Console(stderr=True)
        self._bar = Progress(
            TextColumn(title),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._bar.add_task("", total=total)

    def advance(self) -> None:
        """One more is done."""
        self._bar.advance(self._bar.task_ids[0])

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()


class IngestLines(UnwatchedIngest):
    """Says on stderr which documents failed and how many were taken in."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True)

    def file_done(self, outcome: FileOutcome) -> None:
        """Only a failure is worth a line."""
        if outcome.outcome == "failed":
            self._say(f"{outcome.source}: {outcome.reason}")

    def finished(self, report: IngestReport) -> None:
        """The summary."""
        self._say(
            f"{len(report.documents) - len(report.failed)} documents, "
            f"{report.n_passages} passages in {report.seconds:.1f} s"
        )

    def _say(self, words: str) -> None:
        self._console.print(words, markup=False, highlight=False, soft_wrap=True)
