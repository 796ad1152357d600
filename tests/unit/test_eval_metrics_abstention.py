"""Abstention, confidence, speed and tokens, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.metrics.calibration import reliability
from eval.metrics.catalogue import METRICS
from eval.metrics.risk_coverage import risk_coverage, risks
from eval.records import Judged, Seconds
from eval.statistics import measure
from tests.evaluation import make_case, make_judged, make_row, make_unanswerable


def answered(name: str, right: bool, confidence: float | None) -> Judged:
    text = "В районе 48 школ." if right else "В районе 47 школ."
    return make_judged(make_case(name), make_row(name, text, confidence=confidence))


def refused(name: str, answerable: bool = True) -> Judged:
    case = make_case(name) if answerable else make_unanswerable(name)
    return make_judged(case, make_row(name, None, confidence=0.1))


def invented(name: str, confidence: float) -> Judged:
    return make_judged(make_unanswerable(name), make_row(name, confidence=confidence))


def value(name: str, judged: list[Judged]) -> float | None:
    return measure(METRICS[name], judged)


RUN = [
    answered("a", True, 0.95),
    invented("b", 0.85),
    answered("c", True, 0.75),
    answered("d", False, 0.65),
    refused("e"),
    refused("f", answerable=False),
    refused("g", answerable=False),
]


def test_false_answers_refusals_and_balance_by_hand() -> None:
    assert measure(METRICS["false_answer"], RUN) == pytest.approx(1 / 3)
    assert measure(METRICS["false_refusal"], RUN) == pytest.approx(1 / 4)
    assert value("balanced_accuracy", RUN) == pytest.approx((3 / 4 + 2 / 3) / 2)


def test_balance_needs_both_kinds_of_questions() -> None:
    assert value("balanced_accuracy", [refused("a")]) is None
    assert value("balanced_accuracy", []) is None


def test_risk_coverage_by_hand() -> None:
    # Surest first: right, wrong, right, wrong.
    curve = risk_coverage(RUN)
    assert [round(risk, 6) for _, risk in curve] == [0.0, 0.5, round(1 / 3, 6), 0.5]
    assert [coverage for coverage, _ in curve] == [n / 7 for n in (1, 2, 3, 4)]
    assert value("aurc", RUN) == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)


def test_equal_confidence_is_one_block() -> None:
    assert list(risks(np.array([(0.5, 1.0), (0.5, 0.0)]))) == [0.5, 0.5]


pairs = st.lists(
    st.tuples(st.sampled_from([0.1, 0.5, 0.9]), st.sampled_from([0.0, 1.0])), min_size=1
)


@given(pairs=pairs, order=st.randoms())
@settings(max_examples=50, deadline=None)
def test_the_curve_does_not_depend_on_the_order(
    pairs: list[tuple[float, float]], order: st.DrawFn
) -> None:
    mixed = list(pairs)
    order.shuffle(mixed)  # type: ignore[attr-defined]
    assert list(risks(np.array(mixed))) == pytest.approx(list(risks(np.array(pairs))))
    assert risks(np.array(pairs))[-1] == pytest.approx(sum(loss for _, loss in pairs) / len(pairs))


def test_calibration_by_hand() -> None:
    bins = reliability(np.array([(0.95, 0.0), (0.91, 1.0), (0.2, 1.0), (1.0, 0.0)]))
    assert [(b.n, round(b.confidence, 4), round(b.right, 4)) for b in bins] == [
        (1, 0.2, 0.0),
        (3, round((0.95 + 0.91 + 1.0) / 3, 4), round(2 / 3, 4)),
    ]
    # Each of the four answers stands alone in its bin.
    gaps = (0.05 + 0.85 + 0.25 + 0.65) / 4
    assert value("ece", RUN) == pytest.approx(gaps)
    assert value("brier", RUN) == pytest.approx((0.05**2 + 0.85**2 + 0.25**2 + 0.65**2) / 4)


def test_without_confidence_nothing_is_measured() -> None:
    silent = [answered("a", True, None), refused("b")]
    assert value("aurc", silent) is None
    assert value("ece", silent) is None
    assert value("brier", silent) is None
    assert risk_coverage(silent) == []


def test_percentiles_are_interpolated() -> None:
    timed = [
        Judged(make_case(str(n)), make_row(str(n)), Seconds(str(n), {"total": t}, {"total": t / 2}))
        for n, t in enumerate([0.1, 0.2, 0.3, 0.4])
    ]
    assert measure(METRICS["total_p50"], timed) == pytest.approx(0.25)
    assert measure(METRICS["total_p95"], timed) == pytest.approx(0.385)
    assert measure(METRICS["search_p50"], timed) == pytest.approx(0.125)
    assert measure(METRICS["embed_p50"], timed) is None


def test_tokens_are_means_over_what_was_counted() -> None:
    counted = make_judged(make_case("a"), make_row("a", tokens={"context": 100}))
    more = make_judged(make_case("b"), make_row("b", tokens={"context": 300}))
    assert measure(METRICS["tokens_context"], [counted, more]) == 200
    assert measure(METRICS["tokens_model_input"], [counted]) is None
