"""Checks that the names of a claim are those that its source names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rag.text import kazakh, russian
from rag.text.frames import frame_terms
from rag.text.kazakh_roots import PLACE_ROOTS
from rag.text.letters import fold_lookalikes
from rag.text.place_names import name_key, same_word
from rag.text.places import Place, find_places, same_place
from rag.text.stopwords import STOP_WORDS
from rag.verify.source import Source

Span = tuple[int, int]

_WORD = re.compile(r"[^\W\d_]+")
_INITIAL = re.compile(r"(?<![^\W_])([^\W\d_])\.(?=\s?[^\W\d_])")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:;]\s*|\n\s*)[«“\"(\[–—\-•]*\s*$")
# «Лондонский»: the dictionary has it, and not as a name.
OF_PLACE = re.compile(r"[сц]к(?:ий|ая|ое|ого|ой|ому|им|ом|ую|ие|их|ими)$")
_ALL_STOP_WORDS = frozenset().union(*STOP_WORDS.values())
# Kinds of organisations and countries that the languages shorten differently.
_ALIKE = (
    ("тоо", "жшс", "llp"), ("ао", "ақ", "jsc"), ("ип", "жк"), ("кгу", "кмм"), ("гу", "мм"),
    ("гккп", "мкқк"), ("рк", "қр"), ("рф", "рф"), ("сша", "ақш"), ("снг", "тмд"), ("оон", "бұұ"),
)  # fmt: skip
_SAME = {word: group[0] for group in _ALIKE for word in group}


def names_carried(claim: str, source: Source) -> bool:
    """Whether every name of the claim is named by the quotes or the headings over them.

    Forms and spellings of a name in Kazakh, Russian and Latin letters are one. A place must be
    named by what stands nearest: where the quote names a district, a heading's does not count.
    """
    layers = [source.own, *source.around]
    if not _places_carried(find_places(claim), layers):
        return False
    whole = "\n".join(layers)
    known = _known_words(whole)
    initials = {match[1].lower() for match in _INITIAL.finditer(whole)}
    starts = {word[0].lower() for word in _WORD.findall(whole) if word[0].isupper()}
    said_initials = {match[1].lower() for match in _INITIAL.finditer(claim)}
    return said_initials <= initials | starts and all(
        _is_known(word, known) for word in name_words(claim)
    )


def _places_carried(said: Sequence[Place], layers: Sequence[str]) -> bool:
    if not said:
        return True
    named = [find_places(layer) for layer in layers]
    for place in said:
        alike = [[p for p in layer if p.kind == place.kind] for layer in named]
        nearest = next((layer for layer in alike if layer), [])
        if nearest and not any(same_place(place, other) for other in nearest):
            return False
    return True


def name_words(claim: str) -> Iterator[str]:
    """Words of the claim that are names, or parts of them.

    A capital says so within a sentence. At its beginning, and in small letters, a word that the
    source does not have is a name when a dictionary calls it one, or none of them knows it.
    """
    text = fold_lookalikes(claim)
    yield from (text[start:end] for start, end in name_spans(text))


def name_spans(claim: str) -> Iterator[Span]:
    """Where those words stand, in order."""
    text = fold_lookalikes(claim)
    matches = list(_WORD.finditer(text))
    for i, match in enumerate(matches):
        word = match.group()
        if len(word) < 2 or word.lower() in _ALL_STOP_WORDS:
            continue
        inside = _SENTENCE_START.search(text, 0, match.start()) is None
        plain = not (inside or word.isupper() or _goes_on(text, matches, i))
        if is_name(word.lower()) or (
            word[0].isupper() and not (plain and is_ordinary(word.lower()))
        ):
            yield match.span()


def _goes_on(text: str, matches: Sequence[re.Match[str]], at: int) -> bool:
    """Whether another word with a capital follows, as in «Иван Петров»."""
    if at + 1 == len(matches):
        return False
    match, following = matches[at], matches[at + 1]
    gap = text[match.end() : following.start()]
    return gap in (" ", "-", "\xa0") and following.group()[0].isupper()


@lru_cache(maxsize=20_000)
def is_name(word: str) -> bool:
    """Whether a lower-case word is in a dictionary as a name."""
    stem = kazakh.stem(word)
    made_of = OF_PLACE.sub("", word)
    if stem in PLACE_ROOTS or any(russian.is_place(w) for w in (word, stem, made_of) if w):
        return True
    # «Адам» is a name in Russian and any human being in Kazakh.
    return "name" in russian.roles(word) and kazakh.find_root(word) is None


@lru_cache(maxsize=20_000)
def is_ordinary(word: str) -> bool:
    """Whether a lower-case word is in a dictionary, and neither as a name nor made of one."""
    if is_name(word) or OF_PLACE.search(word):
        return False
    stem = kazakh.stem(word)
    listed = {word, stem} & (_ALL_STOP_WORDS | frame_terms())
    return bool(listed) or russian.is_known(word) or kazakh.find_root(word) is not None


def _known_words(text: str) -> frozenset[str]:
    return frozenset(name_word_key(word) for word in _WORD.findall(fold_lookalikes(text)))


def _is_known(word: str, known: frozenset[str]) -> bool:
    key = name_word_key(word)
    return key in known or any(same_word(key, other) for other in known)


@lru_cache(maxsize=50_000)
def name_word_key(word: str) -> str:
    """What the forms and spellings of a word of a name share."""
    lower = word.lower()
    return _SAME.get(lower) or name_key(lower) or lower
