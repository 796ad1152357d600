"""The words that say what kind of place a name is of, in Kazakh, Russian and English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, NamedTuple

from rag.text import kazakh, russian
from rag.text.letters import fold_kazakh

Side = Literal["before", "after", "either"]


class PlaceType(NamedTuple):
    """A kind of place, and where its word has the name: before itself, after itself or either.

    A type that stands before its name («город Тараз») still may have an adjective before it
    («Медеуский район»).
    """

    kind: str
    side: Side


def _kinds(listed: str) -> Mapping[str, str]:
    """Lines of a kind and the words for it, to a kind by word."""
    rows = (line.split() for line in listed.strip().splitlines())
    return MappingProxyType({word: kind for kind, *words in rows for word in words})


# Dictionary forms.
_RUSSIAN = _kinds(
    """
    microdistrict микрорайон
    district район районный
    okrug округ
    region область областной
    city город городской
    village село аул поселок деревня
    street улица переулок
    avenue проспект
    highway трасса шоссе автотрасса
    square площадь
    park сквер
    station станция вокзал
    airport аэропорт
    reservoir водохранилище
    river река
    lake озеро
    dam плотина дамба
    bridge мост
    school школа гимназия
    kindergarten детсад ясли
    hospital больница
    clinic поликлиника амбулатория
    factory завод комбинат
    mine шахта рудник месторождение
    """
)
# Stems. «Медеу аудандық әкімдігі» names the district as well as «Медеу ауданы» does.
_KAZAKH = _kinds(
    """
    district аудан аудандық
    region облыс облыстық
    city қала қалалық
    village ауыл кент
    street көше
    avenue даңғыл
    highway тасжол автотрасса
    square алаң
    park саябақ
    station стансы бекет
    airport әуежай
    reservoir суқойма
    river өзен
    lake көл
    dam бөген
    bridge көпір
    school мектеп
    kindergarten балабақша бөбекжай
    hospital аурухана
    clinic емхана
    factory зауыт
    mine кеніш
    """
)
_BOTH = _kinds(
    """
    park парк
    canal канал
    school лицей
    college колледж
    university университет
    factory фабрика
    """
)
# As they stand here; those of one or two letters only with a period after them.
_RUSSIAN_FORMS = _kinds(
    """
    microdistrict мкр мкрн мкр-н
    district р-н р-на р-не р-ну
    region обл
    city г гор
    village с п пос
    street ул
    avenue пр просп пр-т пр-кт
    school сш ош сош
    """
)
_KAZAKH_FORMS = _kinds(
    """
    district ауд
    city қ
    street көш к-сі
    avenue даң
    """
)
_ENGLISH_FORMS = _kinds(
    """
    microdistrict microdistrict
    district district
    region region
    city city town
    village village
    street street
    avenue avenue
    reservoir reservoir
    river river
    lake lake
    park park
    school school
    """
)
# A word before the type makes it another: «шағын аудан», «су қоймасы», «детский сад».
_COMPOUNDS: Mapping[tuple[str, str], PlaceType] = MappingProxyType(
    {
        **{
            (first, "аудан"): PlaceType("microdistrict", "before")
            for first in ("шағын", "мөлтек", "ықшам")
        },
        **{
            (first, "округ"): PlaceType("okrug", "after")
            for first in ("сельский", "поселковый", "городской")
        },
        ("ауылдық", "округ"): PlaceType("okrug", "before"),
        ("а", "о"): PlaceType("okrug", "before"),
        ("с", "о"): PlaceType("okrug", "after"),
        ("су", "қойма"): PlaceType("reservoir", "before"),
        ("тас", "жол"): PlaceType("highway", "before"),
        ("детский", "сад"): PlaceType("kindergarten", "after"),
        ("балалар", "бақша"): PlaceType("kindergarten", "before"),
    }
)
_ABBREVIATIONS = frozenset("мкр мкрн обл г гор с п пос ул пр просп сш ош сош ауд қ көш даң".split())
NUMBERED = frozenset({"school", "kindergarten", "hospital", "clinic", "microdistrict"})
"""Kinds that a number names: «школа № 131», «5-й микрорайон»."""
AREAS = frozenset({"region", "district", "okrug", "city", "village"})
"""Kinds that a stretch of text keeps to: its next sentences are still about the area named last.
Streets and schools are named one after the other."""
_TABLES: tuple[tuple[Mapping[str, str], Side], ...] = (
    (_RUSSIAN_FORMS, "after"),
    (_KAZAKH_FORMS, "before"),
    (_ENGLISH_FORMS, "before"),
)
N_SHARED = 3
"""Letters that every form of a type begins with."""
_TYPE_WORDS = (
    *(word for table in (_RUSSIAN, _KAZAKH, _BOTH) for word in table),
    *(word for table, _ in _TABLES for word in table),
    *(second for _, second in _COMPOUNDS),
)
# A Kazakh stem is found under Russian letters too: «каласы».
_STARTS = frozenset(spelt[:N_SHARED] for word in _TYPE_WORDS for spelt in (word, fold_kazakh(word)))
_SECOND_STARTS = frozenset(fold_kazakh(second[:N_SHARED]) for _, second in _COMPOUNDS)


def may_be_type(word: str) -> bool:
    """Whether a lower-case word begins like a type: no other is one, alone or with another word."""
    return word[:N_SHARED].replace("ё", "е") in _STARTS


@lru_cache(maxsize=50_000)
def place_type(word: str) -> PlaceType | None:
    """What a lower-case word by itself says of a name beside it; None for any other word.

    >>> place_type("районе"), place_type("ауданының"), place_type("районирование")
    (PlaceType(kind='district', side='after'), PlaceType(kind='district', side='before'), None)
    """
    if not may_be_type(word):
        return None
    for table, side in _TABLES:
        if word in table:
            return PlaceType(table[word], side)
    if "-" in word:  # школы-гимназии
        return place_type(word.partition("-")[0])
    stem = kazakh.stem(word)
    if stem in _KAZAKH:
        return PlaceType(_KAZAKH[stem], "before")
    for lemma in (*russian.lemmas(word), word, stem):
        if lemma in _BOTH:
            return PlaceType(_BOTH[lemma], "either")
        if lemma in _RUSSIAN:
            return PlaceType(_RUSSIAN[lemma], "after")
    return None


@lru_cache(maxsize=50_000)
def compound_type(first: str, second: str) -> PlaceType | None:
    """What two neighbouring lower-case words say together; None for other words."""
    if not may_be_type(second) or fold_kazakh(second[:N_SHARED]) not in _SECOND_STARTS:
        return None
    pairs = ((a, b) for a in (first, *russian.lemmas(first)) for b in _roots(second))
    return next((_COMPOUNDS[pair] for pair in pairs if pair in _COMPOUNDS), None)


def is_abbreviation(word: str) -> bool:
    """Whether a lower-case type word is one that a period follows."""
    return word in _ABBREVIATIONS


@lru_cache(maxsize=50_000)
def is_plural(word: str) -> bool:
    """Whether a lower-case type word speaks of several places: «районы», «аудандарында»."""
    if word in _ABBREVIATIONS:
        return False
    if any(ending in word for ending in ("лар", "лер", "дар", "дер", "тар", "тер")):
        return True
    if word.startswith("город"):
        return not word.endswith(("род", "рода", "роду", "родом", "роде"))
    return russian.is_plural(word)


def _roots(word: str) -> tuple[str, ...]:
    return (word, *russian.lemmas(word), kazakh.stem(word))
