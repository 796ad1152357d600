"""Tells whether a word is the surname of somebody, by the initials or other names behind it."""

from __future__ import annotations

import re

from rag.text import russian

_NAMES = re.compile(
    # «Досаев Е.А.», but «Алматы Е. Досаев»: these initials are of the next surname.
    r"[ \xa0][^\W\d_]\.(?:[ \xa0]?[^\W\d_]\.)?(?![ \xa0]?[^\W\d_]{2})"
    # «Рахметов Жанат Маратович», «Маратович» itself.
    r"|(?:[ \xa0][^\W\d_]+)?[ \xa0][^\W\d_]+(?:(?:ов|ев|ь)(?:ич|на)|ұлы|қызы|улы|кызы)(?![^\W_])"
)


_NEXT = re.compile(r"[ \xa0][А-ЯЁӘҒҚҢӨҰҮҺІ][^\W\d_]+")


def begins_person(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is a word with the rest of a person's name behind it.

    >>> begins_person("аким Досаев Е.А.", 5, 11), begins_person("г. Алматы Е. Досаев", 3, 9)
    (True, False)
    """
    found = _NAMES.match(text, end)
    if found is not None and all(word[0].isupper() for word in found.group().split()):
        return True
    first = text[start:end].lower()
    # «Аким области Марат Сериков»
    named = _NEXT.match(text, end) is not None and russian.is_known(first)
    return named and any({"Name", "nomn"} <= form for form in russian.readings(first)[:1])
