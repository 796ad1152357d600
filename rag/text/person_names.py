"""Tells whether a word is the surname of somebody, by the initials or other names behind it."""

from __future__ import annotations

import re

_NAMES = re.compile(
    # «Досаев Е.А.», but «Алматы Е. Досаев»: these initials are of the next surname.
    r"[ \xa0][^\W\d_]\.(?:[ \xa0]?[^\W\d_]\.)?(?![ \xa0]?[^\W\d_]{2})"
    # «Рахметов Жанат Маратович», «Маратович» itself.
    r"|(?:[ \xa0][^\W\d_]+)?[ \xa0][^\W\d_]+(?:(?:ов|ев|ь)(?:ич|на)|ұлы|қызы|улы|кызы)(?![^\W_])"
)


def begins_person(text: str, end: int) -> bool:
    """Whether the word that ends at ``end`` is followed by the rest of a person's name.

    >>> begins_person("аким Досаев Е.А.", 11), begins_person("г. Алматы Е. Досаев", 9)
    (True, False)
    """
    found = _NAMES.match(text, end)
    return found is not None and all(word[0].isupper() for word in found.group().split())
