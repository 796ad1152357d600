"""Finds the words of a question whose place others take: «а женщин?», «ал айлық абонемент ше?»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rag.retrieve.followup_words import QUESTION_WORDS
from rag.retrieve.slots import Slot, find_slots
from rag.text import kazakh, russian
from rag.text.stopwords import STOP_WORDS
from rag.types import Language

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})
_PREPOSITIONS = frozenset(
    "в во на из с со по для о об у к ко за до от при около под над среди между".split()
)
_ENGLISH_PREPOSITIONS = frozenset("in of on at for from to by with about among".split())
_ENGLISH_STOPS = STOP_WORDS["en"]
_KAZAKH_CASES = (
    ("where", re.compile(r"(?:[дт][ае]|нда|нде)$")),
    ("of_where", re.compile(r"[дт][ае]ғы$|[дт]егі$")),
    ("whence", re.compile(r"(?:[дтн][ае]н)$")),
    ("of", re.compile(r"[дтн][ыі]ң$")),
    ("whom", re.compile(r"[дтн][ыі]$")),
    ("to", re.compile(r"(?:[ғқ]а|[гк]е|ына|іне|сына|сіне|арға|ерге)$")),
    ("with", re.compile(r"(?:мен|бен|пен)$")),
)
_WHAT = re.compile(r"(?<![^\W_])[Кк]аков([аоы]?)\s$")
_POSSESSED = re.compile(r"[ыі]$")
_END = re.compile(r"[\s?!.…]*$")
_LEAST_LIKENESS = 5.0


class _Word(NamedTuple):
    start: int
    end: int
    lower: str
    in_slot: bool
    reach: int
    """Where what it begins to name ends: behind the number of «школа № 5», else the word's end."""


class _Phrase(NamedTuple):
    """A noun with what stands before it and its preposition, as spans of the text."""

    start: int
    end: int
    head: _Word
    preposition: str


def put_phrase(text: str, phrase: str, languages: tuple[Language, Language]) -> str:
    """``text`` with ``phrase`` in the place of its like; at the end where none is found.

    >>> put_phrase("Сколько мужчин работает в акимате?", "женщин", ("ru", "ru"))
    'Сколько женщин работает в акимате?'
    """
    span = None
    if languages[0] == languages[1]:
        find = {"ru": _find_russian, "kk": _find_kazakh, "en": _find_english}[languages[0]]
        span = find(text, phrase)
    if span is None:
        body = _END.sub("", text)
        return f"{body}, {phrase}{text[len(body) :].strip() or '?'}"
    start, end = span
    before = _agreeing(text[:start], phrase) if languages[0] == "ru" else text[:start]
    return before + phrase + text[end:]


def _agreeing(before: str, phrase: str) -> str:
    """«Каков» in the gender and number of the noun that now follows it."""
    asked = _WHAT.search(before)
    noun = next((word.lower for word in _words(phrase) if _is_noun(word.lower)), None)
    if asked is None or noun is None:
        return before
    reading = russian.readings(noun)[0]
    ending = (
        "ы" if "plur" in reading else "а" if "femn" in reading else "о" if "neut" in reading else ""
    )
    return before[: asked.start(1)] + ending + before[asked.end(1) :]


def _words(text: str) -> list[_Word]:
    slots = find_slots(text)
    return [_word(text, match, slots) for match in _WORD.finditer(text)]


def _word(text: str, match: re.Match[str], slots: Sequence[Slot]) -> _Word:
    start, end = match.span()
    lower = match.group().lower()
    slot = next((slot for slot in slots if slot.lead <= start < slot.end), None)
    if slot is None:
        return _Word(start, end, lower, False, end)
    numbered = text[slot.name_start : slot.name_end].isdigit() and slot.kind == "place"
    return _Word(start, end, lower, not numbered, slot.end if numbered else end)


def _find_russian(text: str, phrase: str) -> tuple[int, int] | None:
    wanted = _phrases(phrase, _words(phrase), is_fragment=True)
    if not wanted:
        return None
    there = _phrases(text, _words(text))
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


