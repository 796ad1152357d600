"""Stems of English words by Snowball."""

from __future__ import annotations

from functools import lru_cache

import snowballstemmer


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """The Snowball (Porter 2) stem of a lower-case word; never empty for a word.

    Source: https://snowballstem.org/algorithms/english/stemmer.html

    >>> stem("districts")
    'district'
    """
    # A stemmer keeps its state in itself: one shared by threads would mix their words.
    return str(snowballstemmer.stemmer("english").stemWord(word)) or word
