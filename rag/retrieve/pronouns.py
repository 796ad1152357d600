"""Puts what is spoken of in the place of the pronoun that stands for it."""

from __future__ import annotations

import re

from rag.retrieve.kazakh_cases import Case, with_case
from rag.types import Language

_KAZAKH: tuple[tuple[Case, re.Pattern[str]], ...] = (
    ("of", re.compile(r"(?:оның|мұның|бұның|соның|осының|олардың|солардың|бұлардың)")),
    ("whom", re.compile(r"(?:оны|мұны|бұны|соны|осыны|оларды|соларды|бұларды)")),
    ("to", re.compile(r"(?:оған|бұған|соған|осыған|оларға|соларға)")),
    ("whence", re.compile(r"(?:одан|содан|бұдан|олардан|солардан)")),
    ("with", re.compile(r"(?:онымен|мұнымен|бұнымен|олармен)")),
    ("", re.compile(r"(?:ол|бұл|сол|осы|олар|солар|бұлар)")),
)
_RUSSIAN_SUBJECT = re.compile(r"он[аои]?|это")
_RUSSIAN_OTHER = re.compile(r"его|е[её]|их|ему|ей|им|ими")
_ENGLISH_THING = re.compile(r"it|they|them")


def put_subject(
    core: str, pointer: tuple[int, int], subject: str, language: Language
) -> str | None:
    """``core`` with ``subject`` instead of its pronoun; None where that would not be a sentence.

    Both are in ``language``; ``pointer`` is the pronoun's span.

    >>> put_subject("Оның құны қанша?", (0, 4), "көпір", "kk")
    'көпірдің құны қанша?'
    >>> put_subject("Сколько он стоит?", (8, 10), "ремонт моста", "ru")
    'Сколько ремонт моста стоит?'
    """
    start, end = pointer
    pronoun = core[start:end].lower()
    put: str | None = None
    if language == "kk":
        case = next((case for case, shape in _KAZAKH if shape.fullmatch(pronoun)), None)
        put = None if case is None else with_case(subject, case, possessed=_is_possessed(subject))
    elif language == "ru":
        put = subject if _RUSSIAN_SUBJECT.fullmatch(pronoun) else None
    elif _ENGLISH_THING.fullmatch(pronoun):
        put = f"the {subject}"
    return None if put is None else core[:start] + put + core[end:]


def _is_possessed(subject: str) -> bool:
    return " " in subject and subject.endswith(("ы", "і"))


def without_pronoun(core: str, pointer: tuple[int, int], language: Language) -> str:
    """``core`` without a Russian pronoun that nothing is lost with: «кто его строит?»."""
    start, end = pointer
    if language != "ru" or not _RUSSIAN_OTHER.fullmatch(core[start:end].lower()):
        return core
    return (core[:start].rstrip() + " " + core[end:].lstrip()).strip()
