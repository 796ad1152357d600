"""Finds places that are named with their type: «Медеуский район», «Тараз қаласы», «ул. Абая»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rag.text.letters import fold_kazakh, fold_lookalikes

MIN_SHARED_LETTERS = 4
"""Two spellings of a name share at least this many first letters."""


@dataclass(frozen=True, slots=True)
class Place:
    """A named place at ``text[start:end]``. ``kind`` is the type in English; ``key`` is what all
    spellings and forms of the name begin with, for ``same_place``."""

    start: int
    end: int
    kind: str
    key: str


_NAME = r"[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+(?:-[А-ЯЁӘҒҚҢӨҰҮҺІа-яёәғқңөұүһі]+)?"
_QUOTED = rf"[«\"“]?({_NAME})"
# Kind, what stands after the name, what stands before it. Longer types first.
_TYPES: tuple[tuple[str, str, str], ...] = (
    (
        "microdistrict",
        r"(?:шағын|мөлтек|ықшам)\s?аудан\w*|микрорайон\w*|мкр\b",
        r"микрорайон\w*|мкр\.?",
    ),
    ("reservoir", r"водохранилищ\w*|су қойма\w*|суқойма\w*", r"водохранилищ\w*"),
    ("okrug", r"(?:сельск\w+ |ауылдық )?округ\w*", r""),
    ("district", r"район\w*|аудан\w*", r""),
    ("region", r"област\w*|облыс\w*", r"област[ьи]"),
    ("city", r"қала\w*|город\w*", r"город\w*|г\."),
    ("village", r"ауыл\w*|село|села|селе|селу", r"сел[оаеу]|селом|ауле?|пос[её]лк\w+|с\."),
    ("street", r"көше\w*|улиц\w*", r"улиц\w*|ул\."),
    ("avenue", r"даңғыл\w*|проспект\w*", r"проспект\w*|пр\."),
)
_JOINED = rf"(?:{_NAME}(?:,\s|\sи\s|\sжәне\s))*{_NAME}"
_AFTER = tuple(
    (kind, re.compile(rf"({_JOINED})[»\"”]?\s(?:{after})(?!\w)")) for kind, after, _ in _TYPES
)
_BEFORE = tuple(
    (kind, re.compile(rf"(?<!\w)(?:{before})\s?{_QUOTED}")) for kind, _, before in _TYPES if before
)
_WORD = re.compile(_NAME)
# Endings of Russian adjectives made from names, and of Kazakh and Russian cases, all folded.
_ADJECTIVE = re.compile(
    r"(?:инск|енск|анск|янск|овск|евск|ск|цк)(?:ии|ого|ому|им|ом|ая|ои|ую|ое|ие|их)$"
)
_ENDING = re.compile(
    r"(?:нин|дин|тин|дан|ден|тан|тен|нан|нен|даги|деги|таги|теги|нда|нде|да|де|та|те|га|ге|ка|ке|ом"
    r"|ем|ою|ах|ам|[аеиуояюь])$"
)


def find_places(text: str) -> tuple[Place, ...]:
    """Typed names in ``text``, in order; a place is found once."""
    folded = fold_lookalikes(text)
    found: dict[tuple[int, int], Place] = {}
    for kind, pattern in _AFTER:
        for match in pattern.finditer(folded):
            for word in _WORD.finditer(folded, match.start(1), match.end(1)):
                _add(found, kind, word)
    for kind, pattern in _BEFORE:
        for match in pattern.finditer(folded):
            name = _WORD.match(folded, match.start(1))
            if name is not None:
                _add(found, kind, name)
    return tuple(sorted(found.values(), key=lambda place: place.start))


def same_place(one: Place, other: Place) -> bool:
    """Whether two places of one kind can be the same: one name's key begins the other's.

    >>> names = ("Алмалы ауданы", "Алмалинского района", "Талды ауданы")
    >>> a, b, c = (find_places(name)[0] for name in names)
    >>> same_place(a, b), same_place(a, c)
    (True, False)
    """
    if one.kind != other.kind:
        return False
    short, long = sorted((one.key, other.key), key=len)
    return long.startswith(short) and len(short) >= min(MIN_SHARED_LETTERS, len(long))


def _add(found: dict[tuple[int, int], Place], kind: str, word: re.Match[str]) -> None:
    # The first, most specific type wins: «шағын аудан» is no «аудан».
    found.setdefault(word.span(), Place(*word.span(), kind, _key(word.group())))


@lru_cache(maxsize=20_000)
def _key(name: str) -> str:
    folded = fold_kazakh(name)
    adjective = _ADJECTIVE.sub("", folded)
    if adjective != folded and len(adjective) >= 3:
        return adjective
    bare = _ENDING.sub("", folded)
    return bare if len(bare) >= MIN_SHARED_LETTERS else folded
