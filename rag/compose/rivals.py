"""Whether a text tells of another city or region, or of another place in a row, than is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from rag.compose.matching import Carried, words_of
from rag.text.analyse import Token
from rag.text.language import detect_language
from rag.text.ordinals import find_ordinals
from rag.types import Evidence, Query

CITIES = frozenset(
    """akmola aktau aktobe almaty atyrau ekibastuz karaganda kokshetau konaev kosshy kostanay
    kyzylorda mangystau nur-sultan oral_city oskemen pavlodar petropavl shymkent taldykorgan taraz
    temirtau turkistan ulytau west_kazakhstan north_kazakhstan east_kazakhstan zhambyl zhanaozen
    zhetisu zhezkazgan""".split()
)
"""Cities and regions of the country, as the glossary names them, «_» for a space: a text that tells
of one of them tells of no other that it does not name."""


def rival_city(names: Sequence[Token], said: Iterable[Carried], texts: Sequence[str]) -> bool:
    """Whether a city that a question names is said nowhere and another one is.

    ``said`` is what all texts around carry of the question; ``texts`` are the unit, its headings
    and its title, nearest first: the nearest that names a city decides.
    """
    known = set().union(*said)
    asked = _cities(key for name in names if name.term not in known for key in name.concepts)
    if not asked:
        return False
    nearest = next((found for found in map(_named, texts) if found), frozenset())
    return bool(nearest) and nearest.isdisjoint(asked)


@lru_cache(maxsize=4_000)
def _named(text: str) -> frozenset[str]:
    return _cities(words_of(text, detect_language(text)).concepts)


def _cities(keys: Iterable[str]) -> frozenset[str]:
    return frozenset(key.partition("≡")[2].replace(" ", "_") for key in keys) & CITIES


def tells_other_ordinal(query: Query, item: Evidence) -> bool:
    """Whether a question asks for the one of some order, «четвёртое место», and the text has others
    of the same but not that one."""
    document = item.hit.document
    asked = _ordered(query.text)
    told = _ordered(document.text[item.unit.start : item.unit.end]) if asked else {}
    return any(told.get(noun) and n.isdisjoint(told[noun]) for noun, n in asked.items())


@lru_cache(maxsize=4_000)
def _ordered(text: str) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for noun, value in find_ordinals(text):
        found.setdefault(noun, set()).add(value)
    return {noun: frozenset(values) for noun, values in found.items()}