def _phrases(text: str, listed: Sequence[_Word], *, is_fragment: bool = False) -> list[_Phrase]:
    found = []
    for at, word in enumerate(listed):
        noun = _can_be_noun(word.lower) if is_fragment else _is_noun(word.lower)
        if word.in_slot or QUESTION_WORDS.fullmatch(word.lower) or not noun:
            continue
        first = at
        while first and not listed[first - 1].in_slot and _is_adjective(listed[first - 1].lower):
            first -= 1
        before = listed[first - 1].lower if first else ""
        preposition = before if before in _PREPOSITIONS else ""
        start = listed[first - 1].start if preposition else listed[first].start
        found.append(_Phrase(start, word.reach, word, preposition))
    return found


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
    living = [_is_living(phrase.head.lower) for phrase in (wanted, there)]
    return likeness + 1.0 * (living[0] == living[1])


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


def _is_living(word: str) -> bool:
    return any("anim" in reading for reading in russian.readings(word)[:1])


def _find_kazakh(text: str, phrase: str) -> tuple[int, int] | None:
    listed, wanted = _words(text), _words(phrase)
    question = next(
        (n for n, word in enumerate(listed) if QUESTION_WORDS.fullmatch(word.lower)), len(listed)
    )
    if not wanted or not listed:
        return None
    last = wanted[-1].lower
    stems = [kazakh.stem(word.lower) for word in listed]
    shared = [n for n, stem in enumerate(stems) if stem == kazakh.stem(last)]
    if shared and len(wanted) > 1:
        return _run(listed, shared[-1], {"", "of"})
    case = _kazakh_case(last)
    if case:
        same = [n for n, w in enumerate(listed) if not w.in_slot and _kazakh_case(w.lower) == case]
        return (listed[same[-1]].start, listed[same[-1]].end) if same else None
    following = question + 1
    if following < len(listed) - 1 and not listed[following].in_slot:
        return listed[following].start, listed[following].end
    run = _run(listed, question - 1, {""}) if question else None
    return run and _without_measure(text, run, phrase)


def _without_measure(text: str, run: tuple[int, int], phrase: str) -> tuple[int, int]:
    """Of «су тарифі» only «су», when what takes its place is said of the tariff as well."""
    before, space, last = text[run[0] : run[1]].rpartition(" ")
    if not space or not _POSSESSED.search(last.lower()) or _POSSESSED.search(phrase.lower()):
        return run
    return run[0], run[0] + len(before)


def _run(listed: Sequence[_Word], last: int, cases: set[str]) -> tuple[int, int] | None:
    """The words up to ``last`` that belong together: up to a slot or a word of another case."""
    first = last + 1
    while first and not listed[first - 1].in_slot:
        case = _kazakh_case(listed[first - 1].lower)
        if first - 1 != last and case not in cases:
            break
        first -= 1
    if first > last or (first == last and _kazakh_case(listed[last].lower)):
        return None
    return listed[first].start, listed[last].end


def _kazakh_case(word: str) -> str:
    return next((name for name, ending in _KAZAKH_CASES if ending.search(word)), "")


def _find_english(text: str, phrase: str) -> tuple[int, int] | None:
    listed, wanted = _words(text), _words(phrase)
    if wanted and wanted[0].lower in _ENGLISH_PREPOSITIONS:
        for at, word in enumerate(listed[:-1]):
            if word.lower == wanted[0].lower and not word.in_slot:
                return word.start, _english_end(listed, at + 1)
        return None
    if shared := _find_shared(listed, wanted):
        return shared
    counted = re.match(r"how (?:many|much)\s+", text, re.IGNORECASE)
    if counted is None:
        return None
    first = next((n for n, word in enumerate(listed) if word.start >= counted.end()), None)
    return None if first is None else (listed[first].start, listed[first].end)


def _find_shared(listed: Sequence[_Word], wanted: Sequence[_Word]) -> tuple[int, int] | None:
    """The words up to the one that ends the phrase too: «the water tariff», «heating tariff»."""
    ends = [n for n, word in enumerate(listed) if wanted and word.lower == wanted[-1].lower]
    if not ends or len(wanted) < 2:
        return None
    first = ends[-1]
    while first and listed[first - 1].lower not in _ENGLISH_STOPS and not listed[first - 1].in_slot:
        first -= 1
    if wanted[0].lower == "the" and first and listed[first - 1].lower == "the":
        first -= 1
    return listed[first].start, listed[ends[-1]].end


def _english_end(listed: Sequence[_Word], first: int) -> int:
    last = first
    while last + 1 < len(listed) and not (
        listed[last + 1].lower in _ENGLISH_PREPOSITIONS or listed[last + 1].in_slot
    ):
        last += 1
    return listed[last].end
