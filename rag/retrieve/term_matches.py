"""Tells which words of a question each of many texts holds, from the numbers of their terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rag.text.analyse import Token
from rag.text.bm25 import term_number
from rag.text.glossary import translations
from rag.types import TermNumbers

WEAK_WORTH = 0.6
"""What a word counts that is there in another form or spelling only."""
TRANSLATED_WORTH = 0.7
"""What a word counts whose translation is there."""

Shares = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of the question: what it can be found by, the number of a key → what that counts."""

    term: str
    keys: dict[int, float]


def asked_words(tokens: Sequence[Token]) -> tuple[Asked, ...]:
    """The words of a question, each once, in order."""
    by_term = {token.term: token for token in reversed(tokens)}
    order = dict.fromkeys(token.term for token in tokens)
    return tuple(Asked(term, _keys(by_term[term])) for term in order)


def word_matches(asked: Sequence[Asked], texts: Sequence[TermNumbers]) -> Shares:
    """How well each text holds each word, 0..1, shape (n texts, n words)."""
    keys = np.array(sorted({key for word in asked for key in word.keys}), np.uint32)
    shares = np.zeros((len(texts), len(asked)))
    if not len(keys) or not len(texts):
        return shares
    numbers = np.concatenate(texts)
    rows = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    places = np.minimum(np.searchsorted(keys, numbers), len(keys) - 1)
    known = keys[places] == numbers
    held = np.zeros((len(texts), len(keys)), bool)
    held[rows[known], places[known]] = True
    for column, word in enumerate(asked):
        own = np.searchsorted(keys, np.array(list(word.keys), np.uint32))
        shares[:, column] = (held[:, own] * np.array(list(word.keys.values()))).max(axis=1)
    return shares


def word_weights(matches: Shares) -> Shares:
    """What each word is worth among these passages: ln(1 + (n − m + 0.5) / (m + 0.5)).

    ``matches`` has shape (n passages, n words); m is the sum of a word's column. What nearly all
    of the passages found hold tells nothing about which of them answers.
    Source: the IDF of BM25, see rag/text/bm25.py, over the passages found instead of the corpus.
    """
    n, held = len(matches), matches.sum(axis=0)
    weights: Shares = np.log(1 + (n - held + 0.5) / (held + 0.5))
    return weights


def _keys(token: Token) -> dict[int, float]:
    keys = {
        term_number(key): TRANSLATED_WORTH
        for concept in token.concepts
        for key in translations(concept)
    }
    keys |= {term_number(key): WEAK_WORTH for key in token.weak}
    keys[term_number(token.term)] = 1.0
    return keys
