"""Checks claims that repeat a sentence nearly word for word: each slot holds what it held there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rag.text.analyse import analyse
from rag.text.sentences import split_sentences
from rag.types import Language

Span = tuple[int, int]
MIN_REPEATED = 0.8
"""Share of a claim's words that stand in one sentence of the source in the same order, from which
on the claim repeats that sentence."""
MIN_WORDS = 3
"""Fewer words repeat nothing."""
MOST_WORDS = 120
"""Of a sentence; longer ones are lists and are read entry by entry elsewhere."""
_DIGITS = re.compile(r"\d+")
N_YEAR = 4
"""Digits of a year."""
_SAME_SLOT = 0.5
"""What another figure in the same place weighs, beside 1 for the same figure or word."""


class Item(NamedTuple):
    """A word, or the content of a slot. ``tells_apart``: a word with a capital or a digit."""

    key: object
    written: str
    slot: bool
    tells_apart: bool


@dataclass(frozen=True)
class Slots:
    """What fills slots of one kind: where it stands in a text, its value, whether what words and
    slots of a claim have in the source tells another thing than all of the source's sentence (None:
    unequal values do), and of how many words besides a sentence that repeats another is."""

    find: Callable[[str], Sequence[Span]]
    value: Callable[[str], object]
    exchanged: Callable[[Sequence[tuple[Item, Item]], Sequence[Item]], bool] | None = None
    min_words: int = MIN_WORDS


def slots_carried(
    claim: str, source: str, languages: tuple[Language, Language], slots: Slots
) -> bool:
    """Whether no sentence of the claim repeats one of the source with another anchor in the place
    of its own: «из 59 школ 57 с залами» does not say «из 57 школ 59 с залами».

    A sentence is looked at when nearly all its words stand in the source's in their order, and
    those that tell one thing from another, names and years, do without exception; it passes as
    soon as one sentence that it repeats has its anchors too. ``languages`` are those of claim and
    source; across languages nothing is compared.
    """
    if languages[0] != languages[1]:
        return True
    known = [_items(source[a:b], languages[1], slots) for a, b in _told(source)]
    for a, b in split_sentences(claim):
        said = _items(claim[a:b], languages[0], slots)
        if sum(item.slot for item in said) and not _is_carried(said, known, slots):
            return False
    return True


def _told(source: str) -> Iterator[Span]:
    """Sentences of each line of the source."""
    start = 0
    for line in source.split("\n"):
        yield from ((start + a, start + b) for a, b in split_sentences(line))
        start += len(line) + 1


def _is_carried(said: Sequence[Item], known: Sequence[Sequence[Item]], slots: Slots) -> bool:
    words = [item for item in said if not item.slot]
    if len(words) < slots.min_words or len(said) > MOST_WORDS:
        return True
    keys = {item.key for item in words}
    repeated = False
    for items in known:
        shared = keys & {item.key for item in items if not item.slot}
        if len(items) > MOST_WORDS or len(shared) < MIN_REPEATED * len(keys):
            continue
        pairs = _align(said, items)
        if not _repeats(words, pairs):
            continue
        if not (slots.exchanged or _exchanged)(pairs, items):
            return True
        repeated = True
    return not repeated


def _exchanged(pairs: Sequence[tuple[Item, Item]], items: Sequence[Item]) -> bool:
    """Whether a slot holds another anchor than the sentence has there.

    Not so a date that stands in what the claim leaves out: «построили 3 школы в 2023, а в 2024 – 4»
    does not say the verb again.
    """
    left = Counter(_keys(items)) - Counter(_keys(other for _, other in pairs))
    return any(
        one.key != other.key
        and not (isinstance(one.key, tuple) and any(left[key] for key in _keys([one])))
        for one, other in pairs
    )


def _keys(items: Iterable[Item]) -> Iterator[object]:
    """What items hold, and their digits: «а в 2024» may be a year that no word calls one."""
    for item in items:
        yield item.key
        yield from (number for number in _DIGITS.findall(item.written) if len(number) >= N_YEAR)


def _repeats(words: Sequence[Item], pairs: Sequence[tuple[Item, Item]]) -> bool:
    matched = [one for one, _ in pairs if not one.slot]
    n_apart = sum(word.tells_apart for word in words)
    return (
        len(matched) >= MIN_REPEATED * len(words)
        and sum(word.tells_apart for word in matched) == n_apart
    )


def _items(
    text: str,
    language: Language,
    slots: Slots,
) -> list[Item]:
    """Words and slots of a sentence in order."""
    anchors = slots.find(text)
    found = [
        (start, Item(slots.value(text[start:end]), text[start:end], True, False))
        for start, end in anchors
    ]
    for token in analyse(text, language=language, stopwords=True):
        if not any(start <= token.start < end for start, end in anchors):
            surface = token.surface
            apart = surface[0].isdigit() or (surface[0].isupper() and token.start > 0)
            found.append((token.start, Item(token.term, surface, False, apart)))
    return [item for _, item in sorted(found, key=lambda pair: pair[0])]


def _align(one: Sequence[Item], other: Sequence[Item]) -> list[tuple[Item, Item]]:
    """The pairs of a heaviest common subsequence (Needleman and Wunsch 1970, gaps for nothing)."""
    best = [[0.0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) - 1, -1, -1):
        row, below = best[i], best[i + 1]
        for j in range(len(other) - 1, -1, -1):
            row[j] = max(below[j], row[j + 1], below[j + 1] + _weight(one[i], other[j]))
    pairs: list[tuple[Item, Item]] = []
    i = j = 0
    while i < len(one) and j < len(other):
        weight = _weight(one[i], other[j])
        if weight and best[i][j] == best[i + 1][j + 1] + weight:
            pairs.append((one[i], other[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _weight(one: Item, other: Item) -> float:
    if one.slot != other.slot:
        return 0.0
    if one.key == other.key:
        return 1.0
    return _SAME_SLOT if one.slot else 0.0
