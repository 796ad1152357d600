"""Tells whether two languages share a text, and which the other one is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.text.kazakh_latin import is_kazakh_latin
from rag.text.language import detect_language, word_evidence
from rag.text.letters import fold_lookalikes, lower_same_length
from rag.text.stopwords import STOP_WORDS
from rag.types import Language, TextLanguage

_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*|\S+\.(?:kz|ru|com|org|net|gov)\b\S*", re.I)
_QUOTED = re.compile('[«“"][^«»“”"\n]{1,80}[»”"]')
# Where the other language may well begin: ends of sentences, cells, «… / …», brackets, dashes.
_BORDER = re.compile(r"[.!?…;:]\s|[\n\t|()]|\s[/–—-]\s")

TRUE_PART = 0.2
"""The least share of a text that makes it mixed; less is a name, a term, a quotation."""
LANGUAGES: tuple[Language, ...] = ("kk", "ru", "en")

# What going over to another language costs, in the evidence of words: at a border, and where none
# is. A name or a borrowed word is not worth going over and back.
_AT_BORDER = 2.0
_ELSEWHERE = 6.0
_ENGLISH_FUNCTION_WORD = 2.5
_ENGLISH_WORD = 1.0
# Of what the second language says there must be so much.
_LEAST_LETTERS = 20
_LEAST_WORDS = 3
_LEAST_EVIDENCE = 4.0

Evidence = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word's letters, what it says for each language, and what going over before it costs."""

    n_letters: int
    evidence: Evidence
    cost: float


def find_second_language(text: str, first: Language) -> Language | None:
    """The language that has a true part of a text most of which is in ``first``; None for none.

    A true part is a run of words, at least 3 words and 20 letters and a fifth of all letters, that
    speak for another language; runs are those that explain the words best when each change costs.
    Names, quotations in «», addresses and single terms are none. Linear in the length of ``text``.

    >>> find_second_language("Жиналыс ертең өтеді. Просим всех принять участие.", "kk")
    'ru'
    >>> find_second_language("В ауле Қызылжар построена новая школа на 300 мест.", "ru")
    """
    words = _words(text)
    if not _is_worth_it(words):
        return None
    spoken = _spoken(words)
    n_letters = sum(word.n_letters for word in words)
    shares = {language: _part(words, spoken, language) for language in LANGUAGES}
    others = [name for name in LANGUAGES if name != first and shares[name] is not None]
    second = max(others, key=lambda name: shares[name] or 0, default=None)
    if second is None or (shares[second] or 0) < TRUE_PART * n_letters:
        return None
    return second


def language_of_part(text: str, language: Language, second: Language | None) -> Language:
    """The language of a part of what is in ``language``, or in it and a ``second`` one."""
    return detect_language(text, language) if second else language


def language_name(language: Language, second: Language | None) -> TextLanguage:
    """What is said of a text: its language, or "mixed" where a second one has a true part."""
    return "mixed" if second else language


def language_keys(language: Language, second: Language | None) -> tuple[TextLanguage, ...]:
    """What a filter by language finds a text by: a mixed one by both of its languages too.

    >>> language_keys("kk", None), language_keys("kk", "ru")
    (('kk',), ('kk', 'ru', 'mixed'))
    """
    return (language, second, "mixed") if second else (language,)


def _words(text: str) -> list[_Word]:
    folded = lower_same_length(fold_lookalikes(text))
    bare = _ADDRESS.sub(lambda match: " " * len(match.group()), folded)
    quoted = bytearray(len(bare))
    for match in _QUOTED.finditer(bare):
        quoted[match.start() : match.end()] = b"\1" * len(match.group())
    latin_is_kazakh = is_kazakh_latin(bare)
    words: list[_Word] = []
    last = 0
    for match in _WORD.finditer(bare):
        cost = _AT_BORDER if _BORDER.search(bare, last, match.start()) else _ELSEWHERE
        evidence = _evidence(match.group(), latin_is_kazakh)
        if not quoted[match.start()]:
            words.append(_Word(len(match.group()), evidence, cost))
            last = match.end()
    return words


def _evidence(word: str, latin_is_kazakh: bool) -> Evidence:
    if "\u0400" <= word[0] <= "\u04ff":
        kazakh, russian = word_evidence(word)
        return kazakh, russian, 0.0
    if not "a" <= word[0] <= "\u024f" or len(word) < 2:
        return 0.0, 0.0, 0.0
    says = _ENGLISH_FUNCTION_WORD if word in STOP_WORDS["en"] else _ENGLISH_WORD * (len(word) > 3)
    return (says, 0.0, 0.0) if latin_is_kazakh else (0.0, 0.0, says)


def _is_worth_it(words: Sequence[_Word]) -> bool:
    """Whether two languages have words enough to be looked at closely; nearly no text has."""
    said = [sum(word.evidence[i] for word in words) for i in range(len(LANGUAGES))]
    return sorted(said)[-2] >= max(_LEAST_EVIDENCE, TRUE_PART / 2 * sum(said))


def _spoken(words: Sequence[_Word]) -> list[int]:
    """For each word the index of its language: the way through them that says most at least cost.

    Source: Viterbi 1967, doi:10.1109/TIT.1967.1054010; for languages of words, King and Abney 2013,
    "Labeling the Languages of Words in Mixed-Language Documents using Weakly Supervised Methods".
    """
    best = list(words[0].evidence)
    came_from: list[list[int]] = []
    for word in words[1:]:
        top = max(range(len(best)), key=best.__getitem__)
        stays = [best[i] >= best[top] - word.cost for i in range(len(best))]
        came_from.append([i if stays[i] else top for i in range(len(best))])
        best = [
            (best[i] if stays[i] else best[top] - word.cost) + word.evidence[i]
            for i in range(len(best))
        ]
    path = [max(range(len(best)), key=best.__getitem__)]
    for origins in reversed(came_from):
        path.append(origins[path[-1]])
    return path[::-1]


def _part(words: Sequence[_Word], spoken: Sequence[int], language: Language) -> int | None:
    """How many letters of the words are in ``language``; None when that is no true part."""
    i = LANGUAGES.index(language)
    own = [word for word, at in zip(words, spoken, strict=True) if at == i]
    telling = [word.evidence[i] for word in own if word.evidence[i] == max(word.evidence) > 0]
    n_letters = sum(word.n_letters for word in own)
    enough = len(own) >= _LEAST_WORDS and n_letters >= _LEAST_LETTERS
    if not enough or sum(telling) < _LEAST_EVIDENCE:
        return None
    # Names of products and firms are English words in a row, but no sentence.
    is_speech = language != "en" or _ENGLISH_FUNCTION_WORD in telling
    return n_letters if is_speech else None
