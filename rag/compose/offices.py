"""Whether a text speaks of another head, or of who holds another post, than is asked about."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from rag.text.place_types import AREAS, place_type

_OFFICE = re.compile(
    r"\b(?:аким|глава|руководитель)\w{0,3} (?:[^\W\d_]+(?:ого|ой|его|ей) ){0,2}(?P<ru>[^\W\d_]+)"
    r"|\b(?P<kk>[^\W\d_]+)(?: \([^()]*\))? әкім\w*",
    re.IGNORECASE,
)
_POSTS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "head": r"\bдиректор|\bруководител|\bначальни|\bзаведующ|\bглавврач|\bглавн\w+ врач"
        r"|\bбасшы|\bбастық|\bбастығ|\bмеңгеруш"
        r"|\bжетекші|\bбас дәрігер|\bhead\b|\bdirector|\bprincipal",
        "akim": r"\bаким(?!ат)|\bәкім(?!дік|шілік|діг|шілі)|\bakim\b",
        "chairman": r"\bпредседател|\bтөраға|\bchairm?",
        "deputy": r"\bзаместител|\bзам\b|\bорынбасар|\bdeputy",
    }.items()
}
_OF_DEPUTY = re.compile(
    r"\b(?:заместител\w*|зам\.?)\s+[^\W\d_]+(?:а|я|ого|ей|ой)\b"
    r"|[^\W\d_]+(?:[дтн][ыі]ң)\s+(?:[^\W\d_]+\s+)?(?=орынбасар)",
    re.IGNORECASE,
)
"""Whose deputy somebody is: «заместитель директора», «әкімнің орынбасары»."""


def other_office(question: str, text: str) -> bool:
    """Whether both name heads of areas, and no kind of area is the same.

    >>> other_office("Қала әкімі кім?", "Аким района – А. Сериков")
    True
    >>> other_office("Кто аким района?", "Аким района – А. Сериков")
    False
    """
    return _are_others(_kinds, question, text)


@lru_cache(maxsize=4_000)
def _kinds(text: str) -> frozenset[str]:
    found = (place_type((m["ru"] or m["kk"]).lower()) for m in _OFFICE.finditer(text))
    return frozenset(what.kind for what in found if what is not None and what.kind in AREAS)


def other_post(question: str, text: str) -> bool:
    """Whether both name posts, and none is the same; a deputy is not whom he stands in for.

    >>> other_post("Кто директор школы?", "Собрание вёл председатель совета С. Омаров.")
    True
    >>> other_post("Кто директор школы?", "Руководитель школы – С. Омаров.")
    False
    """
    if "deputy" in _posts_of(question) and "deputy" not in _posts_of(text) and _posts_of(text):
        return True  # «Кто у акима заместитель?» is not answered by the akim.
    return _are_others(_posts_of, question, text)


_OF_PEOPLE = re.compile(
    r"\bзовут\b|\bаты-?жөні|\bфамили|\bимя\b|\bавтор|\bтренер|\bврач|\bдәрігер|\bучител|\bмұғалім"
    r"|\bжаттықтырушы|\bспортсмен|\bветеран|\bдепутат|\bпрезидент|\bминистр\b|\bглав[аыу]\b"
    r"|\bпобедител|\bжеңімпаз|\bродил|\bнагради|\bназначен|\bтағайынд|\bжитель|\bтұрғын",
    re.IGNORECASE,
)


def names_post(question: str) -> bool:
    """Whether a question for somebody says that it is a person: by a post, a trade, a name.

    >>> names_post("Кто директор школы?"), names_post("Кто построит мост?")
    (True, False)
    """
    return bool(_posts_of(question)) or _OF_PEOPLE.search(question) is not None


def _are_others(named: Callable[[str], frozenset[str]], question: str, text: str) -> bool:
    """Whether both name something of a sort, and nothing that is the same."""
    asked = named(question)
    said = named(text) if asked else asked
    return bool(asked and said) and asked.isdisjoint(said)


@lru_cache(maxsize=4_000)
def _posts_of(text: str) -> frozenset[str]:
    plain = _OF_DEPUTY.sub(lambda found: _deputy_alone(found.group()), text)
    return frozenset(name for name, pattern in _POSTS.items() if pattern.search(plain))


def _deputy_alone(words: str) -> str:
    return words.split()[0] if _POSTS["deputy"].match(words) else " "
