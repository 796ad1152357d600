"""Makes a question whole by what was asked before, so that it can be understood by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.retrieve.answer_kind import answer_kind
from rag.retrieve.exchange import add, exchange, whole_period
from rag.retrieve.followup import Followup, find_followup, outside
from rag.retrieve.followup_words import QUESTION_WORDS
from rag.retrieve.pronouns import put_subject, without_pronoun
from rag.retrieve.slots import Slot, find_slots
from rag.retrieve.topic import (
    is_counting,
    place_of,
    pointed_at,
    subject_of,
    whereabouts,
    without_role,
)
from rag.types import Language

_END = re.compile(r"[\s?!.…]*$")
_WORD = re.compile(r"[^\W_]+")
_IS = re.compile(r"был[аио]?|будет|есть|составил[аио]?|болды|болады|болған|бар|was|were|is|are|did")
_ONES = re.compile(r"[\s,]+(?:именно|же|точно|нақты|exactly|ones?)$", re.IGNORECASE)
_PLURAL = re.compile(
    r"(?:\s|^)(?:их|них|ними|ими|им|они|олар\w*|солар\w*|they|their|them)$", re.IGNORECASE
)
_WHOLE = re.compile(rf"{_PLURAL.pattern}|^(?:это|бұл|this)", re.IGNORECASE)
_PERSONAL = re.compile(
    r"^(?:(?:у|о|с|для|к|за|от)\s)?(?:он|она|его|её|ее|ему|ей|им|н[её]м|него|не[её]|ней)$",
    re.IGNORECASE,
)
_LONG_SUBJECT = 8
"""Words of a subject above which it stands in brackets and not inside the question."""
_TIMELESS = frozenset({"date", "person", "organisation", "place"})
"""Kinds of answers that a year of the question before would only narrow wrongly."""
_MOST_CHARACTERS = 400
"""A whole question made of two stays shorter than this; longer ones keep their own words."""


def complete(question: str, before: Sequence[tuple[str, Language]], language: Language) -> str:
    """``question`` with what it leaves to the questions before it, the last one last.

    Each comes with its language. A question that is whole, or that finds nothing to hang on,
    comes back as it is.

    >>> complete("А в Алмалинском?", [("Сколько школ в Медеуском районе?", "ru")], "ru")
    'Сколько школ в Алмалинском районе?'
    """
    followup = find_followup(question, language) if before else None
    if followup is None:
        return question
    anchor, spoken = before[-1]
    whole = _complete(followup, anchor, spoken, language)
    if len(whole) > _MOST_CHARACTERS:
        return question
    return whole[:1].upper() + whole[1:]


def _complete(followup: Followup, anchor: str, spoken: Language, language: Language) -> str:
    if followup.hanging == "more" or not _says_anything(followup):
        return anchor
    if followup.hanging == "fragment" or _asks_the_same(followup, anchor):
        return exchange(anchor, followup.core, (spoken, language), goes_on=followup.goes_on)
    if followup.hanging == "bare":
        return _ask_otherwise(followup.core, anchor, spoken, language)
    core = followup.core
    place = place_of(anchor)
    if followup.hanging == "place" and place is not None and not _is_of_event(anchor, spoken):
        return _with_period(
            _point(followup, anchor, place, spoken, language), anchor, spoken, language
        )
    return _with_subject(followup, core, anchor, spoken, language)


def _asks_the_same(followup: Followup, anchor: str) -> bool:
    """Whether a question only repeats what was asked, of another place or time.

    «А за 2022 год какой процент был?» after a question of a share.
    """
    slots = find_slots(followup.core, is_fragment=True, goes_on=followup.goes_on)
    if followup.hanging != "lead" or not slots or answer_kind(anchor) != answer_kind(followup.core):
        return False
    rest = QUESTION_WORDS.sub(" ", outside(followup.core, slots))
    return all(_IS.fullmatch(word) or answer_kind(word) != "other" for word in _WORD.findall(rest))


def _says_anything(followup: Followup) -> bool:
    """Whether more stands there than the word that points back: «а там?» asks the same again."""
    start, end = followup.pointer or (0, 0)
    rest = followup.core[:start] + followup.core[end:]
    return any(letter.isalnum() for letter in rest)


def _ask_otherwise(core: str, anchor: str, spoken: Language, language: Language) -> str:
    """The question before with another question word: «а когда?», «неге?»."""
    there = QUESTION_WORDS.search(anchor)
    if there is None or spoken != language:
        return _bracketed(core, subject_of(anchor, spoken, with_period=True))
    word = _ONES.sub("", _END.sub("", core))
    if there.start() > 0:
        word = word[:1].lower() + word[1:]
    return anchor[: there.start()] + word + anchor[there.end() :]


def _point(
    followup: Followup, anchor: str, place: Slot, spoken: Language, language: Language
) -> str:
    """The question with the place in the stead of the words that point to it."""
    assert followup.pointer is not None
    start, end = followup.pointer
    core = followup.core
    if spoken == language:
        put = pointed_at(anchor, place, core[start:end], language)
    else:
        put = whereabouts(anchor, place, spoken)
    return core[:start] + put + core[end:]


def _with_subject(
    followup: Followup, core: str, anchor: str, spoken: Language, language: Language
) -> str:
    """The question with the subject of the one before in brackets, or at least its place."""
    points = followup.pointer is not None
    timeless = answer_kind(core) in _TIMELESS
    if _wants_subject(followup, anchor):
        subject = subject_of(anchor, spoken, with_period=not timeless and not _period(core))
        if answer_kind(anchor) in ("person", "organisation") and not _means_person(followup):
            subject = without_role(subject)
        if points or not _has_own_place(core):
            return _about(followup, subject, spoken == language, language)
    place = place_of(anchor)
    if place is not None and not _has_own_place(core):
        where = whereabouts(anchor, place, spoken)
        core = add(core, where, language) if spoken == language else _bracketed(core, where)
    return core if timeless else _with_period(core, anchor, spoken, language)


def _about(followup: Followup, subject: str, same_tongue: bool, language: Language) -> str:
    """The question with its subject in the place of the pronoun, or else in brackets behind."""
    core, pointer = followup.core, followup.pointer
    if pointer is None or not subject or not same_tongue or len(subject.split()) > _LONG_SUBJECT:
        return _bracketed(core, subject)
    whole = put_subject(core, pointer, subject, language)
    return whole or _bracketed(without_pronoun(core, pointer, language), subject)


def _is_of_event(anchor: str, language: Language) -> bool:
    """Whether «there» may be at what the question before was about, besides its place."""
    if is_counting(anchor) or answer_kind(anchor) in ("person", "organisation"):
        return False
    subject = subject_of(anchor, language, with_period=False)
    return bool(_WORD.search(outside(subject, find_slots(subject))))


def _wants_subject(followup: Followup, anchor: str) -> bool:
    """Whether the question hangs on the thing spoken of, and not on its place and time alone.

    What was counted is a measure («сколько человек живёт»), unless «их» stands for it.
    """
    if followup.pointer is not None:
        start, end = followup.pointer
        return not is_counting(anchor) or _WHOLE.search(followup.core[start:end]) is not None
    return not is_counting(anchor)


def _means_person(followup: Followup) -> bool:
    if followup.pointer is None:
        return False
    return _PERSONAL.search(followup.core[slice(*followup.pointer)]) is not None


def _with_period(text: str, anchor: str, spoken: Language, language: Language) -> str:
    period = _period(anchor)
    if period is None or _period(text) is not None or answer_kind(text) in _TIMELESS:
        return text
    phrase = whole_period(anchor[period.lead : period.end], None, spoken)
    return add(text, phrase, language) if spoken == language else _bracketed(text, phrase)


def _period(text: str) -> Slot | None:
    return next((slot for slot in find_slots(text) if slot.kind == "period"), None)


def _has_own_place(core: str) -> bool:
    return place_of(core) is not None


def _bracketed(core: str, added: str) -> str:
    if not added:
        return core
    body = _END.sub("", core)
    if body.endswith(")"):
        return f"{body[:-1]}, {added}){core[len(body) :].strip() or '?'}"
    return f"{body} ({added}){core[len(body) :].strip() or '?'}"
