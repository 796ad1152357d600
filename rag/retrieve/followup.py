"""Tells whether a question hangs on what was asked before, and by what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rag.retrieve.answer_kind import answer_kind
from rag.retrieve.followup_words import (
    AGREEMENT,
    ASPECT,
    DEFINES,
    DEMONSTRATIVE,
    EXISTS,
    LEAD,
    MORE,
    NOTHING,
    PLACE,
    PREPOSITIONS,
    QUANTITY,
    QUESTION_WORDS,
    SIGNS,
    TAIL,
    THING,
    TITLE,
    TOTAL,
    WHERE,
)
from rag.retrieve.slots import Slot, find_slots
from rag.text import russian
from rag.text.analyse import analyse
from rag.text.letters import fold_lookalikes, lower_same_length
from rag.types import Language

_MOST_WORDS = 5
"""Words of a Kazakh question that only begins as one that goes on: «ал» stands elsewhere too."""
_MOST_BOUND = 3
_FEW_WORDS = 2
_LONG_WORDS = 12
"""A longer question says itself what its pronouns stand for."""
_MOST_BEFORE_IT = 1
"""English words before «it» that can all be verbs and adjectives: «who is responsible for it?»."""

Hanging = Literal["fragment", "bare", "place", "thing", "lead", "near", "more"]
"""How a question hangs on another: "fragment" names what is to be exchanged («а в Тасбулаке?»);
"bare" is a question word alone; "place" points to a place («там»), "thing" to something else
(«их», «этот проект»); "lead" only begins as one that goes on («а кто…»); "near" is short
and names no place («сколько там…» without «там»); "more" wants the same."""


@dataclass(frozen=True, slots=True)
class Followup:
    """``core`` is the question without its leading conjunction and its particle, ``goes_on``
    whether it had one; ``pointer`` the span in ``core`` of what points back, None without one."""

    hanging: Hanging
    core: str
    goes_on: bool
    pointer: tuple[int, int] | None = None


def find_followup(text: str, language: Language) -> Followup | None:
    """How ``text`` hangs on what was asked before; None when it is whole by itself.

    >>> find_followup("А в Тасбулакском районе?", "ru").hanging
    'fragment'
    >>> find_followup("Сколько школ в Тасбулакском районе?", "ru") is None
    True
    """
    folded = lower_same_length(fold_lookalikes(text))
    if MORE.match(folded):
        return Followup("more", text, False)
    tail = TAIL.search(folded)
    start = lead.end() if (lead := LEAD.match(folded)) else 0
    core = text[start : tail.start()] + text[tail.end() :] if tail else text[start:]
    hangs = bool(lead or tail)
    if not core.strip(" ?!.,"):
        return None
    if lead and not tail and language == "kk" and len(core.split()) > _MOST_WORDS:
        hangs = hangs and QUESTION_WORDS.search(core) is not None
    goes_on = start > 0 or (language == "kk" and _begins_where(core))
    found = (
        (("lead", None) if TOTAL.fullmatch(folded) else None)
        or _by_words(core, hangs, goes_on)
        or _by_pointer(core, language, hangs)
        or _by_lead(core, hangs or _is_short(core, language, 1))
        or (("near", None) if _is_short(core, language, _FEW_WORDS) else None)
    )
    return found and Followup(found[0], core, goes_on, found[1])


_Found = tuple[Hanging, tuple[int, int] | None]


def _by_words(core: str, hangs: bool, goes_on: bool) -> _Found | None:
    """A question of nothing but question words, or of nothing but slots.

    «Кто такой Абай?» is whole; «сколько в Тасбулаке?» is not.
    """
    slots = find_slots(core, is_fragment=True, goes_on=goes_on)
    rest = outside(core, slots)
    if not hangs and sum(slot.kind == "place" for slot in slots) > 1:
        # «Посевная площадь Тасбулакского района» reads like two places.
        return None
    if not QUESTION_WORDS.search(rest) and _is_bound(rest):
        return "fragment", None
    without = NOTHING.sub(" ", QUESTION_WORDS.sub(" ", rest)).strip()
    asks = QUESTION_WORDS.search(rest)
    if without or not (asks or slots):
        return None
    if slots and asks and not hangs and not _counts(asks.group(), slots):
        return None
    return ("fragment" if slots else "bare"), None


def _begins_where(core: str) -> bool:
    """Whether a question word and the word before it are all: «Тасбұлақта қанша?»."""
    first, *others = core.rstrip(" ?.!").split()
    asks = [QUESTION_WORDS.fullmatch(word) for word in others]
    return first[:1].isupper() and WHERE.search(first) is not None and len(asks) == 1 and all(asks)


def _is_bound(core: str) -> bool:
    """Whether a few words begin with a preposition and ask nothing: «у медсестры?»."""
    listed = core.lower().split()
    return 1 < len(listed) <= _MOST_BOUND and listed[0] in PREPOSITIONS


def _counts(question_word: str, slots: tuple[Slot, ...]) -> bool:
    bound = all(slot.kind == "period" or slot.lead < slot.start for slot in slots)
    return bound and QUANTITY.search(question_word) is not None


def _by_pointer(core: str, language: Language, hangs: bool) -> _Found | None:
    folded = lower_same_length(fold_lookalikes(core))
    # A title in quotation marks points to nothing.
    folded = TITLE.sub(lambda title: "x" * len(title.group()), folded)
    slots = find_slots(core)
    place = PLACE.search(folded)
    if (
        place is not None
        and _points_there(folded, place)
        and not _has_place(slots)
        and (hangs or not any(s.end <= place.start() for s in slots if s.kind != "period"))
        and not (language == "kk" and _is_named_before(core, place, language))
    ):
        return "place", place.span()
    thing = THING.search(folded)
    if thing is None or (not hangs and len(core.split()) > _LONG_WORDS):
        return None
    if not hangs and (_is_named_before(core, thing, language) or _is_told_after(core, thing)):
        return None
    return "thing", _trimmed(thing, language)


def _by_lead(core: str, hangs: bool) -> _Found | None:
    if not hangs:
        return None
    return ("lead" if QUESTION_WORDS.search(core) else "fragment"), None


def language_of_lead(text: str) -> Language | None:
    """The language that the conjunction or particle of a short question tells; None without one.

    >>> language_of_lead("Ал экскурсия ше?"), language_of_lead("А бассейн?")
    ('kk', 'ru')
    """
    folded = lower_same_length(fold_lookalikes(text))
    return next((language for language, sign in SIGNS if sign.search(folded)), None)


def _trimmed(pointer: re.Match[str], language: Language) -> tuple[int, int]:
    """The pronoun with the noun it belongs to, without any other word behind it."""
    start, end = pointer.span()
    first, space, last = pointer.group().rpartition(" ")
    if not space or not DEMONSTRATIVE.fullmatch(first):
        return start, end
    # A Kazakh sentence ends with its verb.
    ends = language == "kk" and not any(letter.isalpha() for letter in pointer.string[end:])
    if ends or QUESTION_WORDS.fullmatch(last) or _is_verb(last.lower(), language):
        return start, start + len(first)
    return start, end


def _is_verb(word: str, language: Language) -> bool:
    return language == "ru" and any(
        reading & {"VERB", "INFN"} for reading in russian.readings(word)[:1]
    )


def _is_short(core: str, language: Language, most: int) -> bool:
    """Whether a question asks for one thing and says nowhere of what: «кто подрядчик?».

    Words for a measure («план», «доля») and a period do not count towards ``most``.
    """
    slots = find_slots(core)
    if any(slot.kind != "period" for slot in slots) or (slots and most == 1):
        return False
    if DEFINES.search(core) or not QUESTION_WORDS.search(core) or "," in core:
        return False
    words = [t.surface for t in analyse(outside(core, slots), language)]
    asked = [word for word in words if not QUESTION_WORDS.fullmatch(word)]
    if most == 1:
        asked = [word for word in asked if not ASPECT.fullmatch(word)]
    return sum(most == 1 or answer_kind(word) == "other" for word in asked) <= most


def _points_there(folded: str, place: re.Match[str]) -> bool:
    """Whether «there» stands for a place, and not for «exists» or for a clause that follows."""
    if place.group() == "there" and EXISTS.search(folded):
        return False
    return not re.match(r",?\s(?:где|куда|откуда|where)\b", folded[place.end() :])


def _has_place(slots: tuple[Slot, ...]) -> bool:
    return any(slot.kind == "place" for slot in slots)


def _is_named_before(core: str, pointer: re.Match[str], language: Language) -> bool:
    """Whether something stands before a pronoun that it may stand for."""
    before = QUESTION_WORDS.sub(" ", core[: pointer.start()])
    tokens = analyse(before, language=language) if before.strip() else ()
    if any(slot.end <= pointer.start() for slot in find_slots(core) if slot.kind != "period"):
        return True
    if language == "en":
        at_the_end = not any(letter.isalpha() for letter in core[pointer.end() :])
        return len(tokens) > (_MOST_BEFORE_IT if at_the_end else 0)
    if language == "kk":
        return bool(tokens) and any(letter.isalpha() for letter in before)
    # Another clause speaks of what the first one named, however it is named.
    other = "," in core[: pointer.start()]
    wanted = frozenset() if other else _number_and_gender(pointer.group().lower().split()[-1])
    return any(_may_stand_for(token.surface.lower(), wanted) for token in tokens)


def _number_and_gender(pronoun: str) -> frozenset[str]:
    """What a Russian noun has to be so that the pronoun can stand for it; empty for any."""
    return next((signs for shape, signs in AGREEMENT if shape.fullmatch(pronoun)), frozenset())


def _may_stand_for(word: str, wanted: frozenset[str]) -> bool:
    nouns = [reading for reading in russian.readings(word)[:2] if "NOUN" in reading]
    return any(not wanted or _agrees(noun, wanted) for noun in nouns)


def _agrees(noun: frozenset[str], wanted: frozenset[str]) -> bool:
    return "plur" in wanted if "plur" in noun else bool(noun & wanted)


def _is_told_after(core: str, pointer: re.Match[str]) -> bool:
    """Whether «этот лидер реформации», «это невозможно» say by themselves what they speak of."""
    *_, last = pointer.group().split()
    after = re.match(r"\s([^\W\d_]+)", core[pointer.end() :])
    if " " not in pointer.group() or not last[0].isalpha():
        return False
    if not re.match(r"(?:[а-яё]+\s)?эт", pointer.group(), re.IGNORECASE):
        return False
    if not _may_be_noun(last.lower()):
        return not _is_verb(last.lower(), "ru")
    readings = russian.readings(after[1].lower())[:1] if after else ()
    return any("gent" in reading and reading & {"NOUN", "ADJF"} for reading in readings)


def _may_be_noun(word: str) -> bool:
    return any("NOUN" in reading for reading in russian.readings(word)[:2])


def outside(text: str, slots: tuple[Slot, ...]) -> str:
    """What of the text belongs to no slot; a space stands for each."""
    parts, at = [], 0
    for slot in slots:
        parts.append(text[at : slot.lead])
        at = slot.end
    return " ".join((*parts, text[at:]))
