"""Exchanges what a fragment names in the question before: «а в 2021 году?», «ал Алмалыда ше?»."""

from __future__ import annotations

import re

from rag.retrieve.counterpart import put_phrase
from rag.retrieve.followup import outside
from rag.retrieve.followup_words import ASPECT, QUESTION_WORDS, RELATIVE_ADJECTIVE
from rag.retrieve.name_forms import alike, in_case_of, is_adjective, with_type
from rag.retrieve.slots import Slot, find_slots, is_relative
from rag.types import Language

_ONLY_YEAR = re.compile(
    r"\D{0,12}(\d{4})(?:-\w+)?(?:\s?(?:год\w*|г\.?|жыл\w*|ж\.?))?", re.IGNORECASE
)
_RANGE = re.compile(r"\s?(?:[-–—]|по|до|мен|пен|бен|to)\s?(?:\d\d?\s)?")
_END = re.compile(r"[\s?!.…]*$")
_MARKS = re.compile(r"[\s,.!?…:;()–-]+")
_LONE_ADJECTIVE = re.compile(rf"\W*(?:(?:в|за|на|из)\s)?({RELATIVE_ADJECTIVE})\W*", re.IGNORECASE)
_RELATIVE_TIME = re.compile(
    rf"(?<![^\W_])({RELATIVE_ADJECTIVE})(?=\s(?:год|квартал|месяц|полугод|недел)\w*)", re.IGNORECASE
)
_MOST_SLOTS = 4
"""What one fragment can exchange: a place, a name and the two ends of a period."""


def exchange(
    before: str, fragment: str, languages: tuple[Language, Language], *, goes_on: bool = True
) -> str:
    """``before`` with the slots and words of ``fragment`` in the place of their like.

    ``languages`` are those of the two texts. What has no like is added at the end, in Kazakh at
    the beginning.

    >>> exchange("Сколько школ в Медеуском районе?", "в Алмалинском?", ("ru", "ru"))
    'Сколько школ в Алмалинском районе?'
    """
    if (otherwise := _other_time(before, fragment)) is not None:
        return otherwise
    if (lone := _LONE_ADJECTIVE.fullmatch(fragment)) is not None:
        fragment = f"{fragment[: lone.end(1)]} году"
    slots = find_slots(fragment, is_fragment=True, goes_on=goes_on)
    text = before
    for slot in slots[:_MOST_SLOTS]:
        put = _put_period if slot.kind == "period" else _put_place
        text = put(text, fragment, slot, languages)
    rest = QUESTION_WORDS.sub(" ", outside(fragment, slots)) if slots else fragment
    rest = _MARKS.sub(" ", rest).strip()
    if ASPECT.fullmatch(rest):
        text = _put_aspect(text, rest.lower(), same_tongue=languages[0] == languages[1])
    elif len(rest) > 2:
        text = put_phrase(text, rest, languages)
    return text[:1].upper() + text[1:]


def _put_aspect(text: str, aspect: str, *, same_tongue: bool) -> str:
    """The plan asked for in the stead of the actual figure, or besides what was asked."""
    there = list(ASPECT.finditer(text)) if same_tongue else []
    if there:
        return text[: there[-1].start()] + aspect + text[there[-1].end() :]
    body = _END.sub("", text)
    return f"{body}, {aspect}{text[len(body) :].strip() or '?'}"


def _other_time(before: str, fragment: str) -> str | None:
    """«В текущем?» after «…в прошлом году»: the adjective is exchanged, and its noun stays."""
    lone, there = _LONE_ADJECTIVE.fullmatch(fragment), _RELATIVE_TIME.search(before)
    if lone is None or there is None:
        return None
    return before[: there.start()] + lone[1].lower() + before[there.end() :]


