"""Whether a text says what the thing asked about is, or what it is called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.compose.matching import collect, match
from rag.text.analyse import Token, analyse
from rag.types import Language

_ASKS_MEANING = re.compile(
    r"\bдегеніміз\b|\bдеген не\b|\bанықтамасы\b|\bчто такое\b|\bчто (?:значит|означает)\b"
    r"|\bкто так(?:ой|ая|ие)\b|\bwhat (?:is|are) (?:an? )?[\w-]+\?*$|\bwhat does\b.+\bmean\b",
    re.IGNORECASE,
)
_ASKS_NAME = re.compile(
    r"\b(?:қалай|не деп) ата\w+|\bаталуы\b|\bатауы (?:қандай|қалай)|\bкак (?:\w+ )?называ\w+"
    r"|\bкак зовут\b|\bwhat is\b.+\bcalled\b",
    re.IGNORECASE,
)
_SAYS_MEANING = re.compile(
    r"\s[-–—]\s|\bдеп\b|\bболып (?:табылады|саналады)|\bэто\b|\bявля[ею]тся\b|\bназыва\w+"
    r"|\bis an?\b",
    re.IGNORECASE,
)
_SAYS_NAME = re.compile(
    r"\bдеп (?:те |де )?ата\w+|\bаталады|\bназва\w+|\bназыва\w+|\bимен\w+|\bcalled\b|\bnamed\b",
    re.IGNORECASE,
)
_BEGINS_WITHIN = 3
"""Words within which a definition names what it defines."""


def defines(question: str, tokens: Sequence[Token], text: str, language: Language) -> float:
    """1 when the question asks for a meaning or a name and the text gives one, else 0.

    A meaning counts when one of the question's words stands at the head of the text, before a
    dash or a word such as «является», «деп аталады».
    """
    if _ASKS_NAME.search(question):
        return float(bool(_SAYS_NAME.search(text)))
    if not _ASKS_MEANING.search(question):
        return 0.0
    says = _SAYS_MEANING.search(text)
    if says is None:
        return 0.0
    head = collect(analyse(text[: says.start()], language=language)[:_BEGINS_WITHIN])
    return float(any(match(token, head) > 0 for token in tokens))
