"""Stems of Russian words by Snowball."""

from __future__ import annotations

from functools import lru_cache

import snowballstemmer


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The Snowball stem of a lower-case word, with ё read as е; never empty for a word.

    Source: https://snowballstem.org/algorithms/russian/stemmer.html

    >>> stem("населением")
    'населен'
    """
    word = word.replace("ё", "е")
    # A stemmer keeps its state in itself: one shared by threads would mix their words.
    return str(snowballstemmer.stemmer("russian").stemWord(word)) or word
