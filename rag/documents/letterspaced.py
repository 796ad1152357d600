"""Words that were set with a space after each letter, «П Р И К А З», whole again."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.text.kazakh import find_root
from rag.text.letters import lower_same_length
from rag.text.russian import is_known

# Capitals, as such words are set; the last letter may be followed by a colon or a full stop.
_SPACED = re.compile(r"(?<![^\s«\"(])[^\W\d_](?: [^\W\d_]){3,30}(?![^\s»\")!.,:;])")
_MIN_PART = 4
_MIN_UNKNOWN = 8


def without_letter_spaces(text: str) -> str:
    """``text`` with its letter-spaced words in capitals closed up.

    Where several stand in a row, the words that Kazakh or Russian knows part them. Fewer than
    eight letters that make no known word are left, as they may be letters: «А Б В Г».

    >>> without_letter_spaces("П Р И К А З Ы В А Ю: классам А Б В Г")
    'ПРИКАЗЫВАЮ: классам А Б В Г'
    """
    return _SPACED.sub(_closed, text)


def _closed(match: re.Match[str]) -> str:
    letters = match.group().replace(" ", "")
    if not letters.isupper():
        return match.group()
    words = _parted(letters)
    if not words:
        return letters if len(letters) >= _MIN_UNKNOWN else match.group()
    return " ".join(words)


def _parted(letters: str) -> tuple[str, ...]:
    """The fewest known words that make up the letters, none if there are no such words."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(letters)
    for end in range(_MIN_PART, len(letters) + 1):
        for start in range(end - _MIN_PART + 1):
            before, word = best[start], letters[start:end]
            if before is None or not _is_word(word):
                continue
            shorter = best[end]
            if shorter is None or len(before) + 1 < len(shorter):
                best[end] = (*before, word)
    return best[-1] or ()


@lru_cache(maxsize=4096)
def _is_word(letters: str) -> bool:
    word = lower_same_length(letters)
    return is_known(word) or find_root(word) is not None
