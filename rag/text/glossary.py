"""Knows which words of Kazakh, Russian and English name the same thing, by our own glossary."""

from __future__ import annotations

import hashlib
from collections import defaultdict
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
    """A term of several words: the senses after its first, the keys of its concepts, and the
    concepts that its words go on naming by themselves."""

    rest: tuple[Sense, ...]
    keys: tuple[str, ...]
    kept: frozenset[str]


class Entry(NamedTuple):
    """The concept keys of a word that stands alone, and the phrases that it opens."""

    keys: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()


NOTHING = Entry()


class Spelling(NamedTuple):
    """A term as the analysis reads it: the first sense of each of its words."""

    concept: str
    language: Language
    senses: tuple[Sense, ...]


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
    spelt = [
        Spelling(concept.name, language, tuple(found[0] for found in senses_of(term, language)))
        for concept in concepts
        for language, terms in concept.terms.items()
        for term in terms
    ]
    singles = _singles(spelt)
    phrases = _phrases(spelt, singles)
    entries = {
        sense: Entry(singles.get(sense, ()), phrases.get(sense, ()))
        for sense in (*singles, *phrases)
    }
    return Glossary(entries)


def _singles(spelt: Iterable[Spelling]) -> dict[Sense, tuple[str, ...]]:
    """The keys of words that name a concept alone."""
    singles: dict[Sense, tuple[str, ...]] = {}
    for concept, language, senses in spelt:
        if len(senses) == 1:
            # «инновация» looks Russian, and is listed as Kazakh too.
            sense = f"{language}:{senses[0].partition(':')[2]}"
            key = concept_key(concept, language)
            singles[sense] = tuple(dict.fromkeys((*singles.get(sense, ()), key)))
    for alike in (_derived, _misjudged):
        for sense in tuple(singles):
            for other in alike(sense):
                singles.setdefault(other, singles[sense])
    return singles


def _phrases(
    spelt: Sequence[Spelling], singles: Mapping[Sense, tuple[str, ...]]
) -> dict[Sense, tuple[Phrase, ...]]:
    """The phrases under their first words, the longest first."""
    listed = [spelling for spelling in spelt if len(spelling.senses) > 1]
    named: defaultdict[tuple[Sense, ...], set[str]] = defaultdict(set)
    for concept, _, senses in listed:
        named[senses].add(concept)
    inside: defaultdict[str, defaultdict[str, set[Language]]] = defaultdict(
        lambda: defaultdict(set)
    )
    for concept, language, senses in listed:
        for sense in senses:
            for name in _names(singles.get(sense, ())):
                inside[concept][name].add(language)
        for part in _parts(senses):
            for name in named.get(part, ()):
                inside[concept][name].add(language)
    found: defaultdict[tuple[Sense, ...], list[Spelling]] = defaultdict(list)
    for spelling in listed:
        found[spelling.senses].append(spelling)
    opened: defaultdict[Sense, list[Phrase]] = defaultdict(list)
    for senses in sorted(found, key=lambda senses: (-len(senses), senses)):
        keys = tuple(concept_key(concept, language) for concept, language, _ in found[senses])
        kept = frozenset(
            name
            for concept, _, _ in found[senses]
            for name, languages in inside[concept].items()
            if len(languages) > 1
        )
        opened[senses[0]].append(Phrase(senses[1:], tuple(dict.fromkeys(keys)), kept))
    return {sense: tuple(phrases) for sense, phrases in opened.items()}


def _parts(senses: tuple[Sense, ...]) -> Iterator[tuple[Sense, ...]]:
    """The runs of two words or more within a term: «детский сад» in «частный детский сад»."""
    for first in range(len(senses) - 1):
        for end in range(first + 2, len(senses) + 1):
            if end - first < len(senses):
                yield senses[first:end]


def _names(keys: Iterable[str]) -> Iterator[str]:
    return (key.partition(_MARK)[2] for key in keys)


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
    «детский сад» names neither children nor a garden. What the phrase is made of in two languages
    stays: «питьевая вода», «ауыз су» name water.
    """
    found: dict[int, tuple[str, ...]] = {}
    taken = 0
    for place, entry in enumerate(entries):
        if place < taken or not entry.phrases:
            continue
        beside = words[place + 1] if place + 1 < len(words) else ()
        for rest, keys, kept in entry.phrases:
            if rest[0] not in beside:
                continue
            after = words[place + 1 : place + 1 + len(rest)]
            if len(after) == len(rest) and all(map(_has, after, rest)):
                taken = place + 1 + len(rest)
                for inside in range(place, taken):
                    own = _kept(entries[inside].keys, kept)
                    found[inside] = tuple(dict.fromkeys((*keys, *own)))
                for inside, part in _inner(words[place:taken], entries[place:taken], kept):
                    at = place + inside
                    found[at] = tuple(dict.fromkeys((*found[at], *part)))
                break
    return found


def _inner(
    words: Sequence[Sequence[Sense]], entries: Sequence[Entry], kept: frozenset[str]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Places and keys of the phrases within a phrase that go on naming something themselves."""
    for first, entry in enumerate(entries if len(words) > 2 else ()):
        for rest, keys, _ in entry.phrases:
            end = first + 1 + len(rest)
            own = _kept(keys, kept)
            if own and end - first < len(words) and all(map(_has, words[first + 1 : end], rest)):
                yield from ((at, own) for at in range(first, min(end, len(words))))


def _kept(keys: Sequence[str], kept: frozenset[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if key.partition(_MARK)[2] in kept)


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


def _has(senses: Sequence[Sense], sense: Sense) -> bool:
    return sense in senses
