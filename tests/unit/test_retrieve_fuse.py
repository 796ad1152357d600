"""Fusion: worked by hand, independent of order, and careful across languages."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.retrieve.fuse import CROSS_LANGUAGE_SHARE, fuse
from rag.types import LegHits
from tests.records import make_store_hit


def test_worked_by_hand() -> None:
    legs = LegHits(
        dense=(make_store_hit("a", 0.9), make_store_hit("b", 0.8), make_store_hit("c", 0.7)),
        lexical=(make_store_hit("c", 8.0), make_store_hit("b", 4.0)),
    )
    scores = {item.hit.point_id: item.score for item in fuse(legs, "ru", 0.4)}
    # dense scaled: a 1, b .5, c 0; lexical scaled from 0: c 1, b .5
    assert scores == pytest.approx({"a": 0.6, "b": 0.5, "c": 0.4})


def test_the_order_of_the_lists_does_not_matter() -> None:
    hits = [
        make_store_hit(name, score)
        for name, score in zip("abcdef", [3, 1, 4, 1, 5, 9], strict=True)
    ]
    shuffled = hits[:]
    random.Random(7).shuffle(shuffled)
    one = fuse(LegHits(tuple(hits), tuple(hits[:3])), "ru", 0.5)
    other = fuse(LegHits(tuple(shuffled), tuple(reversed(hits[:3]))), "ru", 0.5)
    assert [(i.hit.point_id, i.score) for i in one] == [(i.hit.point_id, i.score) for i in other]


def test_ties_are_broken_by_point_id() -> None:
    legs = LegHits(tuple(make_store_hit(name, 0.5) for name in "zya"), ())
    assert [item.hit.point_id for item in fuse(legs, "ru", 0.5)] == ["a", "y", "z"]


def test_another_language_leans_on_vectors() -> None:
    dense = (make_store_hit("kk", 0.9, "kk"), make_store_hit("ru", 0.8, "ru"))
    lexical = (make_store_hit("kk", 1.0, "kk"), make_store_hit("ru", 10.0, "ru"))
    fused = {i.hit.point_id: i.score for i in fuse(LegHits(dense, lexical), "ru", 0.5)}
    weight = 0.5 * CROSS_LANGUAGE_SHARE
    assert fused["kk"] == pytest.approx(weight * 0.1 + (1 - weight) * 1.0)
    assert fused["kk"] > fused["ru"]


def test_without_lexical_matches_the_vectors_decide_alone() -> None:
    legs = LegHits((make_store_hit("a", 0.9), make_store_hit("b", 0.7)), ())
    assert [item.score for item in fuse(legs, "ru", 0.9)] == [1.0, 0.0]


@given(
    st.lists(st.floats(-1, 1), max_size=20),
    st.lists(st.floats(0, 50), max_size=20),
    st.floats(0, 1),
)
def test_scores_stay_between_0_and_1(
    dense: list[float], lexical: list[float], weight: float
) -> None:
    legs = LegHits(
        tuple(make_store_hit(f"d{i}", s) for i, s in enumerate(dense)),
        tuple(make_store_hit(f"l{i}", s) for i, s in enumerate(lexical)),
    )
    fused = fuse(legs, "kk", weight)
    assert len(fused) == len(dense) + len(lexical)
    assert all(-1e-9 <= item.score <= 1 + 1e-9 for item in fused)
    assert [i.score for i in fused] == sorted((i.score for i in fused), reverse=True)
