"""Finds what in a question can be exchanged for another of its kind: places, names and periods."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rag.text import kazakh, russian
from rag.text.dates import find_dates
from rag.text.kazakh_roots import PLACE_ROOTS
from rag.text.place_types import compound_type, place_type
from rag.text.places import find_places
from rag.text.stopwords import STOP_WORDS
from rag.text.wordlist import words


@dataclass(frozen=True, slots=True)
class Slot:
    """``text[start:end]`` with its type word or quotation marks, ``text[lead:end]`` with the
    preposition too (``lead == start`` without one), ``text[name_start:name_end]`` the bare name.
    ``place`` is the kind of a typed place; ``year`` that of a period, None where it is silent."""

    kind: Literal["place", "name", "period"]
    lead: int
    start: int
    end: int
    name_start: int
    name_end: int
    place: str | None = None
    year: int | None = None


_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_TYPE_AFTER = re.compile(r"[»\"”]?[ \xa0]([^\W_]+(?:-[^\W_]+)*)(?:[ \xa0]([^\W_]+(?:-[^\W_]+)*))?")
_TYPE_BEFORE = re.compile(
    r"(?:([^\W_]+(?:-[^\W_]+)*)[ \xa0])?([^\W_]+(?:-[^\W_]+)*)\.?[ \xa0]?[«\"“№]?[ \xa0]?$"
)
_PREPOSITION = re.compile(
    r"(?<![^\W_])(?:во?|на|из|со?|по|для|об?|у|ко?|за|до|от|при|около|под|над|in|of|on|at|for"
    r"|from|to"
    r"|by|as of|since|until|during)[ \xa0](?:the[ \xa0])?$",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"(?:\b[А-ЯЁӘҒҚҢӨҰҮҺІA-Z]{2,5}\s)?(?:«([^»]{1,80})»|“([^”]{1,80})”|\"([^\"]{1,80})\")"
)
_LOOSE_YEAR = re.compile(
    r"(?<![\d№.,])(?P<year>(?:19|20|21)\d\d)(?!\d|[.,]\d)"
    r"(?:-?(?:м|му|го|й|е|ші|шы|да|де|та|те|дан|ден|ға|ге))?(?![^\W_])",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?<![^\W_])(?:в\s)?((?:поза)?прошл(?:ом|ый) год[ау]?"
    r"|(?:этом|текущем|нынешнем|следующем|будущем|предыдущем) году"
    r"|(?:алдыңғы|өткен|келесі) жыл(?:ы|ғы)?|былтыр(?:ғы)?|биыл(?:ғы)?|(?:last|next"
    r"|this) year)(?![^\W_])",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"№[ \xa0]?(\d+)(?![^\W_])")
_CASE_OF_YEAR = re.compile(r"-(?:м|му|го|й|е|ші|шы|да|де|та|те|дан|ден|ға|ге)(?![^\W_])")
_CASE_OF_NAME = re.compile(r"(?:[дт][ае](?:ғы|гі)?|[дтн][ыі]ң|[дт][ае]н|[ғгқк][ае])$")
_NOT_NAMES = words("бір қанша").union(*STOP_WORDS.values())


@lru_cache(maxsize=512)
def find_slots(text: str, *, is_fragment: bool = False, goes_on: bool = False) -> tuple[Slot, ...]:
    """The slots in order, not overlapping.

    A fragment («а в мае?», «ал 2021-де ше?») may name a period by a bare year or month, and a place
    by its number. ``goes_on`` says that the text is not where its sentence begins.

    >>> text = "Сколько школ в Медеуском районе за 2022 год?"
    >>> [(slot.kind, text[slot.lead : slot.end]) for slot in find_slots(text)]
    [('place', 'в Медеуском районе'), ('period', 'за 2022 год')]
    """
    found: list[Slot] = []
    listed = [*_periods(text, is_fragment), *_places(text), *_quoted(text)]
    if is_fragment:
        listed += [_slot(text, "name", *n.span(), n.span(1)) for n in _NUMBER.finditer(text)]
    for slot in (*listed, *_names(text, goes_on)):
        if all(slot.end <= other.start or slot.start >= other.end for other in found):
            found.append(slot)
    return tuple(sorted(found, key=lambda slot: slot.start))


def is_relative(phrase: str) -> bool:
    """Whether a period is told from today: «в прошлом году», «былтыр»."""
    return _RELATIVE.search(phrase) is not None


def without_case(name: str) -> str:
    """A Kazakh name without the ending of place, origin, direction or possession.

    >>> without_case("Алмалыда"), without_case("Тараз")
    ('Алмалы', 'Тараз')
    """
    bare = _CASE_OF_NAME.sub("", name)
    return bare if len(bare) > 2 else name


def _periods(text: str, is_fragment: bool) -> list[Slot]:
    found = [_slot(text, "period", *match.span(1)) for match in _RELATIVE.finditer(text)]
    for mention in find_dates(text):
        ending = _CASE_OF_YEAR.match(text, mention.end)
        end = ending.end() if ending is not None else mention.end
        found.append(_slot(text, "period", mention.start, end, year=mention.year))
    if found or not is_fragment:
        return found
    year = _LOOSE_YEAR.search(text)
    if year is not None:
        return [_slot(text, "period", year.start(), year.end(), year=int(year["year"]))]
    for word in _WORD.finditer(text):
        if len(word.group()) > 2 and find_dates("1 " + word.group()):
            return [_slot(text, "period", word.start(), word.end())]
    return []


def _places(text: str) -> list[Slot]:
    found = []
    for place in find_places(text):
        start, end = _with_type(text, place.start, place.end, place.kind)
        found.append(_slot(text, "place", start, end, (place.start, place.end), place.kind))
    return found


def _with_type(text: str, start: int, end: int, kind: str) -> tuple[int, int]:
    """The span of a place with the word for its type, which stands behind the name or before."""
    after = _TYPE_AFTER.match(text, end)
    if after is not None:
        first, second = after[1].lower(), (after[2] or "").lower()
        compound = compound_type(first, second) if second else None
        if compound is not None and compound.kind == kind:
            return start, after.end(2)
        if (what := place_type(first)) is not None and what.kind == kind:
            return start, after.end(1)
    before = _TYPE_BEFORE.search(text, max(0, start - 60), start)
    if before is None:
        return start, end
    first, second = (before[1] or "").lower(), before[2].lower()
    closing = end + (text[end : end + 1] in ("»", '"', "”"))
    compound = compound_type(first, second) if first else None
    if compound is not None and compound.kind == kind:
        return before.start(1), closing
    if (what := place_type(second)) is not None and what.kind == kind:
        return before.start(2), closing
    return start, end


def _quoted(text: str) -> list[Slot]:
    found = []
    for match in _QUOTED.finditer(text):
        group = next(n for n in (1, 2, 3) if match[n] is not None)
        found.append(_slot(text, "name", match.start(), match.end(), match.span(group)))
    return found


def _names(text: str, goes_on: bool) -> list[Slot]:
    """Runs of words that are written as names and belong to no type and no quotation."""
    spans: list[tuple[int, int]] = []
    for word in _WORD.finditer(text):
        if not _is_name(text, word.group(), word.start(), goes_on):
            continue
        if spans and text[spans[-1][1] : word.start()] in (" ", "\xa0"):
            spans[-1] = (spans[-1][0], word.end())
        else:
            spans.append(word.span())
    return [_slot(text, "name", start, end) for start, end in spans]


def _is_name(text: str, word: str, start: int, goes_on: bool) -> bool:
    lower = word.lower()
    if not word[0].isupper() or len(word) < 3 or lower in _NOT_NAMES:
        return False
    before = text[:start].rstrip(' \xa0«"“(')
    if before[-1:] not in ".?!…" or (goes_on and not before):
        return place_type(lower) is None
    # A capital that begins a sentence says nothing; an ending of place on no known word does.
    if any(letter in "әғқңөұүһі" for letter in lower) or not russian.readings(lower):
        return kazakh.find_root(lower) is None and bool(_CASE_OF_NAME.search(lower))
    if not russian.is_known(lower) and kazakh.find_root(lower) in PLACE_ROOTS:
        return _CASE_OF_NAME.search(lower) is not None
    return bool(russian.readings(lower)[0] & {"Geox"})


def _slot(
    text: str,
    kind: Literal["place", "name", "period"],
    start: int,
    end: int,
    name: tuple[int, int] | None = None,
    place: str | None = None,
    year: int | None = None,
) -> Slot:
    preposition = _PREPOSITION.search(text[max(0, start - 12) : start])
    lead = start - len(preposition.group()) if preposition is not None else start
    name_start, name_end = name or (start, end)
    return Slot(kind, lead, start, end, name_start, name_end, place, year)
