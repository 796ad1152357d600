"""Finds the Russian phrase of a question whose place another can take, by preposition and case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rag.retrieve.followup_words import QUESTION_WORDS
from rag.retrieve.phrase_words import Word, words_of
from rag.retrieve.topic import is_predicate
from rag.text import russian
from rag.text.stopwords import STOP_WORDS

_CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})
_PREPOSITIONS = frozenset(
    "в во на из с со по для о об у к ко за до от при около под над среди между".split()
)
_WHAT = re.compile(r"(?<![^\W_])[Кк]аков([аоы]?)\s$")
_LAST_WORD = re.compile(r"([^\W\d_]+)\s$")
_GENDERS = frozenset({"masc", "femn", "neut"})
_LEAST_LIKENESS = 5.0
_PAIR = 2


class _Phrase(NamedTuple):
    """A noun with what stands before it and its preposition, as spans of the text."""

    start: int
    end: int
    head: Word
    preposition: str
    counted: bool = False
    """Whether «сколько» stands before it."""


def agreeing(before: str, phrase: str) -> str:
    """``before`` with «каков» or its last word in the gender and number of what now follows.

    >>> agreeing("Насколько изношен ", "канализация")
    'Насколько изношена '
    """
    asked = _WHAT.search(before)
    noun = next((word.lower for word in words_of(phrase) if _is_noun(word.lower)), None)
    if noun is None:
        return before
    reading = russian.readings(noun)[0]
    if asked is None:
        return _with_predicate(before, reading)
    ending = (
        "ы" if "plur" in reading else "а" if "femn" in reading else "о" if "neut" in reading else ""
    )
    return before[: asked.start(1)] + ending + before[asked.end(1) :]


def _with_predicate(before: str, noun: frozenset[str]) -> str:
    """«Насколько изношен» before a noun of another gender or number: «изношена»."""
    last = _LAST_WORD.search(before)
    if last is None or "nomn" not in noun:
        return before
    readings = russian.readings(last[1].lower())
    if not readings or not readings[0] & {"ADJS", "PRTS"}:
        return before
    signs = ("plur",) if "plur" in noun else ("sing", *sorted(noun & _GENDERS))
    form = russian.find_form(last[1].lower(), *signs)
    return before if form is None else before[: last.start(1)] + form + before[last.end(1) :]


def find_russian(text: str, phrase: str) -> tuple[int, int] | None:
    """The span in ``text`` that a Russian phrase can take the place of; None for none."""
    words = words_of(phrase)
    if len(words) == 1 and is_predicate(words[0].lower):
        # «А выступило?»: another verb for the same.
        verbs = [word for word in words_of(text) if is_predicate(word.lower)]
        return (verbs[-1].start, verbs[-1].end) if verbs else None
    wanted = _phrases(phrase, words, is_fragment=True)
    if not wanted and len(words) == _PAIR and words[0].lower in _PREPOSITIONS:
        return _find_adjective(_words_outside(text), words)
    if not wanted and words:
        # «А русских?», «а частных?»: an adjective stands for its noun.
        wanted = [_Phrase(words[0].start, words[-1].end, words[-1], "")]
    if not wanted:
        return None
    there = _phrases(text, words_of(text))
    shared = [p for p in there if russian.stem(p.head.lower) == russian.stem(wanted[0].head.lower)]
    if shared:
        end = _chain_end(text, there, shared[0]) if len(wanted) > 1 else shared[0].end
        return shared[0].start, end
    ranked = [(_likeness(wanted[0], one), -place, one) for place, one in enumerate(there)]
    best = max(ranked, default=None)
    if best is None or best[0] < _LEAST_LIKENESS:
        return None
    found = best[2]
    return found.start, _chain_end(text, there, found) if len(wanted) > 1 else found.end


def _words_outside(text: str) -> list[Word]:
    return [word for word in words_of(text) if not word.in_slot]


def _find_adjective(listed: Sequence[Word], wanted: Sequence[Word]) -> tuple[int, int] | None:
    """«В плохом» in the place of «в хорошем»: the noun of the adjective stays."""
    for before, word in zip(listed, listed[1:], strict=False):
        same = before.lower == wanted[0].lower and _is_adjective(word.lower)
        if same and _cases(word.lower) & _cases(wanted[1].lower):
            return before.start, word.end
    return None


def _phrases(text: str, listed: Sequence[Word], *, is_fragment: bool = False) -> list[_Phrase]:
    found = []
    for at, word in enumerate(listed):
        noun = _can_be_noun(word.lower) if is_fragment else _is_noun(word.lower)
        if word.in_slot or QUESTION_WORDS.fullmatch(word.lower) or not noun:
            continue
        first = at
        while first and _belongs(listed[first - 1]):
            first -= 1
        before = listed[first - 1].lower if first else ""
        preposition = before if before in _PREPOSITIONS else ""
        start = listed[first - 1].start if preposition else listed[first].start
        if not is_fragment and _is_number(before):
            # «Три смены» is a measure by itself.
            continue
        counted = re.search(r"скольк\w+\s$", text[:start], re.IGNORECASE) is not None
        found.append(_Phrase(start, word.reach, word, preposition, counted))
    return found


def _belongs(before: Word) -> bool:
    """Whether a word can be an adjective of the noun that follows it."""
    asks = QUESTION_WORDS.fullmatch(before.lower)
    return not before.in_slot and not asks and _is_adjective(before.lower)


def _chain_end(text: str, there: Sequence[_Phrase], phrase: _Phrase) -> int:
    """The end of the nouns in the genitive that follow without a preposition."""
    end = phrase.end
    for following in there:
        between = text[end : following.start]
        if following.start > end and between == " " and not following.preposition:
            if "gent" not in _cases(following.head.lower):
                break
            end = following.end
    return end


def _likeness(wanted: _Phrase, there: _Phrase) -> float:
    """At least 5 for phrases that can take each other's place."""
    cases = _cases(wanted.head.lower), _cases(there.head.lower)
    likeness = 3.0 * (wanted.preposition == there.preposition) + 2.0 * bool(cases[0] & cases[1])
    # «Для организаций» is said of whom «гражданам» is said of.
    if (wanted.preposition, there.preposition) in (("для", ""), ("", "для")):
        other = cases[1] if wanted.preposition else cases[0]
        likeness = max(likeness, 5.0 * ("datv" in other and "nomn" not in other))
    if there.counted and _is_plural(there.head.lower) and not _are_counted(wanted.head.lower):
        return 0.0
    likeness += 1.0 * bool(_first_case(wanted.head.lower) & _first_case(there.head.lower))
    living = [_is_living(phrase.head.lower) for phrase in (wanted, there)]
    return likeness + 1.0 * (None in living or living[0] == living[1])


