"""What a number in a table measures, told by its column, its header or its caption."""

from __future__ import annotations

import re

from rag.compose.columns import column_roles, is_number
from rag.types import Row

_UNIT_WORD = (
    r"(?:в\s)?(?:%|процент|пайыз|тыс|мың|млн|млрд|миллион|миллиард|тысяч|тенге|теңге|долл|км|га|м\d?|"
    r"м²|м³|кв|куб|шт|дана|ед|бірлік|чел|адам|жағдай|случа|бас|гол|тонн|кг|л|мест|орын|лет|жас|"
    r"people|km|ha|units?|percent|thousand|million)(?![^\W\d_]{3})"
)
_HEADER_TAIL = re.compile(rf"[,(]\s*({_UNIT_WORD}[^,()]*)\)?\s*$", re.IGNORECASE)
_CAPTION_UNIT = re.compile(rf"\(\s*({_UNIT_WORD}[^()]*)\)\s*$", re.IGNORECASE)


_MEASURES = (
    (
        r"дорог|дешев|дешёв|стои|средств|финанс|трат|расход|сумм|қымбат|арзан|қаржы|теңге|тенге"
        r"|cost|expens|cheap|money|budget",
        r"тенге|теңге|сумм|стоим|құны|финанс|қаржы|cost|бюджет",
    ),
    (r"длин|протяж|корот|ұзын|қысқа|long|short", r"длин|протяж|ұзын|\bкм\b|length"),
    (
        r"жител|нас[её]л[её]нн?|людей|люд[иья]|людн|человек|халық|халқ|тұрғын|адам|people|popul",
        r"жител|населен|халық|халқ|адам|тұрғын|popul",
    ),
    (r"площад|гектар|аумақ|көлем|area", r"площад|\bга\b|гектар|аумақ|area"),
)
"""Words of a question, and those of a header that measures the same."""


def measures_same(question: str, written: str) -> int:
    """How many measures, by words for them that seldom are the same, both texts speak of.

    >>> measures_same("Какое село самое многолюдное?", "Население, человек")
    1
    """
    return sum(
        bool(re.search(asked, question, re.IGNORECASE) and re.search(told, written, re.IGNORECASE))
        for asked, told in _MEASURES
    )


def cell_unit(row: Row, column: int) -> str:
    """The unit that stands behind the number in this cell, '' when it says its own or has none."""
    if not is_number(row.cells[column]):
        return ""
    roles = column_roles(row)
    own = [row.cells[i] for i, role in enumerate(roles) if role == "unit"]
    if own and own[0].strip():
        unit = " ".join(own[0].split()).rstrip(".")
        # «37,0 (100 мың адамға)»: a figure behind a figure would be read as one.
        return f"({unit})" if unit[0].isdigit() else unit
    if row.header and (named := unit_at_end(row.header[column])):
        return named
    money = roles[column] in ("plan", "actual", "money")
    caption = _CAPTION_UNIT.search(row.table) if money else None
    return " ".join(caption[1].split()) if caption is not None else ""


def unit_at_end(name: str) -> str:
    """The unit that a column's or a row's name ends with, '' when there is none.

    >>> unit_at_end("Долги населения, млн тенге"), unit_at_end("Долги (млн тенге)")
    ('млн тенге', 'млн тенге')
    """
    tail = _HEADER_TAIL.search(name)
    return "" if tail is None else " ".join(tail[1].split())


def column_name(row: Row, column: int) -> str:
    """The header of a column without the unit at its end, '' when there is none."""
    if not row.header:
        return ""
    return " ".join(_HEADER_TAIL.sub("", row.header[column]).split())
