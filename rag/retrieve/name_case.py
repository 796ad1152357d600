"""Gives the names in a question the capitals that people who type in haste leave out."""

from __future__ import annotations

import re

from rag.text import kazakh, russian
from rag.text.kazakh_roots import PLACE_ROOTS
from rag.text.letters import has_kazakh_letter
from rag.text.place_names import FREQUENT_WORDS
from rag.text.place_types import AREAS, compound_type, place_type
from rag.text.wordlist import words

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_RELATIVE = re.compile(r"[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую|ое)$")
# Where a thing is, in Kazakh: «Көкжардағы бассейн», «Көкжарда».
_AT_PLACE = re.compile(r"(?P<base>.{4,}?)[дт][ае](?:ғы|гі|гы|ги)?$")
_MANY = re.compile(r".{3,}(?:лар|лер|дар|дер|тар|тер)$")
"""«Автожолдардағы»: many things are no place with a name."""
# «ежелгі қала», «ауылдық округ»: which one, but no name.
_ATTRIBUTE = re.compile(r"(?:[ғгкқ][ыі]|[ғгкқ][ае]н|[тл][ыіе]н|[лдт][ыі][қк])$")
_PLACE_PREPOSITIONS = words("в во из")
_SHORTEST = 4


def capitalise_names(text: str) -> str:
    """``text``, as long as it was, with a capital for each word in small letters that is a name.

    >>> capitalise_names("сколько народу в жаркынском районе"), capitalise_names("көкжар қаласында")
    ('сколько народу в Жаркынском районе', 'Көкжар қаласында')
    """
    found = list(_WORD.finditer(text))
    lowered = ["", *(word.group().lower() for word in found), ""]
    letters = list(text)
    for at, word in enumerate(found, start=1):
        if word.group().islower() and looks_like_name(*lowered[at - 1 : at + 2]):
            letters[word.start()] = letters[word.start()].upper()
    return "".join(letters)


def looks_like_name(before: str, word: str, after: str) -> bool:
    """Whether a word is the name of a place by itself or by the words beside it.

    All three in small letters; ``before`` and ``after`` are empty at the ends of the text.
    """
    if len(word) < _SHORTEST or word in FREQUENT_WORDS or place_type(word) is not None:
        return False
    if after and compound_type(word, after) is not None:
        return False  # «ықшам ауданда»: both are the type
    if _RELATIVE.search(word) and not russian.is_known(word):
        return _is_area(after) or (before in _PLACE_PREPOSITIONS and not _is_noun(after))
    if _is_ordinary(word):
        return False
    if russian.is_known(word):
        return russian.is_only_place(word) and not has_kazakh_letter(word)
    if "-" in word:
        return False
    if before in _PLACE_PREPOSITIONS or (_is_area(before) and not _is_kazakh_type(before)):
        return True
    return _is_area(after) and not _ATTRIBUTE.search(word)


def opens_with_name(word: str) -> bool:
    """Whether the first word of a question, in small letters, is a place where something is.

    >>> opens_with_name("көкжардағы"), opens_with_name("мектептегі")
    (True, False)
    """
    match = _AT_PLACE.match(word)
    if match is None or russian.is_known(word) or _MANY.search(match["base"]):
        return False
    return not _is_ordinary(match["base"]) and not _is_ordinary(word)


def _is_area(word: str) -> bool:
    what = place_type(word) if word else None
    return what is not None and what.kind in AREAS


def _is_kazakh_type(word: str) -> bool:
    """Whether the type has its names before it."""
    what = place_type(word)
    return what is not None and what.side == "before"


def _is_noun(word: str) -> bool:
    return bool(word) and any("NOUN" in reading for reading in russian.readings(word)[:1])


def _is_ordinary(word: str) -> bool:
    """Whether Kazakh has the word's root, and not as a place."""
    root = kazakh.find_root(word)
    return root is not None and root not in PLACE_ROOTS
