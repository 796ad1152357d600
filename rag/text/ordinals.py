"""Finds which one of a row something is: «четвёртое место», «2-й этап», «III кезең», «1 орын»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_RUSSIAN = "перв втор трет четв[её]рт пят шест седьм восьм девят десят".split()
_KAZAKH = "бір екі үш төрт бес алты жеті сегіз тоғыз он".split()
_ENGLISH = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_ROMAN = "I II III IV V VI VII VIII IX X".split()
_WORDS = re.compile(
    "|".join(
        (
            *(rf"(?P<r{n}>{stem}(?:[ыио]й|[аяь]я|[оье]е|[ьо]?го|[оеь]му|[ую]ю|[ыи]м|[ое]м|ей))"
              for n, stem in enumerate(_RUSSIAN, 1)),
            *(rf"(?P<k{n}>{root}[іы]?нш[іы])" for n, root in enumerate(_KAZAKH, 1)),
            *(rf"(?P<e{n}>{word})" for n, word in enumerate(_ENGLISH, 1)),
        )
    ),
    re.IGNORECASE,
)  # fmt: skip
_ORDINAL = re.compile(
    rf"\b(?:(?P<word>{re.sub(r'[(][?]P<[a-z0-9]+>', '(?:', _WORDS.pattern)})"
    r"|(?P<roman>(?-i:[IVX]{1,4}))"
    r"|(?P<ended>[1-9]|1\d)-(?:[йяе]|го|му|м|ш[іы]|[іы]?нш[іы])"
    # A bare figure counts, «5 мест», but for the nouns that are told of one by one.
    r"|(?P<bare>\d{1,2})(?= (?:мест[оеу]|этап[аеу]?|очередь|орын|кезең|кезек)\b))"
    r" (?P<noun>[^\W\d_]+)",
    re.IGNORECASE,
)
N_LETTERS = 4
"""First letters by which the forms of a noun are known: «место», «месте»; «орын», «орынды»."""


class Ordinal(NamedTuple):
    """A noun, by its first letters, and which of its row is named, from 1."""

    noun: str
    value: int


def find_ordinals(text: str) -> Iterator[Ordinal]:
    """Each thing that is named by its place in a row, in order.

    >>> list(find_ordinals("Алматы заняла 1 место, второе место – Шымкент; всего 5 мест"))
    [Ordinal(noun='мест', value=1), Ordinal(noun='мест', value=2)]
    """
    for found in _ORDINAL.finditer(text):
        value = _value(found)
        if value:
            yield Ordinal(found["noun"].lower()[:N_LETTERS], value)


def _value(found: re.Match[str]) -> int:
    if digits := found["ended"] or found["bare"]:
        return int(digits)
    if found["roman"]:
        return _ROMAN.index(found["roman"]) + 1 if found["roman"] in _ROMAN else 0
    named = _WORDS.fullmatch(found["word"])
    return int((named.lastgroup or "r0")[1:]) if named is not None else 0
