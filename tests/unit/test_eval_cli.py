"""``derek eval`` as it is typed: exit codes, what is said, what is written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from eval.commands.app import commands
from eval.errors import EvalError, MissingPackage
from eval.gate import write_baseline
from eval.run_folder import read_run
from eval.suite import read_suite
from rag.errors import DerekError
from tests.evaluation import make_case, make_run, make_unanswerable

OWN = Path(__file__).resolve().parents[2] / "eval" / "sets"
CASES = [*(make_case(f"q{n:02d}", f"Вопрос {n}?") for n in range(20)), make_unanswerable()]
GOOD, BAD = "В районе 48 школ.", "В районе 47 школ."


def typed(*arguments: object) -> Result:
    return CliRunner().invoke(commands, [str(argument) for argument in arguments])


@pytest.fixture
def good(tmp_path: Path) -> Path:
    make_run(CASES, lambda q: GOOD if "Вопрос" in q else None, tmp_path / "good")
    return tmp_path / "good"


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    make_run(CASES, lambda _: BAD, tmp_path / "bad")
    return tmp_path / "bad"


def test_our_own_set_passes_its_check() -> None:
    result = typed("check", OWN / "derek-corpus.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "152 questions" in result.stderr


def test_a_broken_set_fails_its_check(tmp_path: Path) -> None:
    rows = [
        {"id": "1", "question": "А?", "answers": [["б"]],
         "evidence": [{"source": "x.txt", "quote": "б"}]},
    ]  # fmt: skip
    (tmp_path / "s.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("Мәтін осында.", "utf-8")
    result = typed("check", tmp_path / "s.jsonl", "--corpus", tmp_path / "docs")
    assert result.exit_code == 1
    assert "error 1: source x.txt is not in the corpus" in result.stdout


def test_compare_shows_differences_and_flips(good: Path, bad: Path) -> None:
    result = typed("compare", good, bad, "--metric", "correct")
    assert result.exit_code == 0
    assert "-1.000" in result.stdout
    assert "21 questions flipped: 0 to better, 21 to worse" in result.stdout
    found = json.loads(typed("compare", good, bad, "--json").stdout)
    assert (found["metrics"]["correct"]["losses"], len(found["flips"])) == (20, 21)


def test_the_gate_leaves_with_one_when_it_stops_a_build(
    good: Path, bad: Path, tmp_path: Path
) -> None:
    write_baseline(read_run(good), good, tmp_path / "accepted")
    assert typed("gate", good, "--baseline", tmp_path / "accepted").exit_code == 0
    result = typed("gate", bad, "--baseline", tmp_path / "accepted")
    assert result.exit_code == 1
    assert "correct: beyond its floor" in result.stderr


def test_a_floor_can_be_given_by_hand(good: Path) -> None:
    given = ("gate", good, "--baseline", good, "--floor")
    assert typed(*given, "aurc=0.5").exit_code == 0
    assert typed(*given, "token_f1=0.9").exit_code == 1
    assert typed(*given, "token_f1=high").exit_code == 2


def test_accept_writes_a_baseline(good: Path, tmp_path: Path) -> None:
    assert typed("accept", good, "--into", tmp_path / "accepted").exit_code == 0
    assert (tmp_path / "accepted" / "floors.toml").is_file()


def test_a_report_is_written_in_the_form_its_name_asks_for(good: Path, tmp_path: Path) -> None:
    assert typed("report", good, "--out", tmp_path / "deep" / "r.md").exit_code == 0
    assert (tmp_path / "deep" / "r.md").read_text("utf-8").startswith("# Evaluation")


def test_metrics_are_listed() -> None:
    found = json.loads(typed("metrics", "--json").stdout)
    assert {"ndcg@10", "aurc", "ragas_faithfulness"} <= {row["metric"] for row in found}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("run", "nowhere.jsonl"), "There is no nowhere.jsonl"),
        (("run", "nowhere.jsonl", "--metric", "magic"), "There is no metric magic"),
        (("report", "nowhere"), "is no run"),
        (("suite", "nowhere.toml"), "cannot be read"),
        (("generate", "nowhere", "--out", "x/y.jsonl"), None),
    ],
)
def test_what_is_wrong_is_said_by_name(
    arguments: tuple[str, ...], told: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = typed(*arguments)
    if told is None:
        assert result.exit_code == 0
        return
    assert isinstance(result.exception, EvalError)
    assert told in str(result.exception)


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", OWN / "derek-corpus.jsonl", "--set", "lexical"),
        ("run", OWN / "derek-corpus.jsonl", "--task", "guess"),
        ("ablate", OWN / "derek-corpus.jsonl", "--part", "soul"),
        ("ablate", OWN / "derek-corpus.jsonl", "--task", "guess"),
    ],
)
def test_wrong_usage_leaves_with_two(
    arguments: tuple[Any, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert typed(*arguments).exit_code == 2


def test_an_error_is_one_sentence_without_a_traceback(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "eval", "report", "nowhere"],
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert (done.returncode, done.stderr.strip()) == (1, "nowhere is no run: it has no run.json.")


def test_the_command_is_registered_under_derek() -> None:
    from importlib.metadata import entry_points

    points = [p for p in entry_points(group="derek.commands") if p.name == "eval"]
    assert points
    assert all(point.load() is commands for point in points)


def test_the_suite_of_public_sets_names_all_of_them() -> None:
    members = {member.name for member in read_suite(OWN / "shared.toml")}
    assert {"gov-dev", "kazqad-dev", "xquad-ru", "xquad-en-ru", "flores-kk-ru"} <= members


@pytest.mark.parametrize("text", ["", "[[set]]\nname = 'a'", "[[set"])
def test_a_broken_suite_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "s.toml").write_text(text)
    with pytest.raises(EvalError, match=r"s\.toml"):
        read_suite(tmp_path / "s.toml")


def test_a_missing_package_names_the_extra() -> None:
    error = MissingPackage("ragas", "A judge")
    assert isinstance(error, DerekError)
    assert "derek[eval]" in error.mend
