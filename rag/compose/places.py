"""Whether a text speaks of the place that a question asks about."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rag.text.places import Place, find_places, same_place


@lru_cache(maxsize=4_000)
def placed(text: str) -> tuple[Place, ...]:
    """The typed places of a text, in order."""
    return find_places(text)


def place_fit(asked: Sequence[Place], layers: Sequence[Sequence[Place]]) -> float:
    """How well a text fits the places asked for, -1..1; the mean over them.

    ``layers`` are the text and what stands around it, nearest first. For each place the nearest
    layer that names a place of its kind decides: 1 when the place is among them, -1 when only
    others are; 0 when no layer names any.
    """
    if not asked:
        return 0.0
    return sum(_fit(place, layers) for place in asked) / len(asked)


def _fit(asked: Place, layers: Sequence[Sequence[Place]]) -> float:
    for layer in layers:
        rivals = [place for place in layer if place.kind == asked.kind]
        if rivals:
            return 1.0 if any(same_place(asked, place) for place in rivals) else -1.0
    return 0.0
