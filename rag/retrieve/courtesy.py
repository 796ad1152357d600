"""Parts polite words from what is asked, and tells a turn that is nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from rag.retrieve.courtesy_words import COURTESIES, FILLERS, LONGEST
from rag.text.letters import fold_kazakh, fold_lookalikes
from rag.types import Courtesy, Language

_WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
_END_OF_PHRASE = re.compile(r"\s*(?:[.,!?…:;)]+|[-–—]\s|\n|$)\s*")
_ORDER: tuple[Courtesy, ...] = ("greeting", "thanks", "farewell", "identity")
_MOST_WORDS = 16
"""A longer turn is looked through from its beginning only: it asks something else."""


@dataclass(frozen=True, slots=True)
class Polite:
    """What was said to be polite, of several things the one to reply to, and its language."""

    kind: Courtesy
    language: Language


class _Word(NamedTuple):
    start: int
    end: int
    folded: str


def find_courtesy(text: str) -> Polite | None:
    """What a turn says when it is nothing but polite words; None when anything else is there.

    >>> find_courtesy("Рахмет, сау болыңыз!")
    Polite(kind='farewell', language='kk')
    >>> find_courtesy("Здравствуйте! Сколько школ в районе?") is None
    True
    """
    listed = _words(text)
    if not listed or len(listed) > _MOST_WORDS:
        return None
    said: list[Polite] = []
    at = 0
    while at < len(listed):
        found = _phrase_at(listed, at)
        is_filler = listed[at].folded in FILLERS
        # «Спасибо за помощь» asks for no help, «помощь» by itself does.
        if found is not None and not (is_filler and said and found[1] == 1):
            said.append(found[0])
            at += found[1]
        elif is_filler:
            at += 1
        else:
            return None
    return max(said, key=lambda polite: _ORDER.index(polite.kind), default=None)


def without_courtesies(text: str) -> str:
    """What is asked, without the greeting or thanks that stand before it, parted by a mark.

    A turn of polite words alone is returned whole.

    >>> without_courtesies("Здравствуйте! Сколько школ в районе?")
    'Сколько школ в районе?'
    >>> without_courtesies("Пока идёт ремонт, где лечат детей?")
    'Пока идёт ремонт, где лечат детей?'
    """
    rest = text
    while cut := _leading(rest):
        rest = rest[cut:]
    if rest == text or not _WORD.search(rest):
        return text
    return rest[:1].upper() + rest[1:]


def _leading(text: str) -> int:
    """How many characters of polite words stand at the beginning; 0 for none."""
    listed = _words(text[:200])
    found = _phrase_at(listed, 0) if listed else None
    if found is None or found[0].kind == "identity":
        return 0
    cut, at = 0, found[1]
    while True:
        end = _END_OF_PHRASE.match(text, listed[at - 1].end)
        if end is not None and end.end() < len(text):
            cut = end.end()
        if at >= len(listed) or listed[at].folded not in FILLERS:
            return cut
        at += 1


def _phrase_at(listed: list[_Word], at: int) -> tuple[Polite, int] | None:
    """The longest polite phrase that begins at a word, with its number of words."""
    for n in range(min(LONGEST, len(listed) - at), 0, -1):
        key = tuple(word.folded for word in listed[at : at + n])
        if meaning := COURTESIES.get(key):
            return Polite(*meaning), n
    return None


def _words(text: str) -> list[_Word]:
    folded = fold_lookalikes(text)
    found = (match for match in _WORD.finditer(folded))
    return [
        _Word(match.start(), match.end(), fold_kazakh(match.group().replace("'", "")))
        for match in found
    ]
