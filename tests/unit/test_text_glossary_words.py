"""The glossary that ships: every line is one that search can use."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib import resources

from rag.text.analyse import analyse
from rag.text.glossary import LANGUAGES, Concept, parse_concepts, read_concepts
from rag.types import Language

LETTERS = {
    "kk": re.compile("[аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя0-9 -]+"),
    "ru": re.compile("[абвгдеёжзийклмнопрстуфхцчшщъыьэюя0-9 -]+"),
    "en": re.compile("[a-z0-9 '-]+"),
}
MOST_WORDS = 5
MOST_CONCEPTS = 3
MOST_LINES = 300
# Terms whose one word that is no stop word says it all.
SAID_BY_ONE_WORD = {
    "per capita",
    "per cent",
    "не хватать",
    "қайтыс болу",
    "қамтамасыз ету",
    "әсер ету",
}


def terms() -> Iterator[tuple[Concept, Language, str]]:
    for concept in read_concepts():
        for language in LANGUAGES:
            for term in concept.terms[language]:
                yield concept, language, term


def analysed(term: str, language: Language) -> tuple[str, ...]:
    return tuple(token.term for token in analyse(term, language=language))


def test_terms_have_letters_of_their_language_only() -> None:
    strange = [term for _, language, term in terms() if not LETTERS[language].fullmatch(term)]
    assert not strange


def test_terms_are_short() -> None:
    assert not [term for _, _, term in terms() if len(term.split()) > MOST_WORDS]


def test_no_term_stands_twice_in_a_concept() -> None:
    for concept in read_concepts():
        for listed in concept.terms.values():
            assert len(set(listed)) == len(listed), concept


def test_every_term_is_found_as_its_concept() -> None:
    # A term of stop words, or one that another phrase swallows, would never be found.
    lost = [
        (concept.name, term)
        for concept, language, term in terms()
        if not any(
            key.endswith(f"≡{concept.name}")
            for token in analyse(term, language=language)
            for key in token.concepts
        )
    ]
    assert not lost


def test_concepts_have_names_of_their_own() -> None:
    names = Counter(concept.name for concept in read_concepts())
    assert not [name for name, count in names.items() if count > 1]


def test_no_word_names_everything() -> None:
    named: defaultdict[tuple[Language, tuple[str, ...]], set[str]] = defaultdict(set)
    for concept, language, term in terms():
        named[language, analysed(term, language)].add(concept.name)
    assert not {word: names for word, names in named.items() if len(names) > MOST_CONCEPTS}


def test_concepts_alike_in_two_languages_are_one() -> None:
    keys = [
        {
            (language, analysed(term, language))
            for language in LANGUAGES
            for term in c.terms[language]
        }
        for c in read_concepts()
    ]
    holders: defaultdict[tuple[Language, tuple[str, ...]], list[int]] = defaultdict(list)
    for number, held in enumerate(keys):
        for key in held:
            holders[key].append(number)
    pairs = {(a, b) for numbers in holders.values() for a in numbers for b in numbers if a < b}
    alike = [
        (read_concepts()[a].name, read_concepts()[b].name)
        for a, b in pairs
        if len({language for language, _ in keys[a] & keys[b]}) > 1
    ]
    assert not alike


def test_files_are_sorted_and_short() -> None:
    for file in resources.files("rag.text").joinpath("glossary").iterdir():
        names = [concept.name for concept in parse_concepts(file.read_text(encoding="utf-8"))]
        assert names == sorted(names) and len(names) <= MOST_LINES, file.name


def test_stop_words_leave_no_lone_word_of_a_phrase() -> None:
    # Else «жайлы мектеп», whose first word is a stop word too, would make every school a cosy one.
    lone = [
        term
        for _, language, term in terms()
        if len(re.split("[ -]", term)) > 1
        and len(analyse(term, language=language, stopwords=True)) > 1
        and len(analyse(term, language=language)) == 1
    ]
    assert set(lone) == SAID_BY_ONE_WORD
