"""The one chain from text to search terms, for the index and for questions alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from rag.text import english, kazakh, russian
from rag.text.glossary import (
    NOTHING,
    Entry,
    Glossary,
    Sense,
    make_glossary,
    phrase_keys,
    read_concepts,
)
from rag.text.kazakh_latin import rewrite_word
from rag.text.language import detect_language, word_evidence
from rag.text.letters import (
    fold_kazakh,
    fold_lookalikes,
    fold_to_cyrillic,
    has_kazakh_letter,
    lower_same_length,
)
from rag.text.numbers import canonical_digits
from rag.text.shortened import full_word
from rag.text.stopwords import STOP_WORDS
from rag.types import Language


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number at ``text[start:end] == surface`` with what it is searched by.

    ``term`` is the stem or the canonical number. ``weak`` are keys that other spellings and forms
    share with it: they bridge, and count less than ``term``. ``concepts`` are the keys of what
    the glossary says it names, see rag/text/glossary.py.
    """

    start: int
    end: int
    surface: str
    term: str
    weak: tuple[str, ...]
    concepts: tuple[str, ...] = ()


PREFIX_LETTERS = 5
"""Letters of the prefix key. Measured with BM25 on KazQAD and XQuAD-ru: keys of four or six letters
find less than five, and words of exactly five letters need the key too (Медеу, Медеуский)."""

