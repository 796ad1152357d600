"""Intervals and paired tests, on cases small enough to count out and against scipy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from eval.compare import compare_runs, flips
from eval.errors import RunError
from eval.metrics.catalogue import METRICS, find_metrics
from eval.records import Case, Judged, Run
from eval.statistics import difference_interval, holm, interval, measure, permutation_p, worse_p
from tests.evaluation import make_case, make_judged, make_row, make_run, make_unanswerable

CORRECT = METRICS["correct"]
GOOD, BAD = "В районе 48 школ.", "В районе 47 школ."


def outcomes(bits: str) -> list[Judged]:
    """A question for each bit, right where it is 1."""
    return [
        make_judged(make_case(f"q{n:03d}"), make_row(f"q{n:03d}", GOOD if bit == "1" else BAD))
        for n, bit in enumerate(bits)
    ]


def test_the_interval_is_that_of_a_share() -> None:
    judged = outcomes("1" * 60 + "0" * 40)
    low, high = interval(CORRECT, judged) or (0.0, 0.0)
    # A share of .6 over 100 questions: .6 ± 1.96 √(.6 · .4 / 100).
    half = 1.96 * (0.6 * 0.4 / 100) ** 0.5
    assert low == pytest.approx(0.6 - half, abs=0.02)
    assert high == pytest.approx(0.6 + half, abs=0.02)


def test_what_cannot_be_measured_has_no_interval() -> None:
    assert interval(CORRECT, [make_judged(make_unanswerable(), make_row("n1"))]) is None
    assert interval(METRICS["balanced_accuracy"], []) is None


def test_equal_runs_never_differ() -> None:
    judged = outcomes("1101001" * 5)
    for name in ("correct", "false_refusal", "aurc"):
        assert permutation_p(METRICS[name], judged, judged) == 1.0
        assert worse_p(METRICS[name], judged, judged) == 1.0
        assert difference_interval(METRICS[name], judged, judged) == (0.0, 0.0)


def test_p_is_the_share_of_swaps_that_are_as_extreme() -> None:
    # Six questions, all lost: of 2⁶ swaps two are as extreme on both sides, one on one side.
    before, after = outcomes("111111"), outcomes("000000")
    assert permutation_p(CORRECT, before, after) == pytest.approx(2 / 64, abs=0.006)
    assert worse_p(CORRECT, before, after) == pytest.approx(1 / 64, abs=0.005)
    assert worse_p(CORRECT, after, before) == 1.0


def test_p_agrees_with_scipy() -> None:
    stats = pytest.importorskip("scipy.stats", reason="scipy is not installed")
    rng = np.random.default_rng(3)
    a, b = (rng.random(60) < 0.6).astype(int), (rng.random(60) < 0.45).astype(int)
    before, after = (outcomes("".join(map(str, bits))) for bits in (a, b))
    ours = permutation_p(CORRECT, before, after)
    theirs = stats.permutation_test(
        (a, b),
        lambda x, y, axis: y.mean(axis=axis) - x.mean(axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=10_000,
        rng=np.random.default_rng(4),
    )
    assert ours == pytest.approx(theirs.pvalue, abs=0.02)


def test_a_metric_of_the_whole_run_is_tested_too() -> None:
    def refusals(answered: bool) -> list[Judged]:
        rows = [make_row(f"q{n}", GOOD if answered else None) for n in range(12)]
        known = [make_judged(make_case(row.id), row) for row in rows]
        return [*known, make_judged(make_unanswerable(), make_row("n1", None))]

    balanced = METRICS["balanced_accuracy"]
    assert worse_p(balanced, refusals(True), refusals(False)) < 0.01
    low, high = difference_interval(balanced, refusals(True), refusals(False))
    assert low <= 0.5 - 1.0 <= high


def test_holm_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.5, 0.9]) == [1.0, 1.0]
    assert holm([]) == []


def script(right: str) -> dict[str, str]:
    return {f"Вопрос {n}?": GOOD if bit == "1" else BAD for n, bit in enumerate(right)}


def runs(tmp_path: Path, a: str, b: str) -> tuple[Run, Run]:
    cases: list[Case] = [make_case(f"q{n}", f"Вопрос {n}?") for n in range(len(a))]
    cases.append(make_unanswerable("n1", "Мосты?"))
    one = make_run(cases, script(a).get, tmp_path / "a")
    other = make_run(cases, {**script(b), "Мосты?": "Мост один."}.get, tmp_path / "b")
    return one, other


def test_wins_ties_and_losses_are_counted_from_the_second_run(tmp_path: Path) -> None:
    (correct, false_answer) = compare_runs(
        *runs(tmp_path, "1100", "1011"), find_metrics(["correct", "false_answer"])
    )
    assert (correct.wins, correct.ties, correct.losses) == (2, 1, 1)
    assert (correct.a, correct.b) == (0.5, 0.75)
    assert (false_answer.wins, false_answer.ties, false_answer.losses) == (0, 0, 1)


def test_flips_are_those_that_went_wrong_or_right(tmp_path: Path) -> None:
    found = {flip.a.case.id: flip.to_better for flip in flips(*runs(tmp_path, "1100", "1011"))}
    assert found == {"q1": False, "q2": True, "q3": True, "n1": False}


def test_runs_of_different_sets_are_not_compared(tmp_path: Path) -> None:
    one = make_run([make_case("q1")], script("1").get, tmp_path / "a")
    other = make_run([make_case("q2")], script("1").get, tmp_path / "b")
    with pytest.raises(RunError, match="different questions"):
        compare_runs(one, other)
    assert measure(CORRECT, one.judged) is not None
