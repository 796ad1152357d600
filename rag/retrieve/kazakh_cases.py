"""Adds the ending of a case to a Kazakh word or phrase, by vowel harmony."""

from __future__ import annotations

import re
from typing import Literal

Case = Literal["of", "whom", "to", "whence", "where", "with", ""]

_BACK = re.compile("[аоұыуёюя]")
_FRONT = re.compile("[әеөүіиэ]")
_VOWEL = re.compile("[аәеоөуүұыіиэюяё]$")
_VOICELESS = re.compile("[кқпстфхһцчшщбг]$")
_NASAL = re.compile("[мнң]$")
_SONOROUS = re.compile("[лруй]$")


def is_back(text: str) -> bool:
    """Whether the last vowel that tells is a back one, as endings then have.

    >>> is_back("аудан"), is_back("мектеп")
    (True, False)
    """
    lower = text.lower()
    back = max((match.start() for match in _BACK.finditer(lower)), default=-1)
    front = max((match.start() for match in _FRONT.finditer(lower)), default=-1)
    return back > front


def with_case(phrase: str, case: Case, *, possessed: bool = False) -> str:
    """A phrase whose last word has the case; ``possessed``: the word ends in its owner's ending.

    >>> with_case("көпір", "of"), with_case("мектеп", "to"), with_case("жол", "whom")
    ('көпірдің', 'мектепке', 'жолды')
    >>> with_case("Медеу ауданы", "where", possessed=True)
    'Медеу ауданында'
    """
    return phrase + _ending(phrase.lower(), case, possessed) if case else phrase


def _ending(word: str, case: Case, possessed: bool) -> str:
    a, y = ("а", "ы") if is_back(word) else ("е", "і")
    if case == "with":
        return " мен" if not _VOICELESS.search(word) else " пен"
    if possessed:
        endings = {"of": f"н{y}ң", "whom": "н", "to": f"н{a}", "whence": f"н{a}н"}
        return endings.get(case, f"нд{a}")
    voiceless = _VOICELESS.search(word) is not None
    hard = "т" if voiceless else "д"
    if case == "of":
        soft = _VOWEL.search(word) and not _SONOROUS.search(word)
        return f"{'н' if soft or _NASAL.search(word) else hard}{y}ң"
    if case == "whom":
        return f"{'н' if _VOWEL.search(word) and not _SONOROUS.search(word) else hard}{y}"
    if case == "to":
        back = is_back(word)
        return ("қ" if back else "к") + a if voiceless else ("ғ" if back else "г") + a
    if case == "whence":
        return f"{'н' if _NASAL.search(word) else hard}{a}н"
    return hard + a
