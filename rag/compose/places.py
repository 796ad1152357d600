"""Whether a text speaks of the place that a question asks about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rag.text.place_names import name_key, same_word
from rag.text.places import Place, find_places, same_name, same_place

_NAME = re.compile(r"\b[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]\w+|\d+")

AREAS = frozenset({"region", "district", "okrug", "city", "village"})
"""Kinds that a stretch of text keeps to: its next sentences are still about the area named last.
Streets and schools are named one after the other."""


@lru_cache(maxsize=4_000)
def placed(text: str) -> tuple[Place, ...]:
    """The typed places of a text, in order."""
    return find_places(text)


def place_fit(
    asked: Sequence[Place], own: str, before: Sequence[Place], above: Sequence[str]
) -> float:
    """How well a text fits the places asked for, -1..1; the mean over them.

    ``own`` is the text, ``before`` the places named before it in its section, ``above`` its
    headings and title, nearest first. For each place the nearest of these that names a place of its
    kind decides, the text's own names first: 1 when the place is among them, -1 when only others
    are, but before the text only areas can speak against it; 0 when none names any. A thing of an
    area («школы Тараза») has no name of its own: the area's counts.
    """
    if not asked:
        return 0.0
    return sum(_fit(place, own, before, above) for place in asked) / len(asked)


def _fit(asked: Place, own: str, before: Sequence[Place], above: Sequence[str]) -> float:
    layers = [placed(own), before, *map(placed, above)]
    if _is_mentioned(asked, own):
        return 1.0
    for depth, layer in enumerate(layers):
        rivals = [place for place in layer if place.kind == asked.kind]
        if any(same_place(asked, place) for place in rivals):
            return 1.0
        if rivals and (depth != 1 or asked.kind in AREAS):
            return 1.0 if _is_of_area(asked, layers) else -1.0
    return 1.0 if _is_of_area(asked, layers) else 0.0


def _is_mentioned(asked: Place, own: str) -> bool:
    """Whether the text has the name, be it without its type: «…водохранилища, из Талдысуского»."""
    named = _named(own)
    return all(any(same_word(word, like) for like in named) for word in asked.key.split())


@lru_cache(maxsize=4_000)
def _named(text: str) -> tuple[str, ...]:
    return tuple(name_key(word.lower()) for word in _NAME.findall(text))


def _is_of_area(asked: Place, layers: Sequence[Sequence[Place]]) -> bool:
    """Whether what is asked for stands in an area that the texts name."""
    # «Районы Актерека» are those of a city, but «Талдысу ауданы» is not the village of that name.
    kinds = {"city"} if asked.kind == "district" else AREAS - {asked.kind}
    if asked.kind in AREAS - {"district"}:
        return False
    areas = [place for layer in layers for place in layer if place.kind in kinds]
    return any(same_name(asked, place) for place in areas)