def add(text: str, phrase: str, language: Language) -> str:
    """A phrase of place or time where the language has it: at the end, in Kazakh in front."""
    if language == "kk":
        keeps = any(slot.start == 0 for slot in find_slots(text))
        return f"{phrase[:1].upper()}{phrase[1:]} {text if keeps else text[:1].lower() + text[1:]}"
    body = _END.sub("", text)
    return f"{body} {phrase}{text[len(body) :].strip() or '?'}"


def whole_period(phrase: str, year: int | None, language: Language) -> str:
    """A period with the word for its year, and with ``year`` where it names none."""
    if re.search(r"\d{4}", phrase):
        if not re.search(r"\d{4}(?:-\w+)?$", phrase) or language == "en":
            return phrase
        bare = re.sub(r"-\w+$", "", phrase)
        if language == "kk":
            return f"{bare} жылы"
        return f"{bare} {'году' if phrase.lower().startswith('в ') else 'год'}"
    if year is None or is_relative(phrase):
        return phrase
    return {"kk": f"{year} жылғы {phrase}", "ru": f"{phrase} {year} года"}.get(
        language, f"{phrase} {year}"
    )


def _put_period(text: str, fragment: str, slot: Slot, languages: tuple[Language, Language]) -> str:
    phrase = fragment[slot.lead : slot.end]
    there = [other for other in find_slots(text) if other.kind == "period"]
    if not there:
        return add(text, whole_period(phrase, None, languages[1]), languages[0])
    first = target = there[-1]
    if len(there) > 1 and _RANGE.fullmatch(text[there[-2].end : target.start]):
        first = there[-2]
    only_year = _ONLY_YEAR.fullmatch(phrase)
    if only_year and target.year is not None and first is target:
        written = text[target.start : target.end].replace(str(target.year), only_year[1])
        return text[: target.start] + written + text[target.end :]
    if slot.lead == slot.start and languages[0] == languages[1] != "kk":
        phrase = text[first.lead : first.start] + phrase
    whole = whole_period(phrase, target.year, languages[1])
    return text[: first.lead] + whole + text[target.end :]


def _put_place(text: str, fragment: str, slot: Slot, languages: tuple[Language, Language]) -> str:
    name = fragment[slot.name_start : slot.name_end]
    phrase = fragment[slot.lead : slot.end]
    target = _find_target(text, slot, name, is_bound=slot.lead < slot.start)
    if target is None:
        return add(text, phrase, languages[0])
    model = text[target.name_start : target.name_end]
    same_tongue = languages[0] == languages[1] or name.isdigit()
    if same_tongue and target.place and slot.place in (None, target.place):
        form = alike(name, model, languages[0])
        if form is not None:
            return text[: target.name_start] + form + text[target.name_end :]
    if not same_tongue and target.place and slot.place is None:
        typed = with_type(name, target.place, languages[1])
        phrase = fragment[slot.lead : slot.start] + typed
    elif same_tongue and slot.lead == slot.start:
        form = in_case_of(phrase, text[target.start : target.end], languages[0])
        phrase = text[target.lead : target.start] + form
    return text[: target.lead] + phrase + text[target.end :]


def _find_target(text: str, slot: Slot, name: str, *, is_bound: bool) -> Slot | None:
    """What the slot of a fragment stands in the place of; of several the last."""
    there = [other for other in find_slots(text) if other.kind != "period"]
    places = [other for other in there if other.place is not None]
    adjectives = [p for p in places if is_adjective(text[p.name_start : p.name_end])]
    unnumbered = [p for p in places if not text[p.name_start : p.name_end].isdigit()]
    names = [other for other in there if other.place is None]
    bound = [other for other in names if other.lead < other.start]
    same_kind = [p for p in places if slot.place in (None, p.place)]
    if name.isdigit():
        choices = [[p for p in same_kind if p not in unnumbered]]
    elif slot.place is not None:
        choices = [same_kind, bound, unnumbered, names]
    elif is_adjective(name):
        choices = [adjectives, unnumbered, names]
    elif is_bound:
        choices = [bound, unnumbered, names]
    else:
        choices = [names, unnumbered]
    return next((choice[-1] for choice in choices if choice), None)
