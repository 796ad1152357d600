"""Widens the best hits by the passages beside them in the same section."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from rag.types import Hit, StoredPoint

N_WIDENED = 3
"""How many of the best hits are widened: the answer often stands a sentence after the topic."""
NEIGHBOUR_SHARE = 0.8
"""A neighbour's score as a share of the score of the hit it stands beside."""

PointId = Callable[[str, int], str]


def neighbour_ids(hits: Sequence[Hit], point_id: PointId) -> tuple[str, ...]:
    """Ids of the points before and after the best hits that are not hits themselves.

    ``point_id`` names the point of a version at an ordinal; an id may name no point.
    """
    known = {hit.point_id for hit in hits}
    beside = (
        point_id(hit.version_id, hit.passage.ordinal + step)
        for hit in hits[:N_WIDENED]
        for step in (-1, 1)
        if hit.passage.ordinal + step >= 0
    )
    return tuple(name for name in dict.fromkeys(beside) if name not in known)


def widen(
    hits: Sequence[Hit], points: Mapping[str, StoredPoint], point_id: PointId
) -> tuple[Hit, ...]:
    """The hits, best first, followed by their neighbours of the same section."""
    found = {hit.point_id: hit for hit in hits}
    for hit in hits[:N_WIDENED]:
        for step in (-1, 1):
            name = point_id(hit.version_id, hit.passage.ordinal + step)
            point = points.get(name)
            if name in found or point is None or point.passage.section != hit.passage.section:
                continue
            found[name] = replace(
                hit,
                point_id=name,
                passage=point.passage,
                score=hit.score * NEIGHBOUR_SHARE,
                dense=None,
                lexical=None,
            )
    return tuple(found.values())
