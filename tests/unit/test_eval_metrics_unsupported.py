"""The unsupported rate, worked out by hand."""

from __future__ import annotations

import pytest

from eval.metrics.catalogue import METRICS
from eval.records import Judged
from eval.statistics import measure
from eval.targets.target import told_count
from tests.evaluation import make_case, make_judged, make_row

METRIC = METRICS["unsupported"]


def drafted(name: str, n_drafted: int | None, n_unsupported: int | None) -> Judged:
    row = make_row(name, n_drafted=n_drafted, n_unsupported=n_unsupported)
    return make_judged(make_case(name), row)


def test_sentences_are_counted_over_all_questions() -> None:
    judged = [drafted("a", 4, 1), drafted("b", 1, 1), drafted("c", 3, 0)]
    assert measure(METRIC, judged) == pytest.approx(2 / 8)


@pytest.mark.parametrize("counts", [(None, None), (0, 0), (3, None)])
def test_what_is_not_told_does_not_count(counts: tuple[int | None, int | None]) -> None:
    assert measure(METRIC, [drafted("a", *counts)]) is None
    assert measure(METRIC, [drafted("a", *counts), drafted("b", 2, 1)]) == 0.5


@pytest.mark.parametrize(
    ("notes", "count"), [({"sentences": "3"}, 3), ({}, None), ({"sentences": "many"}, None)]
)
def test_counts_are_read_from_the_trace(notes: dict[str, str], count: int | None) -> None:
    assert told_count(notes, "sentences") == count
