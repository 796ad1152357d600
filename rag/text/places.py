"""Finds places that are named with their type: «Медеуский район», «Тараз қаласы», «школа № 5»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from rag.text import russian
from rag.text.person_names import begins_person
from rag.text.place_names import TITLES, name_key, same_words
from rag.text.place_types import (
    AREAS,
    NUMBERED,
    PlaceType,
    compound_type,
    is_abbreviation,
    is_plural,
    may_be_type,
    place_type,
)
from rag.text.place_words import PlaceWord, place_words
from rag.text.wordlist import words


@dataclass(frozen=True, slots=True)
class Place:
    """A named place at ``text[start:end]``, without its type. ``kind`` is the type in English;
    ``key`` is what the name can be a form of, for ``same_place`` (see ``name_key``): one word or
    number for each of the name's, parted by spaces."""

    start: int
    end: int
    kind: str
    key: str


class _Type(NamedTuple):
    """A type and the places of its first and last word among the words of the text."""

    first: int
    last: int
    what: PlaceType


_SPACE = re.compile(r"[ \xa0]")
_TO_TYPE = re.compile(r"[»\"”]?[ \xa0]")
_FROM_TYPE = re.compile(r"\.?[ \xa0]?[«\"“]?")
_FROM_WORD = re.compile(r"[ \xa0]?[«\"“]?")  # the sentence ends with «…в 19 сёл. Газ…»
_ROAD_GAP = re.compile(r"[ \xa0]?[-–—]?[ \xa0]")
_LIST_GAP = re.compile(r"[»\"”]?,[ \xa0][«\"“]?")
_QUOTED_GAP = re.compile(r"[»\"”]?[ \xa0][«\"“]?")
_NUMBERS_AFTER = re.compile(
    r"[ \xa0]?№[ \xa0]?\d+(?:(?:,| и| және)?[ \xa0]?№?[ \xa0]?\d+\b(?!-\w))*"
)
_NUMBER_BEFORE = re.compile(
    r"(?:№[ \xa0]?(\d+)(?:[ \xa0][а-яәғқңөұүһі-]+){0,4}"
    r"|(?<![\d№])(\d+)-(?:й|я|м|го|ші|шы|інші))[ \xa0]$"
)
_REACH = 60
_OPENING = re.compile(r"[«\"“](?:с |со )?$", re.IGNORECASE)
_CLOSING = re.compile(r"[!.]?[»\"”]")
_NEAR_QUOTE = 5
_DIGITS = re.compile(r"\d+")
_AND = words("и және мен пен бен and")
_DEDICATED = words("атындағы имени им of")
_ADJECTIVE = re.compile(
    r"(?:ый|ий|ой|ая|яя|ое|ого|его|ому|ему|ым|им|ом|ем|ую|юю|ей|ые|ие|ых|их|ыми|ими)$"
)
_RELATIVE = re.compile(r"[сц]к(?:ий|ая|ое|ого|ой|ому|им|ом|ую|ие|их)$")
_MOST_NAMES = 2


def find_places(text: str) -> tuple[Place, ...]:
    """Typed names in ``text``, in order; a name is found once, under its most special type.

    >>> text = "Медеу ауданында, ул. Кабанбай батыра, школа № 131"
    >>> [(place.kind, text[place.start : place.end]) for place in find_places(text)]
    [('district', 'Медеу'), ('street', 'Кабанбай батыра'), ('school', '131')]
    """
    listed = place_words(text)
    found: dict[int, Place] = {}
    for at, word in enumerate(listed):
        type_ = _type_at(text, listed, at) if may_be_type(word.lower) else None
        if type_ is not None:
            for place in _places(text, listed, type_):
                if place.kind not in AREAS or _names_area(text, place, listed[type_.last]):
                    found.setdefault(place.start, place)
    return tuple(found[start] for start in sorted(found))


def same_place(one: Place, other: Place) -> bool:
    """Whether two places of one kind can be the same: each word of the shorter name has its like.

    >>> names = ("Алмалы ауданы", "Алмалинского района", "Талды ауданы")
    >>> a, b, c = (find_places(name)[0] for name in names)
    >>> same_place(a, b), same_place(a, c)
    (True, False)
    """
    return one.kind == other.kind and same_name(one, other)


