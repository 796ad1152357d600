"""Whether a text speaks of the place that a question asks about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from rag.text.analyse import Token
from rag.text.place_names import name_key, same_word
from rag.text.place_types import AREAS
from rag.text.places import Place, find_places, same_name, same_place
from rag.text.quotations import unquoted

_NAME = re.compile(r"\b[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]\w+|\d+")
_ASIDE = re.compile(r"\([^()\d]*\)")

ROADS = frozenset({"street", "highway", "avenue", "square"})
"""Kinds of places that are often called after an area."""
TOGETHER = 60
"""Characters within which two areas are named as one subject: «Алмалы және Медеу аудандары»."""


@lru_cache(maxsize=4_000)
def placed(text: str) -> tuple[Place, ...]:
    """The typed places of a text, in order."""
    return find_places(text)


def typed_by_text(
    names: Sequence[Token], asked: Sequence[Place], named: Sequence[Place]
) -> tuple[Place, ...]:
    """Names of the question that it gives no type, as the areas that a text knows by those names.

    «Сколько школ в Жаркыне?» asks about a district where the text speaks of «Жаркынский район».
    ``asked`` are the question's typed places, ``named`` those of the text.
    """
    free = [name for name in names if not any(p.start <= name.start < p.end for p in asked)]
    found = []
    for name in free:
        bare = Place(name.start, name.end, "", name_key(name.surface.lower()))
        kinds = [place.kind for place in named if place.kind in AREAS and same_name(bare, place)]
        if kinds:
            # «Районы Алматы» are no district of that name where the city is named as well; a
            # village and the district called after it may both be meant: the larger one has both.
            kind = next((wide for wide in ("city", "district") if wide in kinds), kinds[0])
            found.append(replace(bare, kind=kind))
    return tuple(found)


def place_fit(
    asked: Sequence[Place],
    own: str,
    before: Sequence[Place],
    above: Sequence[str],
    loose: Sequence[Place] = (),
) -> float:
    """How well a text fits the places asked for, -1..1; of several kinds, the worst.

    ``own`` is the text, ``before`` the places named before it in its section, ``above`` its
    headings and title, nearest first. For each place the nearest of these that names a place of its
    kind decides, the text's own names first: 1 when the place is among them, -1 when only others
    are, but before the text only areas can speak against it, and where no heading names the place
    alone, the area named last; 0 when none names any. A thing of an area («школы Тараза») has no
    name of its own: the area's counts. What is said in brackets without a figure is an aside, heard
    where nothing else speaks. For ``loose`` places, which only the text gives a type, another place
    in the text does not speak against what is around it: it may stand there for something else.
    """
    if not asked and not loose:
        return 0.0
    plain = _ASIDE.sub(lambda aside: " " * len(aside.group()), own)
    fits: dict[str, float] = {}
    for place in (*asked, *loose):
        fit = _fit(place, plain, before, above)
        if not fit and plain != own:
            fit = _fit(place, own, before, above)
        if place in loose and fit < 0 <= _fit(place, "", before, above):
            fit = 0.0
        fits[place.kind] = max(fit, fits.get(place.kind, -1.0))
    return min(fits.values())


def _fit(asked: Place, own: str, before: Sequence[Place], above: Sequence[str]) -> float:
    if is_mentioned(asked, own):
        return 1.0
    headings = [placed(heading) for heading in above]
    headed = list(chain.from_iterable(headings))
    layers = [placed(own), before, *headings]
    for depth, layer in enumerate(layers):
        rivals = [place for place in layer if place.kind == asked.kind]
        if depth == 1 and not _is_alone(asked, headed):
            rivals = [place for place in rivals if rivals[-1].start - place.start <= TOGETHER]
        if any(same_place(asked, place) for place in rivals):
            return 1.0
        if rivals and (depth != 1 or asked.kind in AREAS):
            return 1.0 if _is_of_area(asked, layers) else -1.0
    return 1.0 if _is_of_area(asked, layers) else 0.0


def _is_alone(asked: Place, headed: Sequence[Place]) -> bool:
    """Whether the headings name the place and no other of its kind."""
    alike = [place for place in headed if place.kind == asked.kind]
    return bool(alike) and all(same_place(asked, place) for place in alike)


def is_mentioned(asked: Place, own: str) -> bool:
    """Whether a text, ``own``, has the name, be it without its type: «…парк, из Талдысуского»."""
    # A city's name in quotation marks is that of a company or a contest; «Бастау көшесі» is a
    # street.
    named = _named(_without_roads(unquoted(own)) if asked.kind in AREAS else own)
    return all(any(same_word(word, like) for like in named) for word in asked.key.split())


@lru_cache(maxsize=4_000)
def _without_roads(text: str) -> str:
    for place in reversed(placed(text)):
        if place.kind in ROADS:
            text = text[: place.start] + text[place.end :]
    return text


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
