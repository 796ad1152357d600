"""The numbers of a text that count or measure something, and the unit a question asks for."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from rag.compose.periods import dates_of
from rag.text.numbers import Number, find_numbers

_DIGIT = re.compile(r"\d")
_LINK = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+\.\w+")
# «2. ул. Абая», «1) участок», the first cell of a row: the place in a list.
_LIST_NUMBER = re.compile(
    r"\s*(?:\d{1,3}(?:[.)](?=\s)|\t)|(?:№|#|[рп]/[псб])(?:\s?[рп]/[псб])?:\s*[\d.]+(?=;|$))",
    re.IGNORECASE,
)
_LABELS = ("year", "identifier", "ordinal")

_ASKED_UNITS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), frozenset(units.split("|")))
    for pattern, units in (
        (r"\b(?:квадратн\w+ к[ие]лом|шаршы (?:километр|шақырым)|square kilomet)", "кв.км|га"),
        (r"\b(?:километр|шақырым|киломе|kilomet|\bкм\b)", "км"),
        (r"\b(?:гектар|hectare)", "га"),
        (
            r"\b(?:площад|аумағы|жер көлемі|\barea\b)|[нтд][ыі]ң (?:жалпы )?ауданы (?:қан|неше)",
            "га|кв.км|кв.м",
        ),
        (
            r"\b(?:протяж[её]нност|длин[аыу]|ұзындығ|қашықтығ|\blength\b)"
            r"|how long is the (?:\w+ ){0,2}(?:road|street|river|pipe|network|bridge|route|canal)",
            "км|м",
        ),
        (r"\b(?:тонн|tonne|\btons?\b)", "т"),
        (r"\b(?:центнер|урожайност|шығымдылы|түсімділі)", "ц|т"),
        (r"\b(?:мегаватт|МВт|megawatt|электр\w* қуат|мощност\w* станци|қуаты қанша)", "МВт|кВт"),
        (r"\b(?:квадратн\w+ метр|шаршы метр|square met)", "кв.м"),
        (r"\b(?:кубометр|куб\w* метр|текше метр|cubic)", "куб.м|куб.м/с"),
        (r"\b(?:процент|пайыз|per ?cent)", "%"),
        (r"\b(?:сколько|численност\w*) (?:\w+ )?(?:человек|людей|жител|населени)", "чел"),
        (r"\b(?:қанша|неше) (?:\w+ )?(?:адам|тұрғын|халы)|\bхалқы(?:ның саны)? қанша", "чел"),
        (r"\b(?:how many people|population)\b", "чел"),
    )
)


@lru_cache(maxsize=20_000)
def amounts(text: str) -> tuple[Number, ...]:
    """Numbers that count or measure, in order; no dates, places in a list, links or names."""
    if not _DIGIT.search(text):
        return ()
    bare = _LINK.sub(lambda link: " " * len(link.group()), text)
    first = _LIST_NUMBER.match(bare)
    begins = first.end() if first else 0
    dates = [(date.start, date.end) for date in dates_of(bare)]
    return tuple(
        number
        for number in find_numbers(bare)
        if number.kind not in _LABELS
        and number.start >= begins
        and not any(start <= number.start < end for start, end in dates)
    )


def bare_words(text: str) -> list[str]:
    """The words of a text without its links."""
    return [word for word in _LINK.sub(" ", text).split() if word[0].isalnum()]


@lru_cache(maxsize=1_000)
def asked_units(question: str) -> frozenset[str]:
    """Units, as ``Number.unit`` names them, any of which the question asks for; often empty."""
    for pattern, units in _ASKED_UNITS:
        if pattern.search(question):
            return units
    return frozenset()


def unit_fit(asked: frozenset[str], units: Collection[str | None]) -> float:
    """1 when a number has a unit asked for, -1 when all have others, 0 when that is open.

    ``units`` are those of the numbers, None for a number without one.
    """
    if not asked or not units:
        return 0.0
    if not asked.isdisjoint(units):
        return 1.0
    return 0.0 if None in units else -1.0
