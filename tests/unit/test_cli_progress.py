"""Progress of an ingestion: a bar on a terminal, lines for a log."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from api.commands.progress import BarWatcher, LineWatcher, make_watcher, render_report
from rag.progress import FileOutcome, IngestReport, ProgressWatcher

FAILED = FileOutcome("bad[1].txt", "failed", "It is empty.")
NEW = FileOutcome("a.txt", "new", None, "doc_a", 4)


def work(watch: ProgressWatcher) -> None:
    watch.started(2)
    watch.file_started("a.txt")
    watch.passages_found(4)
    watch.passages_embedded(3)
    watch.passages_embedded(1)
    watch.file_done(NEW)
    watch.file_started("bad[1].txt")
    watch.file_done(FAILED)
    watch.finished(IngestReport((NEW, FAILED), 4, 1.25))


def test_a_terminal_sees_files_speed_and_every_failure() -> None:
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, width=100, legacy_windows=False)
    watch = BarWatcher(console)
    work(watch)
    shown = screen.getvalue()
    for words in ("2/2", "passages/s", "failed bad[1].txt: It is empty.", "1 new, 1 failed"):
        assert words in shown


def test_the_bar_moves_within_a_file() -> None:
    watch = BarWatcher(Console(file=io.StringIO(), force_terminal=True))
    watch.started(2)
    watch.file_started("a.txt")
    watch.passages_found(4)
    watch.passages_embedded(2)
    assert watch.completed == 0.5
    watch.passages_embedded(99)
    assert watch.completed == 1.0
    watch.file_done(NEW)
    assert watch.completed == 1.0
    watch.finished(IngestReport((NEW,), 4, 1.0))


def test_a_log_sees_a_line_at_the_start_and_end_of_each_file(
    capsys: pytest.CaptureFixture[str],
) -> None:
    work(LineWatcher())
    assert capsys.readouterr().err.splitlines() == [
        "2 files",
        "1/2 a.txt",
        "1/2 new a.txt",
        "2/2 bad[1].txt",
        "2/2 failed bad[1].txt: It is empty.",
        "1 new, 1 failed; 4 passages in 1.2 s",
    ]


def test_where_there_is_no_terminal_there_is_no_bar() -> None:
    assert isinstance(make_watcher(), LineWatcher)


def test_an_empty_run_says_so() -> None:
    assert render_report(IngestReport((), 0, 0.0)) == "no files; 0 passages in 0.0 s"
