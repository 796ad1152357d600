"""Makes a question whole by what was asked before, so that it can be understood by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.retrieve.answer_kind import answer_kind
from rag.retrieve.carry import (
    Pair,
    bracketed,
    is_of_event,
    with_place,
    with_pointed_place,
    with_subject,
)
from rag.retrieve.exchange import exchange
from rag.retrieve.followup import Followup, find_followup, outside
from rag.retrieve.followup_words import QUESTION_WORDS
from rag.retrieve.slots import find_slots
from rag.retrieve.topic import place_of, subject_of
from rag.types import Language

_END = re.compile(r"[\s?!.…]*$")
_WORD = re.compile(r"[^\W_]+")
_IS = re.compile(r"был[аио]?|будет|есть|составил[аио]?|болды|болады|болған|бар|was|were|is|are|did")
_ONES = re.compile(r"[\s,]+(?:именно|же|точно|нақты|exactly|ones?)$", re.IGNORECASE)
_GOVERNED = frozenset({"district", "city", "region", "village", "okrug", "microdistrict"})
"""Kinds of places that a conversation stays in."""
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
    whole = _complete(Pair(followup, language, anchor, spoken))
    if len(whole) > _MOST_CHARACTERS:
        return question
    return whole[:1].upper() + whole[1:]


def _complete(pair: Pair) -> str:
    followup = pair.followup
    if followup.hanging == "more" or not _says_anything(followup):
        return pair.before
    if followup.hanging == "fragment" or _asks_the_same(pair):
        tongues = (pair.spoken, pair.language)
        return exchange(pair.before, pair.core, tongues, goes_on=followup.goes_on)
    if followup.hanging == "bare":
        return _ask_otherwise(pair)
    place = place_of(pair.before)
    if followup.hanging == "near":
        # A short question may as well be about something new: only what surely still holds.
        holds = place is not None and place.place in _GOVERNED
        return with_place(pair) if holds else pair.core
    if followup.hanging == "place" and place is not None and not is_of_event(pair):
        return with_pointed_place(pair, place)
    return with_subject(pair)


def _asks_the_same(pair: Pair) -> bool:
    """Whether a question only repeats what was asked, of another place or time.

    «А за 2022 год какой процент был?» after a question of a share.
    """
    core = pair.core
    slots = find_slots(core, is_fragment=True, goes_on=pair.followup.goes_on)
    if pair.followup.hanging != "lead" or not slots:
        return False
    rest = _WORD.findall(QUESTION_WORDS.sub(" ", outside(core, slots)))
    own = [word for word in rest if not _IS.fullmatch(word)]
    same_kind = answer_kind(pair.before) == answer_kind(core)
    return not own or (same_kind and all(answer_kind(word) != "other" for word in own))


def _says_anything(followup: Followup) -> bool:
    """Whether more stands there than the word that points back: «а там?» asks the same again."""
    start, end = followup.pointer or (0, 0)
    rest = followup.core[:start] + followup.core[end:]
    return any(letter.isalnum() for letter in rest)


def _ask_otherwise(pair: Pair) -> str:
    """The question before with another question word: «а когда?», «неге?»."""
    there = QUESTION_WORDS.search(pair.before)
    if there is None or not pair.same_tongue:
        return bracketed(pair.core, subject_of(pair.before, pair.spoken, with_period=True))
    word = _ONES.sub("", _END.sub("", pair.core))
    if there.start() > 0:
        word = word[:1].lower() + word[1:]
    return pair.before[: there.start()] + word + pair.before[there.end() :]
