"""Whether a text speaks of the head of another kind of area than the question asks about."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.text.place_types import AREAS, place_type

_OFFICE = re.compile(
    r"\b(?:аким|глава|руководитель)\w{0,3} (?:[^\W\d_]+(?:ого|ой|его|ей) ){0,2}(?P<ru>[^\W\d_]+)"
    r"|\b(?P<kk>[^\W\d_]+)(?: \([^()]*\))? әкім\w*",
    re.IGNORECASE,
)


def other_office(question: str, text: str) -> bool:
    """Whether both name heads of areas, and no kind of area is the same.

    >>> other_office("Қала әкімі кім?", "Аким района – А. Сериков")
    True
    >>> other_office("Кто аким района?", "Аким района – А. Сериков")
    False
    """
    asked = _kinds(question)
    said = _kinds(text) if asked else asked
    return bool(asked and said) and asked.isdisjoint(said)


@lru_cache(maxsize=4_000)
def _kinds(text: str) -> frozenset[str]:
    found = (place_type((m["ru"] or m["kk"]).lower()) for m in _OFFICE.finditer(text))
    return frozenset(what.kind for what in found if what is not None and what.kind in AREAS)
