"""The gate stops a worse build, and never an unchanged one."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.errors import RunError, SetError, UnknownMetric
from eval.gate import FLOOR_MARGIN, FLOORS, judge_build, read_floors, write_baseline
from eval.records import Run
from eval.run_folder import read_run
from tests.evaluation import make_case, make_run, make_unanswerable

N = 24
CASES = [
    *(make_case(f"q{n:02d}", f"Вопрос {n}?") for n in range(N)),
    *(make_unanswerable(f"n{n:02d}", f"Мост {n}?") for n in range(N)),
]


def build(folder: Path, wrong: int = 4, invents: int = 2) -> Run:
    """A build that gets ``wrong`` questions wrong and answers ``invents`` unanswerable ones."""

    def says(question: str) -> str | None:
        kind, number = question.rstrip("?").split()
        if kind == "Мост":
            return "Мост один." if int(number) < invents else None
        return "В районе 47 школ." if int(number) < wrong else "В районе 48 школ."

    return make_run(CASES, says, folder)


def stopped_by(run: Run, baseline: Run, floors: dict[str, float] | None = None) -> dict[str, str]:
    return {v.metric.name: v.why for v in judge_build(run, baseline, floors or {}) if not v.passes}


@pytest.fixture(scope="module")
def accepted(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return build(tmp_path_factory.mktemp("accepted"))


@pytest.mark.parametrize("again", range(10))
def test_an_unchanged_build_always_passes(accepted: Run, tmp_path: Path, again: int) -> None:
    verdicts = judge_build(build(tmp_path), accepted, {}, seed=again)
    assert [verdict.why for verdict in verdicts if not verdict.passes] == []
    assert all(verdict.p == 1.0 for verdict in verdicts)


def test_wrong_answers_stop_a_build(accepted: Run, tmp_path: Path) -> None:
    assert stopped_by(build(tmp_path, wrong=18), accepted)["correct"] == "significantly worse"


def test_invented_answers_stop_a_build(accepted: Run, tmp_path: Path) -> None:
    why = stopped_by(build(tmp_path, invents=20), accepted)
    assert why["false_answer"] == "significantly worse"
    assert why["balanced_accuracy"] == "significantly worse"


def test_a_better_build_passes(accepted: Run, tmp_path: Path) -> None:
    assert stopped_by(build(tmp_path, wrong=0, invents=0), accepted) == {}


def test_a_loss_too_small_to_be_sure_of_is_caught_by_a_floor(accepted: Run, tmp_path: Path) -> None:
    slipped = build(tmp_path, wrong=6)
    assert stopped_by(slipped, accepted) == {}
    assert stopped_by(slipped, accepted, {"correct": 0.8}) == {"correct": "beyond its floor"}
    assert stopped_by(slipped, accepted, {"false_answer": 0.01}) == {
        "false_answer": "beyond its floor"
    }


def test_a_floor_on_an_unknown_metric_is_refused(accepted: Run) -> None:
    with pytest.raises(UnknownMetric):
        judge_build(accepted, accepted, {"corect": 0.5})


def test_a_figure_that_is_not_measured_any_more_stops_a_build(
    accepted: Run, tmp_path: Path
) -> None:
    why = stopped_by(build(tmp_path, wrong=0), accepted, {"ragas_faithfulness": 0.5})
    assert why == {"ragas_faithfulness": "not measured any more"}


def test_a_run_of_another_set_is_refused(accepted: Run, tmp_path: Path) -> None:
    other = make_run(CASES[:3], lambda _: None, tmp_path)
    with pytest.raises(RunError, match="different questions"):
        judge_build(other, accepted, {})


def test_an_accepted_run_carries_floors_and_no_passages(tmp_path: Path) -> None:
    run = build(tmp_path / "run")
    write_baseline(run, tmp_path / "run", tmp_path / "accepted")
    kept, floors = read_run(tmp_path / "accepted"), read_floors(tmp_path / "accepted")
    assert all(item.row.contexts == () for item in kept.judged)
    assert floors["correct"] == pytest.approx(20 / 24 - FLOOR_MARGIN, abs=1e-4)
    assert floors["false_answer"] == pytest.approx(2 / 24 + FLOOR_MARGIN, abs=1e-4)
    assert floors["exact_span"] == 1.0
    assert stopped_by(run, kept, dict(floors)) == {}
    with pytest.raises(RunError, match="the run itself"):
        write_baseline(run, tmp_path / "run", tmp_path / "run")


def test_floors_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    assert read_floors(tmp_path) == {}
    (tmp_path / FLOORS).write_text('correct = "high"')
    with pytest.raises(SetError, match=FLOORS):
        read_floors(tmp_path)
