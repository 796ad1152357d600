"""How high a heading stands by the way it is written: numbers, labels, capitals.

A rank is small for what stands outside. Ranks only order headings; ``rag.documents.levels`` turns
those that a document uses into its levels 1..9. A heading that its source marks by a style has
its level there as its rank, 1..9, outside of all that is told by looks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

STATED_TITLE = 0
STATED_PART = 1
LETTERHEAD = 10
TITLE = 11
PART = 12
CHAPTER = 20
SUBCHAPTER = 25
NUMBERED = 30
DIRECTION = 35
DEEPER = 40
GOAL = 70
TASK = 75
PLAIN = 80
NESTED_NUMBERED = 83
TABLE_NAME = 84
TABLE_CHAPTER = 85
TABLE_GROUP = 86
TABLE_NUMBERED = 87

_MAX_LENGTH = 300
_LINES_KEPT = 2_000  # of one document, whose lines are asked about more than once

_ORDINAL_WORDS = (
    "перв(?:ое|ый|ая)|втор(?:ое|ой|ая)|треть(?:е|я)|третий|четв[её]рт(?:ое|ый|ая)|пят(?:ое|ый|ая)"
    "|шест(?:ое|ой|ая)|седьм(?:ое|ой|ая)|восьм(?:ое|ой|ая)|девят(?:ое|ый|ая)|десят(?:ое|ый|ая)"
    "|во-первых|во-вторых|в-третьих|в-четв[её]ртых|в-пятых"
    "|бірінші(?:ден|сі)?|екінші(?:ден|сі)?|үшінші(?:ден|сі)?|төртінші(?:ден|сі)?"
    "|бесінші(?:ден|сі)?|алтыншы(?:дан|сы)?|жетінші(?:ден|сі)?|сегізінші(?:ден|сі)?"
    "|тоғызыншы(?:дан|сы)?|оныншы(?:дан|сы)?"
)
_ORDINAL = re.compile(
    rf"(?:{_ORDINAL_WORDS})"
    r"(?: (?:вопрос|направление|задача|блок|раздел|мәселе|бағыт|міндет|бөлім))?"
    r"\s*(?:[.:,!–—-]+\s*(?P<rest>.*))?",
    re.I | re.S,
)
_PART = re.compile(r"(?:приложение|қосымша)\b(?:\s*№?\s*\d+)?|(?:\d+\s*-?\s*)қосымша\b", re.I)
_CHAPTER = re.compile(
    r"(?:раздел|часть)\s+(?:№\s*)?[\dIVXІХ]+\b|[\dIVXІХ]+\s*-?\s*(?:бөлім|бөлік)\b"
    r"|бөлім\s+(?:№\s*)?[\dIVXІХ]+\b",
    re.I,
)
_SUBCHAPTER = re.compile(
    r"(?:глава|статья|параграф|подраздел)\s+(?:№\s*)?[\dIVXІХ]+\b"
    r"|[\dIVXІХ]+\s*-?\s*(?:тарау|бап|кіші бөлім)\b|тарау\s+(?:№\s*)?[\dIVXІХ]+\b",
    re.I,
)
_LABELS = (
    (DIRECTION, "бағыты?|направление|басымдық|басымдығы|приоритет|приоритетное направление"),
    (GOAL, "мақсаты?|цель|нысаналы индикатор|целевой индикатор"),
    (TASK, "міндеті?|задача"),
)
_LABEL = tuple(
    (rank, re.compile(rf"(?:{words})\s*(?::|(?=№?\s*\d))\s*(?P<rest>.+)", re.I | re.S))
    for rank, words in _LABELS
)
_LABEL_NUMBER = re.compile(r"№?\s*\d+(?:\.\d+)*\s*[.:)–—-]\s*\S|№?\s*\d+(?:\.\d+)+\s+\S")
_ROMAN = re.compile(r"(?P<number>[IVXLІХ]{1,6})\s*[.)]\s*(?P<rest>\S.*)", re.S)
_NUMBER = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,5})(?P<mark>[.)]?)\s*(?P<rest>\S.*)", re.S)
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Number:
    """A line's leading number: its parts, the mark behind it ("." or ")" or ""), and the rest."""

    parts: tuple[int, ...]
    mark: str
    rest: str
    roman: bool = False


