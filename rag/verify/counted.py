"""Checks that a figure of a claim counts what it counts in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rag.text.analyse import analyse
from rag.text.numbers import find_numbers
from rag.text.sentences import split_sentences
from rag.types import Language

N_BEHIND, N_BEFORE = 5, 3
"""Words on each side of a figure among which stands what it counts."""
_BREAK = re.compile(r"[,;:()|\n\t]|\s[–—-]\s")


class _Count(NamedTuple):
    """A figure with the terms behind it, nearest first, and those before it."""

    value: float
    behind: tuple[str, ...]
    before: frozenset[str]


def counts_carried(claim: str, source: str, languages: tuple[Language, Language]) -> bool:
    """Whether no figure of the claim stands before a word that the source counts by another figure
    and not by this one. ``languages`` are those of claim and source; across languages nothing is
    compared, and neither is a figure that the source leaves without a word behind it.
    """
    known = list(_counts(source, languages[1]))
    return all(_is_counted(said, known) for said in _counts(claim, languages[0]) if said.behind)


def _is_counted(said: _Count, known: Sequence[_Count]) -> bool:
    own = [count for count in known if count.value == said.value]
    counted = said.behind[0]
    if not own or any(not c.behind or counted in (*c.behind, *c.before) for c in own):
        return True
    return not any(counted in other.behind[:2] for other in known if other.value != said.value)


def _counts(text: str, language: Language) -> Iterator[_Count]:
    for start, end in split_sentences(text):
        sentence = text[start:end]
        numbers = find_numbers(sentence)
        tokens = analyse(sentence, language=language)
        breaks = [match.start() for match in _BREAK.finditer(sentence)]
        for number in numbers:
            others = [n.start for n in numbers if n.start >= number.end]
            last = min((*others, *(b for b in breaks if b >= number.end), len(sentence)))
            first = max((0, *(n.end for n in numbers if n.end <= number.start)))
            behind = [t.term for t in tokens if number.end <= t.start < last]
            before = [t.term for t in tokens if first <= t.start < number.start]
            yield _Count(number.value, tuple(behind[:N_BEHIND]), frozenset(before[-N_BEFORE:]))
