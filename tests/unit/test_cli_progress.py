"""Progress of an ingestion: a bar on a terminal, lines for a log."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from api.commands.progress import BarWatcher, LineWatcher, make_watcher, render_report
from rag.progress import FileOutcome, IngestReport, ProgressWatcher

FAILED = FileOutcome("bad[1].txt", "failed", "It is empty.")
NEW = FileOutcome("a.txt", "new", None, "doc_a", 4)


def work(watch: ProgressWatcher) -> None:
    watch.started(2)
    watch.file_started("a.txt")
    watch.page_started("a.txt", 20, 40)
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


def test_the_bar_moves_by_bytes_and_within_a_group_of_files() -> None:
    watch = BarWatcher(Console(file=io.StringIO(), force_terminal=True))
    watch.started(4, 100)
    watch.passages_found(0, 10)
    assert watch.completed == 10
    watch.passages_found(4, 40)
    watch.passages_found(0, 20)
    watch.passages_found(2, 30)
    watch.passages_embedded(2)
    assert watch.completed == 30
    watch.file_done(NEW)
    assert watch.completed == 30
    watch.passages_embedded(3)
    assert watch.completed == 85
    watch.passages_embedded(1)
    assert watch.completed == 100
    watch.finished(IngestReport((NEW,), 4, 1.0))


def test_without_sizes_the_bar_counts_files() -> None:
    watch = BarWatcher(Console(file=io.StringIO(), force_terminal=True))
    watch.started(2)
    watch.passages_found(4)
    watch.passages_embedded(4)
    watch.file_done(replace(NEW, outcome="gone"))
    assert watch.completed == 0
    watch.file_done(NEW)
    assert watch.completed == 1
    watch.finished(IngestReport((NEW,), 4, 1.0))


def test_a_terminal_gets_a_table_and_what_was_not_done() -> None:
    screen = io.StringIO()
    watch = BarWatcher(Console(file=screen, force_terminal=True, width=100))
    pages = replace(NEW, n_pages=7)
    watch.finished(IngestReport((pages, NEW, FAILED), 8, 1.0, ("2 documents were kept.",)))
    shown = [line.split("│")[1:-1] for line in screen.getvalue().splitlines() if "│" in line]
    assert [[cell.strip() for cell in row] for row in shown] == [
        ["new", "2", "7", "8"],
        ["failed", "1", "", ""],
    ]
    assert "2 documents were kept." in screen.getvalue()


def test_a_log_sees_a_line_at_the_start_and_end_of_each_file(
    capsys: pytest.CaptureFixture[str],
) -> None:
    work(LineWatcher())
    assert capsys.readouterr().err.splitlines() == [
        "2 files",
        "1/2 a.txt",
        "a.txt: page 20 of 40",
        "1/2 new a.txt",
        "2/2 bad[1].txt",
        "2/2 failed bad[1].txt: It is empty.",
        "1 new, 1 failed; 4 passages in 1.2 s",
    ]


def test_a_log_sees_what_is_gone_beside_the_count(capsys: pytest.CaptureFixture[str]) -> None:
    watch = LineWatcher()
    watch.started(1)
    watch.file_started("a.txt")
    watch.file_started("b.txt")
    watch.file_done(NEW)
    gone = FileOutcome("old.txt", "gone", None, "doc_old")
    watch.file_done(gone)
    watch.finished(IngestReport((NEW, gone), 4, 1.0, ("Kept.",)))
    lines = capsys.readouterr().err.splitlines()
    assert lines[3:] == [
        "1/1 new a.txt",
        "gone old.txt",
        "Kept.",
        "1 new, 1 gone; 4 passages in 1.0 s",
    ]


def test_where_there_is_no_terminal_there_is_no_bar() -> None:
    assert isinstance(make_watcher(), LineWatcher)


def test_an_empty_run_says_so() -> None:
    assert render_report(IngestReport((), 0, 0.0)) == "no files; 0 passages in 0.0 s"
