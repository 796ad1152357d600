"""Finds names that are listed together, whose order says nothing, and such as changed places."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from rag.text.letters import fold_lookalikes
from rag.text.place_names import same_word
from rag.verify.aligned import Item
from rag.verify.names import is_name, name_spans, name_word_key

Span = tuple[int, int]
Keys = tuple[str, ...]

# Between two names of one list, or two words of one name: no word but the one that joins them.
_JOINED = re.compile(
    r"[\s,«»“”\"–—-]*(?:(?:и|және|мен|пен|бен|and|&)\s+)?(?:[^\W\d_]\.\s?){0,2}[«“\"(]*",
    re.IGNORECASE,
)
_TOLD = re.compile(r"[^\W\d_]{2,}|№\s?\w+")


def find_lists(text: str, known: Collection[str] = ()) -> Sequence[Span]:
    """Where the names of a text stand, in order; those that are listed are one, as are the words of
    one name. What a number sign stands before names too.

    ``known``: keys of names; a word that opens a sentence is one where these have it.

    >>> text = "Из Кировского и Битикского – по 10, из школы №9 – 7."
    >>> [text[start:end] for start, end in find_lists(text)]
    ['Кировского и Битикского', '№9']
    """
    folded = fold_lookalikes(text)
    told = (match for match in _TOLD.finditer(folded) if not match.group()[0].islower())
    sure = (m.span() for m in told if m.group()[0] == "№" or name_word_key(m.group()) in known)
    found: list[Span] = []
    for start, end in sorted({*name_spans(folded), *sure}):
        if found and _JOINED.fullmatch(folded, found[-1][1], start):
            found[-1] = (found[-1][0], end)
        elif not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def named_keys(*texts: str) -> frozenset[str]:
    """Keys of all names that the texts have."""
    return frozenset(key for t in texts for a, b in find_lists(t) for key in keys_of_list(t[a:b]))


def keys_of_list(names: str) -> Keys:
    """What the forms and spellings of each name in a list share, in order."""
    words = _TOLD.findall(fold_lookalikes(names))
    named = [word for word in words if not word[0].islower() or is_name(word)]
    return tuple(name_word_key(word) for word in named or words)


def exchanged(pairs: Sequence[tuple[Item, Item]], items: Sequence[Item]) -> bool:
    """Whether a name of the claim stands where its source has others.

    Not so in a list told in another order, nor where the sentence has the name among what the claim
    leaves out: «в Алмалы построили школу, а в Медеу – сад» says the verb once for both.
    """
    told = {id(other) for _, other in pairs}
    left = tuple(
        key for item in items if id(item) not in told for key in keys_of_list(item.written)
    )
    return any(
        not _has((*keys_of_list(other.written), *left), name)
        for one, other in pairs
        if one.slot
        for name in keys_of_list(one.written)
    )


def _has(names: Keys, name: str) -> bool:
    return any(name == other or same_word(name, other) for other in names)