def same_name(one: Place, other: Place) -> bool:
    """Whether two places of any kind can have one name: «Тараз қаласы», «школы Тараза»."""
    return same_words(one.key, other.key)


def _names_area(text: str, place: Place, type_: PlaceWord) -> bool:
    """Whether an area is named: «в аккаунтах акимата района Instagram и Facebook» names none."""
    latin = text[place.start : place.end].isascii() and not type_.lower.isascii()
    numbered = not any(map(str.isalpha, text[place.start : place.end]))
    return (numbered or not latin) and not _is_title(text, place, type_)


def _is_title(text: str, place: Place, type_: PlaceWord) -> bool:
    """Whether name and type are all of a quotation: «Дипломмен ауылға!» is a programme."""
    start, end = min(place.start, type_.start), max(place.end, type_.end)
    opening = _OPENING.search(text, max(0, start - _NEAR_QUOTE), start)
    return opening is not None and _CLOSING.match(text, end) is not None


def _type_at(text: str, listed: list[PlaceWord], at: int) -> _Type | None:
    """The type whose last word is at a place; None where there is none."""
    word = listed[at]
    if at and (special := compound_type(listed[at - 1].lower, word.lower)):
        return _Type(at - 1, at, special)
    what = place_type(word.lower)
    if what is None:
        return None
    if is_abbreviation(word.lower):
        # «г.» after a number is a year, and a capital an initial.
        year = at and len(word.lower) == 1 and listed[at - 1].lower[-1].isdigit()
        if year or not text[word.start].islower():
            return None
        if len(word.lower) < 3 and text[word.end : word.end + 1] != ".":
            return None
    return _Type(at, at, what)


def _places(text: str, listed: list[PlaceWord], type_: _Type) -> list[Place]:
    kind, side = type_.what
    if kind in NUMBERED and (numbered := _numbered(text, listed, type_)):
        return numbered
    before = _before(text, listed, type_)
    if side == "before":
        named_of = text[listed[type_.last].end :].startswith(" of ")
        names = _after(text, listed, type_) if named_of and not before else before
        return [_place(kind, name) for name in names]
    adjectives = before if before and _ADJECTIVE.search(before[0][-1].lower) else []
    if side == "after":
        # Of «Аким Медеуского района» only the adjective is the name.
        adjectives = [name[-1:] for name in adjectives]
    names = adjectives or _after(text, listed, type_) or (before if side == "either" else [])
    return [_place(kind, name) for name in names]


def _place(kind: str, name: list[PlaceWord]) -> Place:
    parts = [part for word in name if word.lower not in TITLES for part in word.lower.split("-")]
    return Place(name[0].start, name[-1].end, kind, " ".join(map(name_key, parts)))


def _numbered(text: str, listed: list[PlaceWord], type_: _Type) -> list[Place]:
    """Places that a number names: «школы № 5 и 12», «№131 мектеп», «3-й микрорайон»."""
    first, last = listed[type_.first], listed[type_.last]
    if match := _NUMBERS_AFTER.match(text, last.end):
        spans = [d.span() for d in _DIGITS.finditer(text, match.start(), match.end())]
    else:
        before = max(0, first.start - _REACH)
        match = _NUMBER_BEFORE.search(text[before : first.start])
        if match is None:
            return []
        group = 1 if match[1] else 2
        spans = [(before + match.start(group), before + match.end(group))]
    return [Place(a, b, type_.what.kind, name_key(text[a:b])) for a, b in spans]


def _before(text: str, listed: list[PlaceWord], type_: _Type) -> list[list[PlaceWord]]:
    """The names that end where the type begins, nearest first; several only for a plural type."""
    at = type_.first - 1
    if at >= 0 and listed[at].lower in _DEDICATED:
        at -= 1
    gap = _TO_TYPE
    names: list[list[PlaceWord]] = []
    while at >= 0 and (name := _name_ending(text, listed, at, gap)):
        names.append(name)
        at -= len(name)
        if at < 0 or not is_plural(listed[type_.last].lower):
            break
        if listed[at].lower in _AND:
            at, gap = at - 1, _QUOTED_GAP
        else:
            gap = _LIST_GAP
    return names


