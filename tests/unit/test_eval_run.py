"""Runs: repeatable to the byte, resumable, and never taken for whole when they are not."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from eval.errors import RunError
from eval.progress import RunningFigures, ShownRun, Unwatched
from eval.records import Case
from eval.run import Plan, run_set
from eval.run_folder import JOURNAL, MANIFEST, RunFolder, read_run, run_folders
from rag.errors import AdapterUnavailable
from tests.evaluation import (
    ScriptedTarget,
    make_case,
    make_judged,
    make_row,
    make_set,
    make_unanswerable,
)

CASES = [
    *(make_case(f"q{n:02d}", f"Вопрос {n}?") for n in range(12)),
    make_unanswerable("n1", "Мосты?"),
]
TWICE = Plan(again=True)


def says(question: str) -> str | None:
    return None if question == "Мосты?" else "В районе 48 школ."


def run(folder: Path, plan: Plan = TWICE, target: ScriptedTarget | None = None) -> ScriptedTarget:
    target = target or ScriptedTarget(says)
    run_set(make_set(CASES), target, folder, plan, Unwatched())
    return target


def test_a_run_keeps_what_it_was_made_of(tmp_path: Path) -> None:
    run(tmp_path, Plan(seed=7, command="derek eval run x"))
    found = read_run(tmp_path)
    manifest = found.manifest
    assert manifest.complete
    assert (manifest.n_cases, manifest.seed, manifest.command) == (13, 7, "derek eval run x")
    assert manifest.settings == {"build": 1}
    assert len(manifest.fingerprint) == 16
    assert manifest.versions["python"]
    assert manifest.git
    assert manifest.started <= (manifest.finished or "")
    assert manifest.tasks == ("ask", "search")
    assert [item.case.id for item in found.judged] == [case.id for case in CASES]
    assert found.judged[0].row.ranking == ("gold:0", "passage:1")
    assert found.judged[0].seconds.ask["total"] == 0.02


def test_a_run_repeated_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, workers in (("a", 1), ("b", 1), ("c", 4)):
        run(tmp_path / name, Plan(workers=workers))
    contents = {(tmp_path / name / "rows.jsonl").read_bytes() for name in "abc"}
    assert len(contents) == 1


def test_an_interrupted_run_is_no_result_and_is_resumed(tmp_path: Path) -> None:
    dying = ScriptedTarget(says)
    dying.fails_at = 5
    with pytest.raises(AdapterUnavailable):
        run(tmp_path / "run", Plan(command="derek eval run x"), dying)
    with pytest.raises(RunError, match="interrupted") as told:
        read_run(tmp_path / "run")
    assert "derek eval run x" in told.value.mend
    assert not (tmp_path / "run" / "rows.jsonl").exists()
    resumed = run(tmp_path / "run", Plan())
    assert len(resumed.asked) == len(CASES) - 5
    run(tmp_path / "whole", Plan())
    rows = [(tmp_path / name / "rows.jsonl").read_bytes() for name in ("run", "whole")]
    assert rows[0] == rows[1]
    assert not (tmp_path / "run" / JOURNAL).exists()


def test_a_torn_last_line_is_asked_again(tmp_path: Path) -> None:
    dying = ScriptedTarget(says)
    dying.fails_at = 3
    with pytest.raises(AdapterUnavailable):
        run(tmp_path, Plan(), dying)
    journal = tmp_path / JOURNAL
    journal.write_bytes(journal.read_bytes()[:-20])
    assert len(run(tmp_path, Plan()).asked) == len(CASES) - 2
    assert len(read_run(tmp_path).judged) == len(CASES)


def test_an_unfinished_run_of_another_build_is_not_continued(tmp_path: Path) -> None:
    dying = ScriptedTarget(says)
    dying.fails_at = 3
    with pytest.raises(AdapterUnavailable):
        run(tmp_path, Plan(), dying)
    with pytest.raises(RunError, match="another fingerprint"):
        run(tmp_path, Plan(), ScriptedTarget(says, {"build": 2}))
    assert len(run(tmp_path, TWICE, ScriptedTarget(says, {"build": 2})).asked) == len(CASES)


def test_a_finished_run_is_not_overwritten_unasked(tmp_path: Path) -> None:
    run(tmp_path)
    with pytest.raises(RunError, match="finished run"):
        run(tmp_path, Plan())


def test_a_run_whose_files_do_not_fit_is_damaged(tmp_path: Path) -> None:
    run(tmp_path)
    rows = (tmp_path / "rows.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "rows.jsonl").write_bytes(b"".join(rows[:-1]))
    with pytest.raises(RunError, match="do not hold the same questions"):
        read_run(tmp_path)
    (tmp_path / MANIFEST).write_text("{")
    with pytest.raises(RunError, match="damaged"):
        read_run(tmp_path)
    with pytest.raises(RunError, match="is no run"):
        read_run(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("cases", "tasks"),
    [
        ([make_case()], ("ask", "search")),
        ([replace(make_case(), answers=(), evidence=(), relevant={"a": 1})], ("search",)),
        ([make_unanswerable()], ("ask",)),
        ([Case(id="1", question="?")], ("ask",)),
    ],
)
def test_a_set_tells_what_it_is_good_for(
    tmp_path: Path, cases: list[Case], tasks: tuple[str, ...]
) -> None:
    found = run_set(make_set(cases), ScriptedTarget(says), tmp_path, Plan(), Unwatched())
    assert found.manifest.tasks == tasks


def test_a_task_that_was_not_wanted_leaves_nothing(tmp_path: Path) -> None:
    plan = Plan(tasks=("search",))
    found = run_set(make_set([make_case()]), ScriptedTarget(says), tmp_path, plan, Unwatched())
    assert found.judged[0].row.verdict is None
    assert found.judged[0].row.ranking is not None


def test_parquet_holds_a_row_a_question_with_its_figures(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra eval is not installed")
    run(tmp_path)
    table = parquet.read_table(tmp_path / "rows.parquet")
    rows = {row["id"]: row for row in table.to_pylist()}
    assert len(rows) == len(CASES)
    assert (rows["q00"]["correct"], rows["q00"]["mrr@10"]) == (1.0, 1.0)
    assert rows["n1"]["correct"] is None
    assert rows["n1"]["false_answer"] == 0.0
    assert table.schema.metadata[b"set"] == b"schools"


def test_the_manifest_is_json_for_other_programs(tmp_path: Path) -> None:
    run(tmp_path)
    assert json.loads((tmp_path / MANIFEST).read_text())["complete"] is True


def test_a_journal_line_is_on_disk_when_it_was_appended(tmp_path: Path) -> None:
    dying = ScriptedTarget(says)
    dying.fails_at = 4
    with pytest.raises(AdapterUnavailable):
        run(tmp_path, Plan(), dying)
    assert len(RunFolder(tmp_path).read_journal()) == 4


def test_running_figures_are_means_so_far() -> None:
    figures = RunningFigures(("correct", "false_answer"))
    assert figures.render() == ""
    figures.add(make_judged(make_case(), make_row()))
    figures.add(make_judged(make_case(), make_row(text="Нет.")))
    assert figures.render() == "correct .50"
    figures.add(make_judged(make_unanswerable(), make_row("n1")))
    assert figures.render() == "correct .50  false_answer 1.00"


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_is_shown_on_a_terminal_and_off_it(terminal: bool) -> None:
    console = Console(force_terminal=terminal, record=True, width=120, file=io.StringIO())
    watch = ShownRun("schools", console)
    watch.started(20, 0)
    for n in range(20):
        watch.asked(make_judged(make_case(str(n)), make_row(str(n))))
    watch.stopped()
    said = console.export_text()
    assert ("20/20" in said) or terminal
    assert said.count("\n") <= 12 or terminal


def test_a_folder_of_runs_stands_for_them_as_they_were_begun(tmp_path: Path) -> None:
    for name in ("b", "a"):
        run(tmp_path / name)
        place = tmp_path / name / MANIFEST
        started = {"b": "2026-01-01T00:00:00+00:00", "a": "2026-01-02T00:00:00+00:00"}[name]
        place.write_text(json.dumps({**json.loads(place.read_text("utf-8")), "started": started}))
    assert [path.name for path in run_folders(tmp_path)] == ["b", "a"]
    assert run_folders(tmp_path / "a") == (tmp_path / "a",)
    assert run_folders(tmp_path / "none") == (tmp_path / "none",)
