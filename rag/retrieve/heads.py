"""Calls the head of an area what documents call him: «кто руководит районом?» is its akim."""

from __future__ import annotations

import re

from rag.text.place_types import AREAS, place_type

_LED = (
    (re.compile(r"\b(?:кто|кем)\b.*\b(?:руковод|возглавля|управля|стоит во главе)", re.I), "аким"),
    (re.compile(r"\bкім\w* (?:басқар|жетекшілік|билей)\w*", re.I), "әкім"),
    (re.compile(r"\bwho (?:\w+ )?(?:heads?|leads?|runs?|governs?)\b", re.I), "akim"),
)
_NAMED = re.compile(r"\b(?:аким|әкім|akim|mayor|отдел|управлени|басқарма|бөлім)", re.I)
_WORD = re.compile(r"[^\W\d_]+")


def call_head(text: str) -> str:
    """The question with the office behind it, where an area's head is asked for by what he does.

    >>> call_head("Кто руководит Талдысайским районом?"), call_head("Кто руководит школой?")
    ('Кто руководит Талдысайским районом – аким?', 'Кто руководит школой?')
    """
    if _NAMED.search(text):
        return text
    for pattern, office in _LED:
        if pattern.search(text) and _names_area(text):
            return f"{text.rstrip(' ?')} – {office}?"
    return text


def _names_area(text: str) -> bool:
    found = (place_type(word.lower()) for word in _WORD.findall(text))
    return any(what is not None and what.kind in AREAS for what in found)
