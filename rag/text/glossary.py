"""Knows which words of Kazakh, Russian and English name the same thing, by our own glossary."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from rag.types import Language

LANGUAGES: tuple[Language, ...] = ("kk", "ru", "en")
"""The order of the columns in the files."""
FOLDER = "glossary"
_MARK = "≡"

_KAZAKH_ADJECTIVES = ("лық", "лік", "дық", "дік", "тық", "тік")
_SHORTEST_NOUN = 3
_TAKEN_FOR = {"kk": "ru", "ru": "kk"}

Sense = str
"""A lemma with its language, ``ru:школа``: кет, бас, мал are words of two languages."""
SensesOf = Callable[[str, Language], Sequence[tuple[Sense, ...]]]
"""What each word of a term can be a form of, the dictionary form as it is written first."""


@dataclass(frozen=True, slots=True)
class Concept:
    """What words of three languages name alike: synonyms, each of one to three words."""

    name: str
    terms: Mapping[Language, tuple[str, ...]]


class Phrase(NamedTuple):
    """A term of several words: the senses after its first, and the keys of its concepts."""

    rest: tuple[Sense, ...]
    keys: tuple[str, ...]


class Entry(NamedTuple):
    """The concept keys of a word that stands alone, and the phrases that it opens."""

    keys: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()


NOTHING = Entry()


@dataclass(frozen=True, slots=True)
class Glossary:
    """Entries by sense; phrases stand under their first word, the longest first."""

    entries: Mapping[Sense, Entry]

    def entry(self, senses: Sequence[Sense]) -> Entry:
        """What the glossary has for a word that can be a form of each of these."""
        found = [self.entries[sense] for sense in senses if sense in self.entries]
        if len(found) < 2:
            return found[0] if found else NOTHING
        return Entry(
            tuple(dict.fromkeys(key for entry in found for key in entry.keys)),
            tuple(phrase for entry in found for phrase in entry.phrases),
        )


def make_glossary(concepts: Iterable[Concept], senses_of: SensesOf) -> Glossary:
    """The glossary by the senses that the analysis gives its terms, and what is made from them."""
    singles: dict[Sense, list[str]] = {}
    phrases: dict[Sense, dict[tuple[Sense, ...], list[str]]] = {}
    for concept in concepts:
        for language, terms in concept.terms.items():
            for term in terms:
                senses = tuple(found[0] for found in senses_of(term, language))
                key = concept_key(concept.name, language)
                if len(senses) == 1:
                    singles.setdefault(senses[0], []).append(key)
                elif senses:
                    opened = phrases.setdefault(senses[0], {})
                    opened.setdefault(senses[1:], []).append(key)
    for alike in (_derived, _misjudged):
        for sense in tuple(singles):
            for other in alike(sense):
                singles.setdefault(other, singles[sense])
    entries = {
        sense: Entry(
            tuple(dict.fromkeys(singles.get(sense, ()))), _longest_first(phrases.get(sense, {}))
        )
        for sense in {*singles, *phrases}
    }
    return Glossary(entries)


def _derived(sense: Sense) -> Iterator[Sense]:
    """Words that name the same because they are made from it by rule.

    Kazakh nouns make adjectives by -лық in its six forms (қала, қалалық), Russian verbs a passive
    by -ся (проводить, проводиться). A word that the glossary has itself keeps its own meaning.
    """
    if sense.startswith("kk:") and len(sense) >= _SHORTEST_NOUN + len("kk:"):
        yield from (sense + ending for ending in _KAZAKH_ADJECTIVES)
    if sense.startswith("ru:") and sense.endswith(("ть", "чь")):
        yield sense + "ся"
    if sense.startswith("ru:") and sense.endswith("ти"):
        yield sense + "сь"


def _misjudged(sense: Sense) -> Iterator[Sense]:
    """The same word taken for one of the other Cyrillic language: тарих in a Russian text."""
    language, _, lemma = sense.partition(":")
    if language in _TAKEN_FOR:
        yield f"{_TAKEN_FOR[language]}:{lemma}"


def concept_key(name: str, language: Language) -> str:
    """The key of a concept named by a word of this language.

    >>> concept_key("school", "ru"), translations("ru≡school")
    ('ru≡school', ('kk≡school', 'en≡school'))
    """
    return f"{language}{_MARK}{name}"


@lru_cache(maxsize=20_000)
def translations(key: str) -> tuple[str, ...]:
    """The keys of the same concept named in the other languages."""
    own, _, name = key.partition(_MARK)
    return tuple(concept_key(name, language) for language in LANGUAGES if language != own)


def phrase_keys(
    words: Sequence[Sequence[Sense]], entries: Sequence[Entry]
) -> dict[int, tuple[str, ...]]:
    """The keys of the words that stand in a phrase of the glossary, by their places.

    Phrases are found from the left, the longest first; their words lose the keys they have alone:
    «детский сад» names neither children nor a garden.
    """
    found: dict[int, tuple[str, ...]] = {}
    taken = 0
    for place, entry in enumerate(entries):
        if place < taken or not entry.phrases:
            continue
        for rest, keys in entry.phrases:
            after = words[place + 1 : place + 1 + len(rest)]
            if len(after) == len(rest) and all(map(_has, after, rest)):
                taken = place + 1 + len(rest)
                found.update(dict.fromkeys(range(place, taken), keys))
                break
    return found


def parse_concepts(text: str) -> tuple[Concept, ...]:
    """The concepts of a file: one a line, ``kk | ru | en``, synonyms parted by commas.

    A concept is named by its first English term. Lines that open with ``#`` are remarks.
    Raises: ValueError for a line without three columns or with an empty one.
    """
    lines = (line.strip() for line in text.splitlines())
    return tuple(_concept(line) for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def read_concepts() -> tuple[Concept, ...]:
    """The concepts of all files that ship with this package."""
    return tuple(concept for text in _read_files() for concept in parse_concepts(text))


@lru_cache(maxsize=1)
def read_glossary_digest() -> str:
    """Eight hex digits of what the glossary says, part of the index fingerprint."""
    return hashlib.blake2b("\n".join(_read_files()).encode(), digest_size=4).hexdigest()


def _read_files() -> list[str]:
    folder = resources.files("rag.text").joinpath(FOLDER)
    files = sorted((file for file in folder.iterdir()), key=lambda file: file.name)
    return [file.read_text(encoding="utf-8") for file in files if file.name.endswith(".txt")]


def _concept(line: str) -> Concept:
    columns = [
        tuple(term.strip() for term in column.split(",") if term.strip())
        for column in line.split("|")
    ]
    if len(columns) != len(LANGUAGES) or not all(columns):
        raise ValueError(f"not a concept of three languages: {line}")
    return Concept(columns[-1][0], dict(zip(LANGUAGES, columns, strict=True)))


def _longest_first(phrases: Mapping[tuple[Sense, ...], Sequence[str]]) -> tuple[Phrase, ...]:
    ordered = sorted(phrases.items(), key=lambda item: (-len(item[0]), item[0]))
    return tuple(Phrase(rest, tuple(dict.fromkeys(keys))) for rest, keys in ordered)


def _has(senses: Sequence[Sense], sense: Sense) -> bool:
    return sense in senses
