"""Puts words into the place of their like in a question: «а женщин?», «ал айлық абонемент ше?»."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from rag.retrieve.answer_kind import answer_kind
from rag.retrieve.english_phrases import find_english
from rag.retrieve.kazakh_phrases import find_kazakh
from rag.retrieve.russian_phrases import agreeing, find_russian
from rag.retrieve.slots import find_slots
from rag.retrieve.topic import place_of, whereabouts
from rag.types import Language

_END = re.compile(r"[\s?!.…]*$")
_AMOUNTS = {"number", "money", "share"}
_FINDERS: Mapping[Language, Callable[[str, str], tuple[int, int] | None]] = {
    "ru": find_russian,
    "kk": find_kazakh,
    "en": find_english,
}


def put_phrase(text: str, phrase: str, languages: tuple[Language, Language]) -> str:
    """``text`` with ``phrase`` in the place of its like; at the end where none is found.

    >>> put_phrase("Сколько мужчин работает в акимате?", "женщин", ("ru", "ru"))
    'Сколько женщин работает в акимате?'
    """
    span = None
    if languages[0] == languages[1]:
        find = _FINDERS[languages[0]]
        span = find(text, phrase)
    if (
        span is None
        and languages[0] == languages[1]
        and (other := _asked_of(text, phrase, languages[0]))
    ):
        return other
    if span is None:
        body = _END.sub("", text)
        return f"{body}, {phrase}{text[len(body) :].strip() or '?'}"
    start, end = span
    before = agreeing(text[:start], phrase) if languages[0] == "ru" else text[:start]
    return before + phrase + text[end:]


def _asked_of(text: str, phrase: str, language: Language) -> str | None:
    """Another measure, named as one, of the same place and time; None where no amount was asked,
    or of no place.

    «Площадь в Абайском районе?» after «Сколько школ в Абайском районе?»
    """
    place = place_of(text)
    if place is None or language == "en" or {answer_kind(text), answer_kind(phrase)} - _AMOUNTS:
        return None
    slots = [slot for slot in find_slots(text) if slot.kind == "period"]
    where = " ".join(
        (whereabouts(text, place, language), *(text[slot.lead : slot.end] for slot in slots))
    )
    return f"{where} {phrase} қанша?" if language == "kk" else f"{phrase} {where}?"
