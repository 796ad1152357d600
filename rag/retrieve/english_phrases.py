"""Finds the English phrase of a question whose place another can take, by word order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.retrieve.phrase_words import Word, words_of
from rag.text.stopwords import STOP_WORDS

_PREPOSITIONS = frozenset("in of on at for from to by with about among".split())


def find_english(text: str, phrase: str) -> tuple[int, int] | None:
    """The span in ``text`` that an English phrase can take the place of; None for none."""
    listed, wanted = words_of(text), words_of(phrase)
    if wanted and wanted[0].lower in _PREPOSITIONS:
        for at, word in enumerate(listed[:-1]):
            if word.lower == wanted[0].lower and not word.in_slot:
                return word.start, _phrase_end(listed, at + 1)
        return None
    if shared := _find_shared(listed, wanted):
        return shared
    counted = re.match(r"how (?:many|much)\s+", text, re.IGNORECASE)
    if counted is None:
        return None
    first = next((n for n, word in enumerate(listed) if word.start >= counted.end()), None)
    return None if first is None else (listed[first].start, listed[first].end)


def _find_shared(listed: Sequence[Word], wanted: Sequence[Word]) -> tuple[int, int] | None:
    """The words up to the one that ends the phrase too: «the water tariff», «heating tariff»."""
    ends = [n for n, word in enumerate(listed) if wanted and word.lower == wanted[-1].lower]
    if not ends or len(wanted) < 2:
        return None
    first = ends[-1]
    while (
        first and listed[first - 1].lower not in STOP_WORDS["en"] and not listed[first - 1].in_slot
    ):
        first -= 1
    if wanted[0].lower == "the" and first and listed[first - 1].lower == "the":
        first -= 1
    return listed[first].start, listed[ends[-1]].end


def _phrase_end(listed: Sequence[Word], first: int) -> int:
    last = first
    while last + 1 < len(listed) and not (
        listed[last + 1].lower in _PREPOSITIONS or listed[last + 1].in_slot
    ):
        last += 1
    return listed[last].end
