"""Strips Kazakh endings from words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rag.text.kazakh_cuts import EXACT, FOLDED, Cut, Grammar, cuts, known_root, written_stem
from rag.text.kazakh_endings import VOWELS
from rag.text.kazakh_weights import (
    ENDING_WEIGHTS,
    KNOWN_ROOT,
    KNOWN_ROOT_LETTER,
    PAIR_WEIGHTS,
    SHAPE_WEIGHTS,
)
from rag.text.letters import fold_kazakh, has_kazakh_letter
from rag.text.wordlist import words

_ENDING_WEIGHTS = {**ENDING_WEIGHTS, **PAIR_WEIGHTS}
_CONTRACTIONS = {"боп": "бол", "кеп": "кел", "қып": "қыл", "ғып": "қыл", "ап": "ал", "әкеп": "әкел"}
# The pairs of consonants that Kazakh words and loans end in.
_FINAL_CLUSTERS = words(
    """
    рт лт нт ст ск рк лк нк рқ лқ йт рс лс кс пс фт кт пт нс рд рб рг мп нд рн рм лм лп рп тр др ль
    рф нг йн йк йм зм сс лл тт рш рч нч лд йл сқ хт мс вт зд мм нн йс ңк ңқ ңғ йд кл бл нц рц
    """
)
_MANY_LETTERS, _MANY_SYLLABLES, _MANY_KNOWN = 9, 5, 8


_CASE_ENDING = re.compile(
    "(?=.)(?:[лдт][ае]р)?(?:с?[ыі]|[ыі]м[ыі]з)?"
    "(?:[ндт][ыі]ң?|[ғгқк]?[ае]|н?[дт][ае]н?|н[ае]н?|[бмп]ен)?"
)


def is_ending(letters: str) -> bool:
    """Whether letters behind a hyphen are endings alone: «ҰБТ-ның», «ІҚМ-ге».

    >>> is_ending("ның"), is_ending("ларына"), is_ending("ешкі")
    (True, True, False)
    """
    return _CASE_ENDING.fullmatch(letters) is not None


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """The word without its endings; the same for all forms of most words, never empty.

    ``word`` is lower case with look-alikes folded. Endings of case, possession, number, tense,
    person, negation and voice are cut; derivations (-лық, -шы, -лы, -сыз) stay. Of all ways that
    grammar allows, the likeliest is taken: a log-linear model weighs the endings, pairs of
    neighbouring endings and, of a stem that is no known root, its shape. Forms of known roots typed
    with Russian letters (каласында) give the root in Kazakh letters (қала).

    Measured as pair-F1 without the known roots, and with them: words outside UD and the list (65
    families, 586 forms, lemmas by hand) .945, .95; UD_Kazakh-KTB .86, .94, where a model that has
    seen only half of the lemmas reaches .88 on the other half without the roots.

    Source of the order and forms of endings: Kazakh grammar as described in
    https://wiki.apertium.org/wiki/Kazakh and R. Somfai Kara, Kazak, Lincom Europa, 2002.

    >>> stem("мектептеріндегі"), stem("филиалдарының"), stem("қоюға")
    ('мектеп', 'филиал', 'қой')
    """
    if word in _CONTRACTIONS:
        return _CONTRACTIONS[word]
    if not has_kazakh_letter(word) and find_root(word) is None:
        known = find_folded_root(word)
        if known is not None:
            return known
    return _likeliest(word)[0]


@lru_cache(maxsize=16_384)
def is_verb(word: str) -> bool:
    """Whether a lower-case word likeliest is a form of a verb: «салынады», but not «салық».

    >>> is_verb("жөнделді"), is_verb("мектебінің")
    (True, False)
    """
    cut = _likeliest(word)[1]
    return cut is not None and cut.is_verb


@lru_cache(maxsize=16_384)
def find_root(word: str) -> str | None:
    """The known root that a lower-case word in Kazakh spelling is a form of; None when unknown."""
    return _find_known(cuts(word, EXACT), EXACT)


@lru_cache(maxsize=16_384)
def find_folded_root(word: str) -> str | None:
    """The known root of three letters or more that a lower-case word in any letters is a form of.

    None when unknown.

    >>> find_folded_root("каласында")
    'қала'
    """
    folded = fold_kazakh(word)
    return _find_known((cut for cut in cuts(folded, FOLDED) if len(cut.stem) > 2), FOLDED)


def ending_features(cut: Cut) -> Iterator[str]:
    """The features of the endings, see ``ENDING_WEIGHTS`` and ``PAIR_WEIGHTS``."""
    outer = ""
    for ending in cut.endings:
        yield ending.name
        if outer:
            yield f"{outer}+{ending.name}"
        outer = ending.name


def shape(cut: Cut, word: str) -> Iterator[str]:
    """The features by which a stem of no known root is weighed, see ``SHAPE_WEIGHTS``."""
    stem, kind = cut.stem, "v" if cut.is_verb else "n"
    yield f"len-{kind}{min(len(stem), _MANY_LETTERS)}"
    yield f"syl-{kind}{min(sum(letter in VOWELS for letter in stem), _MANY_SYLLABLES)}"
    yield f"end-{kind}{stem[-1]}"
    if len(stem) > 2:
        yield f"end-{kind}{stem[-2:]}"
    if not _could_be_root(stem):
        yield "cluster"
    if not cut.endings:
        yield "bare"
    if not word.startswith(stem):
        yield f"spelt-{word[len(stem) - 1]}"


def _likeliest(word: str) -> tuple[str, Cut | None]:
    """The stem and the cut that gave it; the word itself and None when nothing can be cut."""
    best: tuple[str, Cut | None] = (word, None)
    most = float("-inf")
    for cut in cuts(word, EXACT):
        weight = sum(_ENDING_WEIGHTS.get(feature, 0.0) for feature in ending_features(cut))
        root = known_root(cut, EXACT)
        if root is None and _is_derived(cut):
            continue
        if root is not None:
            weight += KNOWN_ROOT + KNOWN_ROOT_LETTER * min(len(cut.stem), _MANY_KNOWN)
        else:
            weight += sum(SHAPE_WEIGHTS.get(feature, 0.0) for feature in shape(cut, word))
        if weight > most:
            best, most = (root or written_stem(cut), cut), weight
    return best


def _is_derived(cut: Cut) -> bool:
    """Whether what was cut ends a word made from another: сапа-лы, балық-шы."""
    if not cut.endings or cut.endings[-1].text not in {"ы", "і"}:
        return False
    return cut.stem[-1] == "ш" or (cut.stem[-1] == "л" and cut.stem[:-1] in EXACT.names)


def _find_known(found: Iterable[Cut], grammar: Grammar) -> str | None:
    """The longest known root among the cuts; None when there is none."""
    best: tuple[int, str] | None = None
    for cut in found:
        if best is not None and len(cut.stem) <= best[0]:
            continue
        root = known_root(cut, grammar)
        if root is not None:
            best = (len(cut.stem), root)
    return best and best[1]


def _could_be_root(stem: str) -> bool:
    """Whether a stem has a vowel and does not end as no word does (жоспарл-, бүгінг-)."""
    if VOWELS.isdisjoint(stem):
        return False
    ends_in_cluster = VOWELS.isdisjoint(stem[-2:]) and stem[-1] != "ь"
    return not ends_in_cluster or stem[-2:] in _FINAL_CLUSTERS
