"""Puts words into the place of their like in a question: «а женщин?», «ал айлық абонемент ше?»."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from rag.retrieve.english_phrases import find_english
from rag.retrieve.kazakh_phrases import find_kazakh
from rag.retrieve.russian_phrases import agreeing, find_russian
from rag.types import Language

_END = re.compile(r"[\s?!.…]*$")
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
    if span is None:
        body = _END.sub("", text)
        return f"{body}, {phrase}{text[len(body) :].strip() or '?'}"
    start, end = span
    before = agreeing(text[:start], phrase) if languages[0] == "ru" else text[:start]
    return before + phrase + text[end:]
