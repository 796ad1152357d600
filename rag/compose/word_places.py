"""Where the words of a question stand in a longer text, for many stretches of it at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from rag.compose.matching import (
    SYNONYM_MATCH,
    TRANSLATION_MATCH,
    WEAK_MATCH,
    Carried,
    in_other_languages,
)
from rag.text.analyse import Token, analyse
from rag.types import Language

_Starts = Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class WordPlaces:
    """The words of a text by where they start, ascending: the keys of each, its term first, and
    the starts of the words with a term, a weak key or a concept."""

    starts: Sequence[int]
    keys: Sequence[tuple[str, ...]]
    by_term: _Starts
    by_weak: _Starts
    by_concept: _Starts

    def keys_between(self, start: int, end: int) -> frozenset[str]:
        """Terms and weak keys of the words that start in ``[start, end)``."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return frozenset(chain.from_iterable(self.keys[first:last]))


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where each word of a question has its like in a text: by term, best first, what a match is
    worth and where such words start, ascending."""

    found: Sequence[tuple[str, Sequence[tuple[float, Sequence[int]]]]]

    def between(self, start: int, end: int) -> Carried:
        """How far the words that start in ``[start, end)`` carry the question's."""
        carried: dict[str, float] = {}
        for term, levels in self.found:
            for worth, starts in levels:
                at = bisect_left(starts, start)
                if at < len(starts) and starts[at] < end:
                    carried[term] = worth
                    break
        return carried


Runs = tuple[tuple[int, Language], ...]
"""Where in a text each stretch of one language begins, ascending, the first at 0."""


@lru_cache(maxsize=500)
def word_places(text: str, runs: Runs) -> WordPlaces:
    """The words of a text with their places, each stretch analysed in its own language."""
    by_term: dict[str, list[int]] = {}
    by_weak: dict[str, list[int]] = {}
    by_concept: dict[str, list[int]] = {}
    starts: list[int] = []
    keys: list[tuple[str, ...]] = []
    for at, token in _tokens(text, runs):
        by_term.setdefault(token.term, []).append(at)
        for key in token.weak:
            by_weak.setdefault(key, []).append(at)
        for key in token.concepts:
            by_concept.setdefault(key, []).append(at)
        starts.append(at)
        keys.append((token.term, *token.weak))
    return WordPlaces(starts, keys, by_term, by_weak, by_concept)


def _tokens(text: str, runs: Runs) -> Iterator[tuple[int, Token]]:
    ends = [*(start for start, _ in runs[1:]), len(text)]
    for (start, language), end in zip(runs, ends, strict=True):
        for token in analyse(text[start:end], language=language):
            yield start + token.start, token


def occurrences(tokens: Sequence[Token], places: WordPlaces) -> Occurrences:
    """Where the words of a question, ``tokens``, have their like in a text.

    For every stretch it comes to what ``match`` says of the stretch's words.
    """
    return Occurrences(
        [(token.term, levels) for token in tokens if (levels := _levels(token, places))]
    )


def _levels(token: Token, places: WordPlaces) -> list[tuple[float, Sequence[int]]]:
    levels = (
        (1.0, places.by_term.get(token.term, ())),
        (TRANSLATION_MATCH, _merged(in_other_languages(token.concepts), places.by_concept)),
        (WEAK_MATCH, _merged(token.weak, places.by_weak)),
        (SYNONYM_MATCH, _merged(token.concepts, places.by_concept)),
    )
    return [(worth, starts) for worth, starts in levels if starts]


def _merged(keys: Iterable[str], starts: _Starts) -> Sequence[int]:
    found = [starts[key] for key in keys if key in starts]
    return found[0] if len(found) == 1 else sorted(chain.from_iterable(found))
