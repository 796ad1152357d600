"""Finds words by which somebody is told to do something: Russian «назови», Kazakh «ата»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.text import russian
from rag.text.kazakh_roots import NAME_ROOTS, VERB_ROOTS
from rag.text.letters import fold_lookalikes

# «-те» is left out: documents advise their readers in the plural, and speak to nobody as «ты».
_OPENING = (
    r"[\s\-–—•]*"
    r"(?:(?:а|и|но|затем|теперь|сначала|потом|пожалуйста|ещё|просто|ни\s+за\s+что|никогда)\W+)*"
    r"(?:не\s+)?(?P<word>[а-яё]{2,}?(?:[йиь]|[йь]ся|ись))\b"
)
_FLAGS = re.IGNORECASE | re.MULTILINE
_OPENS_CLAUSE = re.compile(r"(?:^|(?<=[.!?…:;–—]\s))" + _OPENING, _FLAGS)
_AFTER_COMMA = re.compile(r"(?<=,\s)" + _OPENING, _FLAGS)
_RUSSIAN_ORDER = frozenset({"impr", "sing", "excl"})
# In Kazakh the verb stands last, and in its bare stem it orders.
_LAST = re.compile(r"(?<=\W)(?P<word>[^\W\d_]{2,30})[ \t]*(?:[.!]|$)", re.MULTILINE)
_ENDED = re.compile(r"[.!?…\n]")
MOST_BEFORE = 160
"""Characters before a verb that are looked at."""
_WORD = re.compile(r"[^\W\d_]+")
_KAZAKH_LETTER = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)
# An object with the ending of the accusative; «үшін», «кейін» only look like one.
_OBJECT = re.compile(r".{2,}(?:[ндт][ыі]|[ыі]н)$")
_CLEAR_OBJECT = re.compile(r".{2,}(?:н[ыі]|[сң][ыі]н)$")
"""«атақты» may be an object or an adjective, «астанасын» only an object."""
_NO_OBJECT = frozenset("үшін кейін дейін шейін сайын бүгін жақын бұрын ертең мені сені".split())
_NO_ORDER = frozenset(
    """бар отыр тұр жүр шығар қой аз толы жоғары ел де туды орында тең сай ал жат біл мен сол алда
    ұста""".split()
)
"""Bare stems that close statements as well: «бар» is, «жасап отыр» is doing, «орында» in place."""
_LOCATIVE = re.compile(r"[дт][ае]$")
N_WORDS_BEFORE = 2
"""So near before the verb its object stands."""
MIN_CLEAR_LETTERS = 4
"""A shorter stem is too often another word, or a piece of one."""


def order_places(text: str, *, after_commas: bool = False) -> Iterator[int]:
    """Where in the text a word orders something of one person, without any politeness.

    Russian: an imperative in the singular opens a clause. Kazakh: a bare stem closes a sentence
    and has an object, or can be nothing but a verb. ``after_commas`` looks there as well, where
    documents have other words of that form («в каждой школе, будь она большой»).
    """
    for pattern in (_OPENS_CLAUSE, _AFTER_COMMA)[: 1 + after_commas]:
        for match in pattern.finditer(text):
            if _is_russian_order(match["word"].lower()):
                yield match.start("word")
    if _KAZAKH_LETTER.search(text):
        for match in _LAST.finditer(text):
            before = text[max(0, match.start() - MOST_BEFORE) : match.start()]
            if _is_kazakh_order(match["word"], _ENDED.split(before)[-1]):
                yield match.start("word")


def _is_russian_order(word: str) -> bool:
    if not russian.is_known(word):
        return False
    likeliest, *_ = russian.readings(word)
    return likeliest >= _RUSSIAN_ORDER


def _is_kazakh_order(word: str, before: str) -> bool:
    stem = fold_lookalikes(word).lower()
    if stem in _NO_ORDER or stem not in VERB_ROOTS or not _KAZAKH_LETTER.search(before + word):
        return False
    words = [fold_lookalikes(w).lower() for w in _WORD.findall(before)]
    if stem in NAME_ROOTS or _LOCATIVE.sub("", stem) in NAME_ROOTS:
        return bool(words) and _is_object(words[-1], _CLEAR_OBJECT)
    has_object = any(_is_object(word, _OBJECT) for word in words[-N_WORDS_BEFORE:])
    return has_object or (bool(words) and len(stem) >= MIN_CLEAR_LETTERS)


def _is_object(word: str, ending: re.Pattern[str]) -> bool:
    found = ending.match(word) is not None
    return found and word not in _NO_OBJECT and word not in NAME_ROOTS