SHORT_STEM = 2
"""Letters of a stem that too many names begin with."""
N_FOLLOWING = 8
"""Characters behind a word that tell whether it is shortened."""
_SPACE = "[ \xa0\u2009\u202f]"
_WORD = r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*(?:-[^\W\d_]+(?:['’ʼ][^\W\d_]+)*)*"
# Words stand first, because most tokens are words; those that go on with digits are put off.
_TOKEN = re.compile(
    rf"""
    (?P<slashed>(?<![^\W_])[^\W\d_]/[^\W\d_](?![^\W_]))   # ж/д
  | (?P<word>{_WORD}(?![^\W_]|-\d))
  | (?P<number>(?:(?P<digits>
          [1-9]\d{{0,2}}(?:{_SPACE}\d{{3}})+(?:[.,]\d+)?(?![^\W_])
        | (?!(?:19|20)\d\d{_SPACE})[1-9]\d{{3}}{_SPACE}\d{{3}}[.,]\d+(?![^\W_])
        | \d+[.,]\d+(?![^\W_])(?![./,]\d)
        | \d+(?![^\W_])(?![./,]\d)(?!-\d+[-/.]\d)
        )
      | №\s?(?P<named>\d+(?![^\W_])(?![./-]\d))
      )(?:%?-[^\W\d_]{{1,4}}(?![^\W_]))?)                  # a case ending: «100-ге», «5-го»
  | (?P<identifier>
        [^\W_]*\d[^\W_]*(?:[./-][^\W_]*\d[^\W_]*)*         # 3/522, 3.2.1.1, B12
      | (?<![^\W_])[^\W\d_]{{1,6}}-\d+(?:[/-]\d+)*(?![^\W_]))  # А-9
  | (?P<rest>{_WORD})
    """,
    re.VERBOSE,
)
_STRESS = re.compile("[\u0300\u0301]")
_PART = re.compile(r"\d+|[^\W\d_]{2,}")
_HYPHENATED_PART = re.compile("[^-]+")
_APOSTROPHES = str.maketrans("’ʼ", "''")
_LONGEST_WORD = 60
# How much the language of the text around a word counts beside the evidence of the word itself.
_CONTEXT = 1.0
# Kazakh stop words as they are typed with Russian letters.
_FOLDED_STOPS = frozenset(fold_kazakh(w) for w in STOP_WORDS["kk"] if has_kazakh_letter(w))


_ASKING = ("неше", "қанша", "қайсы", "қандай")
"""Kazakh question words in any form: «нешеуінің», «қайсыларына»."""


class _Analysis(NamedTuple):
    term: str
    weak: tuple[str, ...]
    is_stop: bool
    senses: tuple[Sense, ...] = ()
    entry: Entry = NOTHING


_Found = tuple[int, int, _Analysis]


def analyse(
    text: str, language: Language | None = None, *, stopwords: bool = False
) -> tuple[Token, ...]:
    """The tokens of ``text`` in order; parts of hyphenated words are tokens of their own.

    ``language`` is the language of the text (None: detected); it decides only words that could be
    of either. Stop words are left out unless ``stopwords`` is true or nothing else is there: text
    with a letter or digit always yields a token.

    >>> [token.term for token in analyse("Сколько человек в Медеуском районе? 241,3 тыс.")]
    ['человек', 'медеуск', 'район', '241.3', 'тыс']
    """
    spoken = language or detect_language(text)
    marks = [mark.start() for mark in _STRESS.finditer(text)]
    if marks:
        return _without_marks(text, marks, spoken, stopwords)
    folded = lower_same_length(fold_lookalikes(text))
    found = list(_analyses(folded, spoken))
    kept = [item for item in found if stopwords or not item[2].is_stop] or found
    concepts = _concepts([word for _, _, word in kept])
    return tuple(
        Token(start, end, text[start:end], word.term, word.weak, keys)
        for (start, end, word), keys in zip(kept, concepts, strict=True)
    )


def _concepts(words: Sequence[_Analysis]) -> list[tuple[str, ...]]:
    """The concept keys of each word, alone or in a phrase with the words next to it."""
    entries = [word.entry for word in words]
    keys = [entry.keys for entry in entries]
    if any(entry.phrases for entry in entries):
        for place, named in phrase_keys([word.senses for word in words], entries).items():
            keys[place] = named
    return keys


def _without_marks(
    text: str, marks: list[int], language: Language, stopwords: bool
) -> tuple[Token, ...]:
    """The tokens of a text with marks of stress («за́мок»), which belong to no word's spelling."""
    left_out = frozenset(marks)
    places = [place for place in range(len(text)) if place not in left_out]
    bare = "".join(text[place] for place in places)
    tokens = []
    for token in analyse(bare, language, stopwords=stopwords):
        start, end = places[token.start], places[token.end - 1] + 1
        while end in left_out:
            end += 1
        tokens.append(replace(token, start=start, end=end, surface=text[start:end]))
    return tuple(tokens)


def _analyses(folded: str, context: Language) -> Iterator[_Found]:
    for match in _TOKEN.finditer(folded):
        start, end = match.span()
        written = match.group()
        if match.lastgroup == "identifier":
            yield start, end, _identifier(written)
        elif match.lastgroup == "number":
            yield start, end, _number(match["digits"] or match["named"], written[0] == "№")
        elif full := full_word(written, folded[end : end + N_FOLLOWING]):
            yield start, end, _word(*full)
        elif "-" in written:
            yield from _hyphenated(written, start, context)
        elif "/" in written:
            yield from _slashed(written, start, context)
        else:
            yield start, end, _word(written, context)


def _hyphenated(written: str, start: int, context: Language) -> Iterator[_Found]:
    """The parts of a hyphenated word, the first with the whole as a weak key."""
    whole = _word(written, context)
    if whole.is_stop:
        yield start, start + len(written), whole
        return
    for place, part in enumerate(_HYPHENATED_PART.finditer(written)):
        analysis = _word(part.group(), context)
        if place == 0:
            analysis = analysis._replace(weak=(*analysis.weak, whole.term))
        elif kazakh.is_ending(part.group()):
            analysis = analysis._replace(is_stop=True)
        yield start + part.start(), start + part.end(), analysis


def _slashed(written: str, start: int, context: Language) -> Iterator[_Found]:
    for place, part in ((0, written[0]), (2, written[2])):
        yield start + place, start + place + 1, _word(part, context)


@lru_cache(maxsize=4_096)
def _number(digits: str, named: bool) -> _Analysis:
    term = canonical_digits(digits)
    if "." in term:
        term = term.rstrip("0").rstrip(".")
    whole, point, fraction = term.partition(".")
    term = (whole.lstrip("0") or "0") + point + fraction
    return _Analysis(term, (f"№{term}",) if named else (), False)


@lru_cache(maxsize=4_096)
def _identifier(written: str) -> _Analysis:
    # More capitals than small letters look alike: B and В, H and Н.
    term = fold_to_cyrillic(written.upper()).lower()
    parts = (part.lstrip("0") or "0" for part in _PART.findall(term))
    return _Analysis(term, tuple(dict.fromkeys(part for part in parts if part != term)), False)


def _word(word: str, context: Language) -> _Analysis:
    # What is longer is no word of any language; stemming or caching it would only cost.
    return _short_word(word, context) if len(word) <= _LONGEST_WORD else _Analysis(word, (), False)


@lru_cache(maxsize=65_536)
def _short_word(word: str, context: Language) -> _Analysis:
    found = _spelt_word(word, context)
    return found._replace(entry=_load_glossary().entry(found.senses))


def _spelt_word(word: str, context: Language) -> _Analysis:
    """A word without what the glossary says of it."""
    word = word.replace("ё", "е").translate(_APOSTROPHES)
    language = _word_language(word, context)
    if language == "en":
        term, others = english.stem(word), []
        weak = _latin_keys(word)
    else:
        term, *others = russian.lemmas(word) if language == "ru" else (kazakh.stem(word),)
        others += russian.counted_parts(term) if language == "ru" else ()
        weak = tuple(dict.fromkeys((*_cyrillic_keys(word, term), *_bare_keys(word, term), *others)))
    senses = tuple(f"{language}:{lemma}" for lemma in (term, *others))
    return _Analysis(term, weak, _is_stop(word, language), senses)


@lru_cache(maxsize=1)
def _load_glossary() -> Glossary:
    return make_glossary(read_concepts(), _senses_of)


def _senses_of(term: str, language: Language) -> list[tuple[Sense, ...]]:
    """What each word of a glossary's term can be a form of, as spelt first; without stop words."""
    words = lower_same_length(term).replace("-", " ").split()
    found = [(word, _spelt_word(word, language)) for word in words]
    return [
        tuple(sorted(analysis.senses, key=lambda sense: sense.partition(":")[2] != word))
        for word, analysis in found
        if not analysis.is_stop
    ]


def _word_language(word: str, context: Language) -> Language:
    if not "\u0400" <= word[0] <= "\u04ff":
        return "en"
    if has_kazakh_letter(word):
        return "kk"
    for_kazakh, for_russian = word_evidence(word)
    for_kazakh += _CONTEXT * (context == "kk")
    for_russian += _CONTEXT * (context != "kk")
    return "kk" if for_kazakh > for_russian else "ru"


def _is_stop(word: str, language: Language) -> bool:
    if language == "kk" and word.startswith(_ASKING):
        return True
    return word in STOP_WORDS[language] or (language != "en" and fold_kazakh(word) in _FOLDED_STOPS)


def _cyrillic_keys(word: str, stem: str) -> tuple[str, ...]:
    """The stem as the other Cyrillic spelling has it, where that differs, and the prefix."""
    folded_stem = fold_kazakh(stem)
    return ((folded_stem,) if folded_stem != stem else ()) + _prefix_key(fold_kazakh(word))


def _bare_keys(word: str, stem: str) -> tuple[str, ...]:
    """The whole word where next to nothing of it is left: «Айша», a name, is no form of «ай»."""
    whole = fold_kazakh(word)
    return (whole,) if len(stem) <= SHORT_STEM < len(word) - 1 else ()


def _latin_keys(word: str) -> tuple[str, ...]:
    """The keys of the word's Cyrillic spelling: names are asked for in either script."""
    if not word.isascii() or len(word) < PREFIX_LETTERS:
        return ()
    return _prefix_key(fold_kazakh(rewrite_word(word)))


def _prefix_key(folded: str) -> tuple[str, ...]:
    if len(folded) < PREFIX_LETTERS:
        return ()
    return (f"{PREFIX_LETTERS}:{folded[:PREFIX_LETTERS]}",)
