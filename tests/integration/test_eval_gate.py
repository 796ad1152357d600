"""The gate over our own set, on real engine and model: a worse build is stopped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from eval.ablation.parts import Part, all_parts, removed
from eval.gate import judge_build, read_floors, write_baseline
from eval.load import read_question_set
from eval.metrics.catalogue import METRICS
from eval.progress import Unwatched
from eval.records import Run
from eval.run import Plan, run_set
from eval.run_folder import read_run
from eval.statistics import measure
from eval.targets.in_process import InProcess
from eval.targets.opening import open_scratch
from rag.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
BASELINES = ROOT / "eval" / "baselines"
TABLE_ROW = re.compile(
    r"^\| `derek eval run (eval/sets/([\w-]+)\.jsonl)` \| (.+) \|$", re.MULTILINE
)
EXPECTED = re.compile(r"([\w@]+) (\d?\.\d+)")
TOLERANCE = 0.03
"""What a figure of the table may lose, as its floor; more than that has to be accepted anew."""

pytestmark = [pytest.mark.integration, pytest.mark.model, pytest.mark.slow]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    home = tmp_path_factory.mktemp("home")
    return Settings(data=home / "data", cache=home / "cache")


@pytest.fixture(scope="module")
def target(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[InProcess]:
    question_set = read_question_set(ROOT / "eval" / "sets" / "derek-corpus.jsonl")
    folder = tmp_path_factory.mktemp("index")
    with open_scratch(settings, question_set.corpus, folder) as opened:
        yield opened


def ask_all(target: InProcess, folder: Path) -> Run:
    question_set = read_question_set(ROOT / "eval" / "sets" / "derek-corpus.jsonl")
    return run_set(question_set, target, folder, Plan(), Unwatched())


@pytest.fixture(scope="module")
def made(target: InProcess, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run of this build."""
    folder = tmp_path_factory.mktemp("made")
    ask_all(target, folder)
    return folder


@pytest.fixture(scope="module")
def run(made: Path) -> Run:
    return read_run(made)


@pytest.fixture(scope="module")
def accepted(made: Path, run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This very build, accepted: what is stopped beside it is worse, whatever its figures are."""
    folder = tmp_path_factory.mktemp("accepted")
    write_baseline(run, made, folder)
    return folder


def reasons(run: Run, baseline: Path) -> dict[str, str]:
    verdicts = judge_build(run, read_run(baseline), read_floors(baseline))
    return {v.metric.name: v.why for v in verdicts if not v.passes}


def changed(target: InProcess, **fields: object) -> InProcess:
    flow = replace(target.derek.ask, **fields)  # type: ignore[arg-type]
    return replace(target, derek=replace(target.derek, ask=flow))


def test_an_unchanged_build_passes_and_gives_the_same_rows(
    target: InProcess, run: Run, accepted: Path, tmp_path: Path
) -> None:
    again = ask_all(target, tmp_path / "again")
    assert [item.row for item in again.judged] == [item.row for item in run.judged]
    assert reasons(again, accepted) == {}


def test_without_fusion_a_build_is_stopped(
    target: InProcess, accepted: Path, tmp_path: Path
) -> None:
    assert reasons(ask_all(changed(target, lexical_weight=0.0), tmp_path / "run"), accepted)


def test_with_the_threshold_at_zero_a_build_is_stopped(
    target: InProcess, accepted: Path, tmp_path: Path
) -> None:
    why = reasons(ask_all(changed(target, min_score=0.0), tmp_path / "run"), accepted)
    assert "false_answer" in why


def test_without_stemming_a_build_is_stopped(
    settings: Settings, accepted: Path, tmp_path: Path
) -> None:
    stemming: Part = next(part for part in all_parts() if part.name == "stemming")
    question_set = read_question_set(ROOT / "eval" / "sets" / "derek-corpus.jsonl")
    with removed(stemming), open_scratch(settings, question_set.corpus, tmp_path) as unstemmed:
        assert reasons(ask_all(unstemmed, tmp_path / "run"), accepted)


def test_the_table_of_accepted_figures_holds_for_this_build(run: Run) -> None:
    rows = TABLE_ROW.findall((BASELINES / "README.md").read_text("utf-8"))
    assert [name for _, name, _ in rows] == ["derek-corpus"]
    expected = {name: float(value) for name, value in EXPECTED.findall(rows[0][2])}
    assert len(expected) >= 6
    for name, value in expected.items():
        metric, now = METRICS[name], measure(METRICS[name], run.judged)
        assert now is not None
        lost = value - now if metric.better == "higher" else now - value
        assert lost <= TOLERANCE, f"{name} is {now:.3f}, accepted was {value:.3f}"


def test_the_table_says_what_the_accepted_run_holds() -> None:
    (row,) = TABLE_ROW.findall((BASELINES / "README.md").read_text("utf-8"))
    kept = read_run(BASELINES / row[1])
    for name, value in EXPECTED.findall(row[2]):
        measured = measure(METRICS[name], kept.judged)
        assert measured == pytest.approx(float(value), abs=0.0006), name


def test_this_build_passes_the_gate(run: Run) -> None:
    assert reasons(run, BASELINES / "derek-corpus") == {}
