"""Whether a text tells who holds another post than the question asks about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

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


def other_post(question: str, text: str) -> bool:
    """Whether both name posts, and none is the same; a deputy is not whom he stands in for.

    >>> other_post("Кто директор школы?", "Собрание вёл председатель совета С. Омаров.")
    True
    >>> other_post("Кто директор школы?", "Руководитель школы – С. Омаров.")
    False
    """
    asked = _posts_of(question)
    said = _posts_of(text) if asked else asked
    return bool(asked and said) and asked.isdisjoint(said)


@lru_cache(maxsize=4_000)
def _posts_of(text: str) -> frozenset[str]:
    plain = _OF_DEPUTY.sub(lambda found: _deputy_alone(found.group()), text)
    return frozenset(name for name, pattern in _POSTS.items() if pattern.search(plain))


def _deputy_alone(words: str) -> str:
    return words.split()[0] if _POSTS["deputy"].match(words) else " "
