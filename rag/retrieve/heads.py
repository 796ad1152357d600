"""Calls heads what documents call them: «кто руководит районом?» asks for its akim."""

from __future__ import annotations

import re

from rag.text.place_types import AREAS, place_type

_LED = (
    (
        re.compile(r"\b(?:кто|кем)\b.*\b(?:руковод|возглавля|управля|стоит во главе)", re.I),
        "аким",
        "руководитель",
    ),
    (re.compile(r"\bкім\w* (?:басқар|жетекшілік|билей)\w*", re.I), "әкім", "басшысы"),
    (re.compile(r"\bwho (?:\w+ )?(?:heads?|leads?|runs?|governs?)\b", re.I), "akim", "head"),
)
"""Who leads, what an area's head is called and what an office's."""
_NAMED = re.compile(r"\b(?:аким(?!ат)|әкім(?!дік|дігі|шілі)|akim\b|mayor)", re.I)
_OFFICE = re.compile(r"\b(?:отдел|управлени|басқармасы|бөлім|department|division)", re.I)
_WHERE = re.compile(r"\s(?:в|во|на|по|при|из|для)\s", re.I)
_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"
_WORD = re.compile(r"[^\W\d_]+")


def call_head(text: str) -> str:
    """The question with the post behind it, where the head of an area or an office is asked for by
    what he does.

    >>> call_head("Кто руководит Талдысайским районом?"), call_head("Кто руководит школой?")
    ('Кто руководит Талдысайским районом – аким?', 'Кто руководит школой?')
    """
    if _NAMED.search(text):
        return text
    for pattern, of_area, of_office in _LED:
        found = pattern.search(text)
        if found and (_OFFICE.search(text) or _names_area(_led(text, found.end()))):
            return f"{text.rstrip(' ?')} – {of_office if _OFFICE.search(text) else of_area}?"
    return text


def _led(text: str, verb: int) -> str:
    """What the words say is led: nothing behind «в» and the like where the Russian verb comes
    first, «руководит ликвидацией паводка в районе»."""
    told = text[verb:].lstrip(_LETTERS)
    return _WHERE.split(told)[0] if _WORD.search(told) else text


def _names_area(text: str) -> bool:
    found = (place_type(word.lower()) for word in _WORD.findall(text))
    return any(what is not None and what.kind in AREAS for what in found)
