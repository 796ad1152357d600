"""Adds to a question what it leaves to the one before: the place, the time or the subject."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.retrieve.answer_kind import answer_kind
from rag.retrieve.exchange import add, whole_period
from rag.retrieve.followup import Followup, outside
from rag.retrieve.followup_words import QUANTITY, QUESTION_WORDS
from rag.retrieve.pronouns import put_subject, without_pronoun
from rag.retrieve.slots import Slot, find_slots
from rag.retrieve.topic import (
    is_counting,
    is_predicate,
    place_of,
    pointed_at,
    subject_of,
    tells_subject,
    whereabouts,
    without_role,
)
from rag.text.analyse import analyse
from rag.text.stopwords import STOP_WORDS
from rag.types import FIGURE_KINDS, Language


@dataclass(frozen=True, slots=True)
class Pair:
    """A question that hangs on another: ``before``, in the language ``spoken``."""

    followup: Followup
    language: Language
    before: str
    spoken: Language

    @property
    def core(self) -> str:
        """The question without its leading conjunction."""
        return self.followup.core

    @property
    def pointer(self) -> str:
        """The words that point back, lower case; empty without any."""
        start, end = self.followup.pointer or (0, 0)
        return self.core[start:end].lower()

    @property
    def same_tongue(self) -> bool:
        """Whether both are in one language, so that words of one can stand in the other."""
        return self.spoken == self.language


_END = re.compile(r"[\s?!.…]*$")
_WORD = re.compile(r"[^\W_]+")
_PLURAL = r"(?:.*\s)?(?:их|них|ними|ими|им|они|олар\w*|солар\w*|қаншасы\w*|they|their|them)"
_WHOLE = re.compile(rf"{_PLURAL}|(?:это|бұл|this)\b.*")
_PERSONAL = re.compile(
    r"(?:(?:у|о|с|для|к|за|от)\s)?(?:он|она|его|её|ее|ему|ей|им|н[её]м|него|не[её]|ней)"
)
_THIS = re.compile(r"(?:это|бұл|this)\b")
_OWNER = re.compile(r"его|е[её]|оның|мұның|бұның|its")
_ASPECT = re.compile(
    r"(?<![^\W_])(?:план\w*|факт\w*|прогноз\w*|жоспар\w*|нақты\w*|болжам\w*|plan\w*|actual\w*"
    r"|forecast\w*|адрес\w*|названи\w*|список|имена|фамили\w*|сумм\w*|мекенжай\w*|тізім\w*|сома\w*"
    r"|address\w*|names?|sum)(?![^\W_])",
    re.IGNORECASE,
)
_LONG_SUBJECT = 8
"""Words of a subject above which it stands in brackets and not inside the question."""
_MOST_OWN_WORDS = 2
"""Content words up to which a question can be about the thing that was spoken of before."""
_TIMELESS = frozenset({"date", "person", "organisation", "place"})
"""Kinds of answers that a year of the question before would only narrow wrongly."""


def with_place(pair: Pair) -> str:
    """The question with the place and the time of the one before, where it has none."""
    place = None if _has_place(pair.core) else place_of(pair.before)
    text = pair.core if place is None else _add(pair, pair.core, _where(pair, place))
    if place is None and pair.followup.hanging == "lead":
        text = bracketed(text, _titled(pair))
    return with_period(pair, text)


def with_pointed_place(pair: Pair, place: Slot) -> str:
    """The question with a place in the stead of the words that point to it, and the time."""
    start, end = pair.followup.pointer or (0, 0)
    if pair.same_tongue:
        put = pointed_at(pair.before, place, pair.core[start:end], pair.language)
    else:
        put = _where(pair, place)
    return with_period(pair, pair.core[:start] + put + pair.core[end:])


def with_subject(pair: Pair) -> str:
    """The question with what was spoken of in the place of its pronoun or in brackets, else with
    the place and the time."""
    if not _wants_subject(pair):
        return _of_owner(pair) or with_place(pair)
    timeless = answer_kind(pair.core) in _TIMELESS
    subject = subject_of(
        pair.before,
        pair.spoken,
        with_period=not timeless and not _period(pair.core),
        with_measure=_keeps_measure(pair),
    )
    if answer_kind(pair.before) in _PEOPLE and not _PERSONAL.fullmatch(pair.pointer):
        subject = without_role(subject)
    return _about(pair, subject) if subject else with_place(pair)


def _keeps_measure(pair: Pair) -> bool:
    """Whether the measure is what is spoken of: «а план?», «это с премией?»."""
    if pair.pointer:
        return _THIS.match(pair.pointer) is not None
    return _ASPECT.search(pair.core) is not None


def with_period(pair: Pair, text: str) -> str:
    """``text`` with the time of the question before, where it has none and can have one."""
    period = _period(pair.before)
    if period is None or _period(text) is not None or answer_kind(text) in _TIMELESS:
        return text
    return _add(pair, text, whole_period(pair.before[period.lead : period.end], None, pair.spoken))


def is_of_event(pair: Pair) -> bool:
    """Whether «there» may be at what the question before was about, besides its place."""
    if is_counting(pair.before) or answer_kind(pair.before) in _PEOPLE:
        return False
    subject = subject_of(pair.before, pair.spoken, with_period=False)
    return bool(_WORD.search(outside(subject, find_slots(subject))))


def bracketed(core: str, added: str) -> str:
    """A question with words in brackets before its mark; as it is without any.

    >>> bracketed("Кто подрядчик?", "ремонт моста")
    'Кто подрядчик (ремонт моста)?'
    """
    if not added:
        return core
    body = _END.sub("", core)
    mark = core[len(body) :].strip() or "?"
    return f"{body[:-1]}, {added}){mark}" if body.endswith(")") else f"{body} ({added}){mark}"


_PEOPLE = frozenset({"person", "organisation"})


def _titled(pair: Pair) -> str:
    """What the question before named in quotation marks, where this one names nothing."""
    if any(slot.kind == "name" for slot in find_slots(pair.core)):
        return ""
    named = [slot for slot in find_slots(pair.before) if slot.kind == "name"]
    titles = [pair.before[slot.start : slot.end] for slot in named if slot.name_end < slot.end]
    return titles[-1] if titles else ""


def _about(pair: Pair, subject: str) -> str:
    core, pointer = pair.core, pair.followup.pointer
    if pointer is None or not pair.same_tongue or len(subject.split()) > _LONG_SUBJECT:
        return bracketed(core, subject)
    whole = put_subject(core, pointer, subject, pair.language)
    return whole or bracketed(without_pronoun(core, pointer, pair.language), subject)


def _of_owner(pair: Pair) -> str | None:
    """«Оның әкімі кім?» of a place: the place instead of the pronoun."""
    place = place_of(pair.before)
    if place is None or not _OWNER.fullmatch(pair.pointer) or not pair.same_tongue:
        return None
    start, end = pair.followup.pointer or (0, 0)
    if pair.language == "kk":
        where = pointed_at(pair.before, place, "оның жердің", "kk")
        return pair.core[:start] + where + pair.core[end:]
    core = without_pronoun(pair.core, (start, end), pair.language)
    return add(core, _where(pair, place), pair.language)


def _wants_subject(pair: Pair) -> bool:
    """Whether the question hangs on the thing spoken of, and not on its place and time alone.

    What was counted is a measure («сколько человек живёт»), unless «их» stands for it or the
    question says not at all what it counts («а сколько приехало?»).
    """
    counts = is_counting(pair.before)
    if pair.pointer:
        whole = _WHOLE.fullmatch(pair.pointer) is not None
        return not counts or whole or tells_subject(pair.before)
    if _has_place(pair.core):
        return False
    if _ASPECT.search(pair.core) or _counts_nothing(pair):
        return True
    own = [t for t in analyse(pair.core, pair.language) if not QUESTION_WORDS.fullmatch(t.surface)]
    amount = answer_kind(pair.core) in FIGURE_KINDS and len(own) >= _MOST_OWN_WORDS
    return not counts and not amount and len(own) <= _MOST_OWN_WORDS


def _counts_nothing(pair: Pair) -> bool:
    """Whether «how many» stands there without a noun: «а сколько приехало?»."""
    asked = QUANTITY.search(pair.core)
    if asked is None or answer_kind(pair.core) not in FIGURE_KINDS:
        return False
    words = [m.group().lower() for m in _WORD.finditer(pair.core) if m.start() > asked.start()]
    words = [word for word in words if word not in STOP_WORDS[pair.language]]
    if pair.language == "ru":
        return bool(words) and is_predicate(words[0])
    return pair.language == "kk" and len(words) == 1 and is_counting(pair.before)


def _where(pair: Pair, place: Slot) -> str:
    return whereabouts(pair.before, place, pair.spoken)


def _add(pair: Pair, text: str, phrase: str) -> str:
    return add(text, phrase, pair.language) if pair.same_tongue else bracketed(text, phrase)


def _period(text: str) -> Slot | None:
    return next((slot for slot in find_slots(text) if slot.kind == "period"), None)


def _has_place(core: str) -> bool:
    return place_of(core) is not None
