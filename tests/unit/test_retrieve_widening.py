"""Neighbours of the best hits join them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rag.retrieve.neighbours import NEIGHBOUR_SHARE, neighbour_ids, widen
from rag.types import Hit, StoredPoint, Vector
from tests.documents import make_document
from tests.records import make_hit

DOCUMENT = make_document([(("А",), [("paragraph", "Один."), ("paragraph", "Два.")])])


def hit(name: str, score: float, ordinal: int = 0) -> Hit:
    made = make_hit(DOCUMENT, score)
    return replace(made, point_id=name, passage=replace(made.passage, ordinal=ordinal))


def point(ordinal: int, *rows: tuple[float, float], section: int = 0) -> StoredPoint:
    passage = replace(make_hit(DOCUMENT).passage, ordinal=ordinal, section=section)
    vectors: Vector = np.array(rows, np.float32).reshape(-1, 2)
    return StoredPoint("v1", passage, vectors)


def point_id(version: str, ordinal: int) -> str:
    return f"{version}/{ordinal}"


def test_neighbours_of_the_same_section_join_after_the_hits() -> None:
    found = [hit("v1/1", 0.8, ordinal=1)]
    assert neighbour_ids(found, point_id) == ("v1/0", "v1/2")
    points = {"v1/0": point(0, (1, 0)), "v1/2": point(2, (1, 0), section=1)}
    wide = widen(found, points, point_id)
    assert [item.point_id for item in wide] == ["v1/1", "v1/0"]
    assert wide[1].score == pytest.approx(0.8 * NEIGHBOUR_SHARE)


def test_a_neighbour_that_is_a_hit_is_not_doubled() -> None:
    found = [hit("v1/0", 0.8, ordinal=0), hit("v1/1", 0.7, ordinal=1)]
    assert neighbour_ids(found, point_id) == ("v1/2",)
    points = {"v1/0": point(0), "v1/1": point(1)}
    assert widen(found, points, point_id) == tuple(found)