def _name_ending(
    text: str, listed: list[PlaceWord], at: int, gap: re.Pattern[str]
) -> list[PlaceWord]:
    """The words of the name whose last word is at a place; empty when it is no name."""
    following = listed[at + 1].start if at + 1 < len(listed) else len(text)
    if not gap.fullmatch(text, listed[at].end, following):
        return []
    start = at - 1 if at and listed[at].lower in TITLES else at
    if not listed[start].is_name or _type_at(text, listed, start) is not None:
        return []
    while (
        start
        and at - start < _MOST_NAMES - 1
        and listed[start - 1].is_name
        and _name_gap(listed, at + 1).fullmatch(text, listed[start - 1].end, listed[start].start)
        and place_type(listed[start - 1].lower) is None
    ):
        start -= 1
    return listed[start : at + 1]


def _after(text: str, listed: list[PlaceWord], type_: _Type) -> list[list[PlaceWord]]:
    """The names that begin where the type ends, in order: «улицы Абая и Толе би»."""
    last = listed[type_.last].lower
    at, gap = type_.last + 1, _FROM_TYPE if is_abbreviation(last) else _FROM_WORD
    while at < len(listed) and _is_skipped(text, listed, at):
        if type_.what.kind in AREAS and listed[at].lower not in _DEDICATED:
            return []  # «аким района Ж. Рахметов»: an initial begins the name of a person.
        at, gap = at + 1, _FROM_TYPE
    names: list[list[PlaceWord]] = []
    while at < len(listed) and gap.fullmatch(text, listed[at - 1].end, listed[at].start):
        end = _end_of_name(text, listed, at)
        if type_.what.kind in AREAS:
            person = (i for i in range(at, end) if begins_person(text, *listed[i][:2]))
            end = next(person, end)
        if end == at or (names and russian.is_plain_subject(listed[at].lower)):
            break
        names.append(listed[at:end])
        at, gap = end, _LIST_GAP
        if at < len(listed) and listed[at].lower in _AND:
            at, gap = at + 1, _QUOTED_GAP
        elif not is_plural(last):
            break
    return names


def _is_skipped(text: str, listed: list[PlaceWord], at: int) -> bool:
    """Whether the word is «имени» or an initial, which stand between type and name."""
    word = listed[at]
    if not _FROM_TYPE.fullmatch(text, listed[at - 1].end, word.start):
        return False
    initial = word.end - word.start == 1 and text[word.start].isupper()
    return word.lower in _DEDICATED or (initial and text[word.end : word.end + 1] == ".")


def _end_of_name(text: str, listed: list[PlaceWord], at: int) -> int:
    """The place behind the name that begins at a place; that place itself when none does."""
    end = at
    while end < len(listed) and listed[end].is_name and end - at < _MOST_NAMES:
        if end > at:
            if not _name_gap(listed, at - 1).fullmatch(
                text, listed[end - 1].end, listed[end].start
            ):
                break
            if _RELATIVE.search(listed[end].lower) or russian.is_plain_subject(listed[end].lower):
                break
        # «село Узынагаш, Медеуский район»: the adjective is the name of what follows.
        if end + 1 < len(listed) and _takes(text, listed, end):
            break
        end += 1
    if end > at and end < len(listed) and listed[end].lower in TITLES:
        end += bool(_SPACE.fullmatch(text, listed[end - 1].end, listed[end].start))
    return end


def _name_gap(listed: list[PlaceWord], type_at: int) -> re.Pattern[str]:
    """What may part two words of a name: a dash between the ends of a road, a space elsewhere."""
    word = listed[type_at].lower if 0 <= type_at < len(listed) else ""
    what = place_type(word)
    is_road = word in {"тас", "жол"} or (what is not None and what.kind == "highway")
    return _ROAD_GAP if is_road else _SPACE


def _takes(text: str, listed: list[PlaceWord], at: int) -> bool:
    """Whether the word after a name is a type that has this name before it."""
    if not _TO_TYPE.fullmatch(text, listed[at].end, listed[at + 1].start):
        return False
    what = place_type(listed[at + 1].lower)
    if what is None or is_abbreviation(listed[at + 1].lower):
        return False
    return what.side == "before" or bool(_ADJECTIVE.search(listed[at].lower))
