"""The words of a text, and which of them are written as names."""

from __future__ import annotations

import re
from typing import NamedTuple

from rag.text.letters import fold_lookalikes
from rag.text.place_names import FREQUENT_WORDS

_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_HEADING_WORD = re.compile(r"(?<![^\W\d_])[А-ЯЁӘҒҚҢӨҰҮҺІ]{4,}(?![^\W\d_])")


class PlaceWord(NamedTuple):
    """A word at ``text[start:end]``, in small letters, and whether it is written as a name."""

    start: int
    end: int
    lower: str
    is_name: bool


def place_words(text: str) -> list[PlaceWord]:
    """The words of a text in order; one in capitals, as headings have them, may be a name."""
    folded = fold_lookalikes(text)
    shown = _HEADING_WORD.sub(lambda word: word.group().capitalize(), folded)
    listed = []
    for match in _TOKEN.finditer(shown):
        word = match.group()
        lower = word.lower()
        is_name = word[0].isupper() and len(word) > 1
        if is_name and lower in FREQUENT_WORDS:
            is_name = (
                not _starts_sentence(text, match.start()) and text[match.start() + 1].islower()
            )
        listed.append(PlaceWord(match.start(), match.end(), lower, is_name))
    return listed


def _starts_sentence(text: str, start: int) -> bool:
    """Whether a capital at ``start`` may be there because a sentence begins."""
    before = text[max(0, start - 3) : start].rstrip()
    return not before or not (before[-1].isalnum() or before[-1] in ",)")
