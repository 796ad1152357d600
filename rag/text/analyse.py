"""The one chain from text to search terms, for the index and for questions alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rag.text import english, kazakh, russian
from rag.text.language import detect_language, word_evidence
from rag.text.letters import (
    fold_kazakh,
    fold_lookalikes,
    fold_to_cyrillic,
    has_kazakh_letter,
    lower_same_length,
)
from rag.text.numbers import canonical_digits
from rag.text.stopwords import STOP_WORDS
from rag.types import Language


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number at ``text[start:end] == surface`` with what it is searched by.

    ``term`` is the stem or the canonical number. ``weak`` are keys that other spellings and forms
    share with it: they bridge, and count less than ``term``.
    """

    start: int
    end: int
    surface: str
    term: str
    weak: tuple[str, ...]


PREFIX_LETTERS = 5
"""Letters of the prefix key. Source: five-letter prefixes were the best crude stems measured on
KazQAD (nDCG@10 .758, against .647 for whole words)."""

_SPACE = "[ \xa0\u2009\u202f]"
_TOKEN = re.compile(
    rf"""
    (?P<number>(?:№\s?)?(?P<digits>
        [1-9]\d{{0,2}}(?:{_SPACE}\d{{3}})+(?:[.,]\d+)?(?![^\W_])
      | (?!(?:19|20)\d\d{_SPACE})[1-9]\d{{3}}{_SPACE}\d{{3}}[.,]\d+(?![^\W_])
      | \d+[.,]\d+(?![^\W_])(?![./,]\d)
      | \d+(?![^\W_])(?![./,]\d)(?!-\d+[-/.]\d)
      )(?:%?-[^\W\d_]{{1,4}}(?![^\W_]))?)                  # its case ending: «100-ге», «5-го»
  | (?P<identifier>
        [^\W_]*\d[^\W_]*(?:[./-][^\W_]*\d[^\W_]*)*         # 3/522, 3.2.1.1, B12
      | [^\W\d_]{{1,6}}-\d+(?:[/-]\d+)*(?![^\W_]))         # А-9
  | (?P<word>[^\W\d_]+(?:['’ʼ][^\W\d_]+)*(?:-[^\W\d_]+(?:['’ʼ][^\W\d_]+)*)*)
    """,
    re.VERBOSE,
)
_PART = re.compile(r"\d+|[^\W\d_]+")
_APOSTROPHES = str.maketrans("’ʼ", "''")
# How much the language of the text around a word counts beside the evidence of the word itself.
_CONTEXT = 1.0


@dataclass(frozen=True, slots=True)
class _Analysis:
    term: str
    weak: tuple[str, ...]
    is_stop: bool


def analyse(
    text: str, language: Language | None = None, *, stopwords: bool = False
) -> tuple[Token, ...]:
    """The tokens of ``text`` in order; parts of hyphenated words are tokens of their own.

    ``language`` is the language of the text (None: detected); it decides only words that could be
    of either. Stop words are left out unless ``stopwords`` is true or nothing else is there: text
    with a letter or digit always yields a token.
    """
    folded = lower_same_length(fold_lookalikes(text))
    context = language or detect_language(text)
    kept: list[Token] = []
    stopped: list[Token] = []
    for match in _TOKEN.finditer(folded):
        for start, end, found in _analyses(match, context):
            token = Token(start, end, text[start:end], found.term, found.weak)
            (stopped if found.is_stop and not stopwords else kept).append(token)
    return tuple(kept or stopped)


def _analyses(match: re.Match[str], context: Language) -> list[tuple[int, int, _Analysis]]:
    start, end = match.span()
    kind = match.lastgroup
    if kind == "number":
        return [(start, end, _number(match["digits"], numbered=match.group()[0] == "№"))]
    if kind == "identifier":
        return [(start, end, _identifier(match.group()))]
    word = match.group()
    if "-" not in word:
        return [(start, end, analyse_word(word, context))]
    return _hyphenated(word, start, context)


def _hyphenated(word: str, start: int, context: Language) -> list[tuple[int, int, _Analysis]]:
    whole = analyse_word(word, context)
    if whole.is_stop:
        return [(start, start + len(word), whole)]
    found: list[tuple[int, int, _Analysis]] = []
    for part in re.finditer("[^-]+", word):
        analysis = analyse_word(part.group(), context)
        if not found:
            analysis = _Analysis(analysis.term, (*analysis.weak, whole.term), analysis.is_stop)
        found.append((start + part.start(), start + part.end(), analysis))
    return found


@lru_cache(maxsize=50_000)
def _number(digits: str, *, numbered: bool) -> _Analysis:
    term = canonical_digits(digits)
    if "." in term:
        term = term.rstrip("0").rstrip(".")
    term = term.lstrip("0") or "0"
    if term.startswith("."):
        term = "0" + term
    return _Analysis(term, (f"№{term}",) if numbered else (), False)


@lru_cache(maxsize=50_000)
def _identifier(written: str) -> _Analysis:
    term = fold_to_cyrillic(written)
    parts = (part.lstrip("0") or "0" for part in _PART.findall(term))
    return _Analysis(term, tuple(dict.fromkeys(part for part in parts if part != term)), False)


@lru_cache(maxsize=300_000)
def analyse_word(word: str, context: Language) -> _Analysis:
    """Term, weak keys and stop flag of a lower-case word."""
    word = word.replace("ё", "е").translate(_APOSTROPHES)
    language = _word_language(word, context)
    stem = _STEMMERS[language](word)
    return _Analysis(stem, _weak_keys(word, stem), _is_stop(word, language))


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
    return word in STOP_WORDS[language] or (language != "en" and fold_kazakh(word) in _FOLDED_STOPS)


def _weak_keys(word: str, stem: str) -> tuple[str, ...]:
    folded_stem = fold_kazakh(stem)
    keys = (folded_stem,) if folded_stem != stem else ()
    if len(word) < PREFIX_LETTERS:
        return keys
    return (*keys, f"{PREFIX_LETTERS}:{fold_kazakh(word)[:PREFIX_LETTERS]}")


_STEMMERS = {"kk": kazakh.stem, "ru": russian.stem, "en": english.stem}
# Kazakh stop words as they are typed with Russian letters.
_FOLDED_STOPS = frozenset(fold_kazakh(w) for w in STOP_WORDS["kk"] if has_kazakh_letter(w))