@lru_cache(maxsize=_LINES_KEPT)
def find_number(text: str) -> Number | None:
    """The number a line is counted with, or None: a date, a sum or a year is none.

    >>> find_number("3.2.1.Өнеркәсіп").parts, find_number("15.04.2025 ж."), find_number("2 үй")
    ((3, 2, 1), None, None)
    """
    match = _NUMBER.match(text[:_MAX_LENGTH])
    if match is None or _DATE.match(text):
        return None
    parts = tuple(int(part) for part in match["number"].split("."))
    mark, rest = match["mark"], text[match.start("rest") :]
    glued = match.start("rest") == match.end("mark")
    if not mark and (len(parts) == 1 or glued or not _starts_upper(rest)):
        return None
    if glued and (rest[0].isdigit() or rest[0] in ",.;:%)-–"):
        return None
    return Number(parts, mark, rest)


def find_roman(text: str) -> Number | None:
    """As ``find_number`` for roman numerals, Cyrillic look-alikes included."""
    match = _ROMAN.match(text[:_MAX_LENGTH])
    if match is None:
        return None
    number = match["number"].upper().replace("І", "I").replace("Х", "X")
    return Number((_roman_value(number),), ".", text[match.start("rest") :], roman=True)


@lru_cache(maxsize=_LINES_KEPT)
def find_label_rank(text: str) -> int | None:
    """The rank of a heading that says what it is («Бағыт: …», «Глава 2», «Первое.»), or None.

    >>> find_label_rank("Мақсат 3.2.1.1: Қаланың әлеуетін арттыру") == GOAL
    True
    """
    if len(text) > _MAX_LENGTH:
        return None
    for rank, pattern in ((PART, _PART), (CHAPTER, _CHAPTER), (SUBCHAPTER, _SUBCHAPTER)):
        match = pattern.match(text)
        if match and _reads_on_as_heading(text[match.end() :]) and not _adds(text, match):
            return rank
    for rank, pattern in _LABEL:
        match = pattern.fullmatch(text)
        if match and _is_labelled(text, match["rest"]):
            return rank
    ordinal = _ORDINAL.fullmatch(text)
    if ordinal and _is_short(ordinal["rest"] or ""):
        return NUMBERED
    return None


def number_rank(number: Number) -> int:
    """The rank of a numbered heading by the depth of its number."""
    depth = len(number.parts)
    return NUMBERED if depth == 1 else min(DEEPER + 5 * (depth - 2), GOAL - 1)


def table_rank(rank: int) -> int:
    """The rank of a heading between the rows of a table that would have ``rank`` outside of it.

    It holds up to the table's end only, so headings around tables stand above it. Directions,
    goals, tasks and the numbers between them stand outside of tables and inside alike.
    """
    if rank <= SUBCHAPTER:
        return TABLE_CHAPTER
    if rank == NUMBERED:
        return TABLE_NUMBERED
    return TABLE_GROUP if rank == PLAIN else rank


def is_capitals(text: str) -> bool:
    """Whether a line is written in capitals on purpose; a lone abbreviation is not.

    >>> is_capitals("МЕДЕУСКИЙ РАЙОН"), is_capitals("СУСН")
    (True, False)
    """
    if not text.isupper():
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 1]
    return sum(map(len, words)) > 5


def _adds(text: str, match: re.Match[str]) -> bool:
    """«Қосымша ақпарат … беріледі.»: a sentence that says «in addition» and numbers nothing."""
    return text.rstrip().endswith(".") and not any(map(str.isdigit, match.group()))


def _is_labelled(text: str, rest: str) -> bool:
    """«Цель: …» on its own may be a sentence; with a number it is a heading."""
    return bool(_LABEL_NUMBER.match(rest)) or (len(text) <= 160 and rest.rstrip()[-1] not in ".;,")


def _reads_on_as_heading(rest: str) -> bool:
    if len(rest) > 200 or rest[:1] in (",", ";", ":"):
        return False
    return not rest.rstrip().endswith((";", ",")) and (len(rest) <= 100 or rest[-1] != ".")


def _is_short(rest: str) -> bool:
    return len(rest) <= 100 and not rest.rstrip().endswith((".", ";", ",", ":"))


def _starts_upper(text: str) -> bool:
    return text.lstrip('«"“(')[:1].isupper()


def _roman_value(number: str) -> int:
    values = {"I": 1, "V": 5, "X": 10, "L": 50}
    numbers = [values[letter] for letter in number]
    following = [*numbers[1:], 0]
    return sum(-a if a < b else a for a, b in zip(numbers, following, strict=True))
