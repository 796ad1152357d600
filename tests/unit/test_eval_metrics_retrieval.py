"""Retrieval metrics, worked out by hand and against an independent library."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.metrics.catalogue import METRICS
from eval.metrics.metric import Share
from eval.metrics.ndcg import ndcg
from eval.metrics.ranking import FoundPassage, grades_of, ranking_of
from eval.metrics.recall import recall
from eval.metrics.reciprocal_rank import reciprocal_rank
from eval.metrics.success import success
from tests.evaluation import make_case, make_judged, make_row

RANKING = ["d1", "d2", "d3", "d4"]
GRADES = {"d2": 3, "d4": 1, "d9": 2, "d1": 0}
Measure = Callable[[Sequence[str], Mapping[str, int], int], float]


def test_ndcg_by_hand() -> None:
    found = 3 / math.log2(3) + 1 / math.log2(5)
    ideal = 3 / math.log2(2) + 2 / math.log2(3) + 1 / math.log2(4)
    assert ndcg(RANKING, GRADES, 10) == pytest.approx(found / ideal, abs=1e-12)
    assert ndcg(RANKING, GRADES, 2) == pytest.approx(
        (3 / math.log2(3)) / (3 + 2 / math.log2(3)), abs=1e-12
    )


def test_recall_reciprocal_rank_and_success_by_hand() -> None:
    assert recall(RANKING, GRADES, 10) == pytest.approx(2 / 3)
    assert recall(RANKING, GRADES, 3) == pytest.approx(1 / 3)
    assert reciprocal_rank(RANKING, GRADES, 10) == 0.5
    assert reciprocal_rank(RANKING, GRADES, 1) == 0.0
    assert success(RANKING, GRADES, 1) == 0.0
    assert success(RANKING, GRADES, 2) == 1.0


@pytest.mark.parametrize("measure", [ndcg, recall, reciprocal_rank, success])
def test_nothing_found_or_nothing_relevant_is_zero(measure: Measure) -> None:
    assert measure([], GRADES, 10) == 0.0
    assert measure(RANKING, {"d1": 0}, 10) == 0.0


names = st.lists(st.sampled_from([f"d{n}" for n in range(14)]), unique=True, min_size=1)
grades = st.dictionaries(
    st.sampled_from([f"d{n}" for n in range(14)]), st.integers(0, 3), min_size=1
)


@given(ranking=names, graded=grades, k=st.sampled_from([1, 3, 10]))
@settings(max_examples=60, deadline=None)
def test_values_equal_the_independent_library(
    ranking: list[str], graded: dict[str, int], k: int
) -> None:
    ir_measures = pytest.importorskip("ir_measures", reason="ir-measures is not installed")
    qrels = [ir_measures.Qrel("q", name, grade) for name, grade in graded.items()]
    scored = [ir_measures.ScoredDoc("q", name, -float(n)) for n, name in enumerate(ranking)]
    wanted = {
        ir_measures.nDCG @ k: ndcg,
        ir_measures.R @ k: recall,
        ir_measures.RR @ k: reciprocal_rank,
        ir_measures.Success @ k: success,
    }
    theirs = {m.measure: m.value for m in ir_measures.iter_calc(list(wanted), qrels, scored)}
    for measure, ours in wanted.items():
        assert ours(ranking, graded, k) == pytest.approx(theirs.get(measure, 0.0), abs=1e-9)


@given(ranking=names, graded=grades)
@settings(max_examples=60, deadline=None)
def test_moving_a_relevant_one_up_never_hurts(ranking: list[str], graded: dict[str, int]) -> None:
    best = max(ranking, key=lambda name: graded.get(name, 0))
    moved = [best, *(name for name in ranking if name != best)]
    for measure in (ndcg, recall, reciprocal_rank, success):
        assert measure(moved, graded, 5) >= measure(ranking, graded, 5) - 1e-12
        assert 0.0 <= measure(ranking, graded, 5) <= 1.0


def test_graded_sets_rank_documents_each_at_its_first_passage() -> None:
    case = make_case(relevant={"a": 1}, evidence=[])
    found = [FoundPassage("b", "x"), FoundPassage("b", "y"), FoundPassage("a", "z")]
    assert ranking_of(case, found) == ("b", "a")
    assert grades_of(case) == {"a": 1}


def test_sets_with_quotes_rank_the_evidence_that_passages_hold() -> None:
    case = make_case(evidence=[("a.txt", "31 мектеп бар"), ("a.txt", "86 дәрігер бар")])
    found = [
        FoundPassage("b.txt", "31 мектеп бар"),
        FoundPassage("a.txt", "Ауданда 86 дәрігер бар. Ауданда 31 мектеп бар."),
        FoundPassage("a.txt", "31 мектеп бар"),
    ]
    assert ranking_of(case, found) == ("passage:0", "gold:0", "gold:1", "passage:2")
    assert grades_of(case) == {"gold:0": 1, "gold:1": 1}


def test_a_question_that_was_not_searched_or_not_judged_does_not_count() -> None:
    metric = METRICS["ndcg@10"].share
    assert metric is not None
    assert metric(make_judged(make_case(), make_row())) is None
    unjudged = make_case(evidence=[], answers=[("1",)])
    assert metric(make_judged(unjudged, make_row(ranking=("a",)))) is None
    assert metric(make_judged(make_case(), make_row(ranking=("gold:0",)))) == Share(1.0)