def _is_number(word: str) -> bool:
    return word.isdigit() or any(
        "NUMR" in reading for reading in russian.readings(word)[:1] if not word.startswith("скольк")
    )


def _is_plural(word: str) -> bool:
    return any({"gent", "plur"} <= reading for reading in russian.readings(word)[:4])


def _are_counted(word: str) -> bool:
    """Whether a word can stand behind «сколько» in the stead of a plural: «писем», not «письма»."""
    return any(
        {"gent", "plur"} <= reading or not reading & {"NOUN", "ADJF"}
        for reading in russian.readings(word)[:4]
    )


def _is_noun(word: str) -> bool:
    readings = russian.readings(word)
    if not readings:
        return False
    return bool(readings[0] & {"NOUN"}) or (
        "ADJF" in readings[0] and any("NOUN" in reading for reading in readings[:2])
    )


def _can_be_noun(word: str) -> bool:
    if word in _PREPOSITIONS or word in STOP_WORDS["ru"]:
        return False
    return _is_noun(word) or (
        not _is_adjective(word) and any("NOUN" in reading for reading in russian.readings(word))
    )


def _is_adjective(word: str) -> bool:
    readings = russian.readings(word)
    return bool(readings) and bool(readings[0] & {"ADJF", "PRTF"}) and not _is_noun(word)


def _cases(word: str) -> frozenset[str]:
    nouns = [reading for reading in russian.readings(word)[:4] if reading & {"NOUN", "ADJF"}]
    return frozenset().union(*(reading & _CASES for reading in nouns))


def _first_case(word: str) -> frozenset[str]:
    return frozenset().union(*(reading & _CASES for reading in russian.readings(word)[:1]))


def _is_living(word: str) -> bool | None:
    """None where an adjective leaves it open."""
    reading = next(iter(russian.readings(word)), frozenset())
    return "anim" in reading if "NOUN" in reading else None
