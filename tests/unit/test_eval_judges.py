"""Judges: what they say counts, and what they fail to say never becomes a figure."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from eval.errors import JudgeError
from eval.judges.judge import Judgement, checked, judged_rows, merge
from eval.judges.ragas_judge import JudgeModel, RagasJudge
from eval.metrics.catalogue import METRICS
from eval.metrics.judged import UNJUDGED, WITH_JUDGE
from eval.records import Judged
from eval.run_folder import RunFolder, read_run
from eval.statistics import measure
from tests.evaluation import make_case, make_judged, make_row, make_run, make_unanswerable
from tests.fakes import FakeEmbedder
from tests.fakes.judge import Answer, fits_the_schema, open_judge, sleeps, writes_prose

JUDGED = [
    make_judged(make_case("q1"), make_row("q1", "48", ranking=("gold:0", "passage:1"))),
    make_judged(make_unanswerable("n1"), make_row("n1", None, ranking=("passage:0",))),
]


def ask_judge(answer: Answer, seconds: float = 20.0) -> list[Judgement]:
    pytest.importorskip("ragas", reason="the extra eval is not installed")
    with open_judge(answer) as url:
        judge = RagasJudge(FakeEmbedder(), JudgeModel(url, "small", timeout_seconds=seconds))
        return list(judge.judge_all(JUDGED, lambda: None))


def test_without_a_model_ids_strings_and_embeddings_are_judged() -> None:
    pytest.importorskip("ragas", reason="the extra eval is not installed")
    done: list[int] = []
    first, second = RagasJudge(FakeEmbedder()).judge_all(JUDGED, lambda: done.append(1))
    assert set(first.scores) == set(UNJUDGED)
    assert first.scores["ragas_id_precision"] == 0.5
    assert first.scores["ragas_id_recall"] == 1.0
    assert first.scores["ragas_exact_match"] == 1.0
    assert first.scores["ragas_semantic_similarity"] == pytest.approx(1.0, abs=1e-6)
    assert second == Judgement()
    assert len(done) == 2


def test_with_a_model_all_metrics_are_judged() -> None:
    first, _ = ask_judge(fits_the_schema)
    assert first.failures == {}
    assert set(first.scores) == {*UNJUDGED, *WITH_JUDGE}
    assert first.scores["ragas_faithfulness"] == 1.0
    assert first.failures == {}


@pytest.mark.parametrize(
    ("answer", "seconds", "why"),
    [
        (writes_prose, 20.0, "no usable answer"),
        (sleeps(1.5), 0.3, "no answer within 0.3 s"),
        (lambda _: "", 20.0, "no usable answer"),
        (lambda _: json.dumps({"verdict": math.nan}), 20.0, "no usable answer"),
    ],
)
def test_a_judge_that_fails_leaves_a_reason_and_no_score(
    answer: Answer, seconds: float, why: str
) -> None:
    first, _ = ask_judge(answer, seconds)
    assert set(first.scores) == set(UNJUDGED)
    assert set(first.failures) == set(WITH_JUDGE)
    assert all(why in reason for reason in first.failures.values())


def test_a_judge_that_is_not_there_leaves_a_reason() -> None:
    pytest.importorskip("ragas", reason="the extra eval is not installed")
    model = JudgeModel("http://127.0.0.1:9/v1", "none", timeout_seconds=5)
    first, _ = RagasJudge(FakeEmbedder(), model).judge_all(JUDGED, lambda: None)
    assert set(first.failures) == set(WITH_JUDGE)


@pytest.mark.parametrize("value", [math.nan, None, 1.5, -0.2, math.inf])
def test_what_is_no_number_in_bounds_is_no_score(value: float | None) -> None:
    judgement = checked("m", value)
    assert judgement.scores == {}
    assert judgement.failures["m"]


def test_rounding_beyond_the_bounds_is_forgiven() -> None:
    assert checked("m", 1.0000000002).scores == {"m": 1.0}
    assert merge([checked("a", 0.5), checked("b", None)]).scores == {"a": 0.5}


def test_a_metric_that_no_question_got_is_an_error() -> None:
    failed = [Judgement(failures={"ragas_faithfulness": "no answer within 1 s"})] * 2
    with pytest.raises(JudgeError, match="ragas_faithfulness: no answer within 1 s"):
        judged_rows(JUDGED, failed)


def test_unjudged_questions_do_not_count(tmp_path: Path) -> None:
    run = make_run([make_case("q1"), make_case("q2", "Иначе?")], lambda _: "48", tmp_path)
    said = [
        Judgement({"ragas_faithfulness": 0.5}),
        Judgement(failures={"ragas_faithfulness": "prose"}),
    ]
    RunFolder(tmp_path).write_rows(judged_rows(run.judged, said))
    judged: tuple[Judged, ...] = read_run(tmp_path).judged
    assert measure(METRICS["ragas_faithfulness"], judged) == 0.5
    assert judged[1].row.unjudged == {"ragas_faithfulness": "prose"}
