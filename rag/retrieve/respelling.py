"""Spells words of a question otherwise, one by one, and keeps their capitals."""

from __future__ import annotations

import re
from collections.abc import Callable

_WORD = re.compile(r"[^\W\d_]+")


def respell(text: str, find: Callable[[str], str | None]) -> str:
    """The text with each word as ``find`` spells its lower-case form; None leaves it as it is.

    Words in mixed or all capitals are abbreviations and names, and stay.
    """

    def spelt(match: re.Match[str]) -> str:
        word = match.group()
        if not (word.islower() or word.istitle()):
            return word
        meant = find(word.lower())
        if meant is None:
            return word
        return meant.capitalize() if word.istitle() else meant

    return _WORD.sub(spelt, text)
