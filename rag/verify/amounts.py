"""Checks that the numbers of a claim, with their units and scales, are those of its source."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence

from rag.text.dates import find_dates
from rag.text.letters import fold_to_cyrillic
from rag.text.number_words import number_words
from rag.text.numbers import Number, find_numbers, find_scales, find_units, written_value
from rag.types import Language

YEARS = range(1500, 2200)
"""A bare number in this range may be a year that is written without the word."""
_JOINTS = re.compile(r"[\s\-–—()+]+")


def amounts_carried(claim: str, source: str, language: Language) -> bool:
    """Whether every number of the claim stands in the source, in digits or in words.

    A unit that is said must be the number's own, or stand elsewhere in the source (a heading, a
    cell of units) when the number has none; likewise a scale such as «млн». Dates are left out.
    ``language`` is the claim's.
    """
    said = _amounts(claim, language)
    if not said:
        return True
    known = _amounts(source, None)
    years = {date.year for date in find_dates(source)}
    units, scales = find_units(source), find_scales(source)
    return all(
        any(_same(number, other, units, scales) for other in known)
        or (number.unit is None and int(number.value) in YEARS and number.value in years)
        for number in said
    )


def _amounts(text: str, language: Language | None) -> Sequence[Number]:
    dates = find_dates(text)
    found = [*find_numbers(text), *number_words(text, language)]
    return [n for n in found if not any(d.start < n.end and n.start < d.end for d in dates)]


def _same(said: Number, known: Number, units: Collection[str], scales: Collection[float]) -> bool:
    if "identifier" in (said.kind, known.kind):
        return _plain(said.written) == _plain(known.written)
    # The number may stand in a cell, and its unit in the heading.
    unit = known.unit or (said.unit if said.unit in units else None)
    if said.unit is not None and said.unit != unit:
        return False
    # «15» of «15 %» says something else; in a table the head of a column may say what it is.
    if said.unit is None and known.unit == "%" and said.kind != known.kind:
        return False
    return math.isclose(said.value, known.value) or _same_in_scale(said, known, scales)


def _same_in_scale(said: Number, known: Number, scales: Collection[float]) -> bool:
    """«5,2 млн» is the 5,2 in a column whose heading says «млн»."""
    digits, other = written_value(said), written_value(known)
    if digits is None or digits != other or known.value != other:
        return False
    return any(math.isclose(said.value, digits * scale) for scale in scales)


def _plain(written: str) -> str:
    return fold_to_cyrillic(_JOINTS.sub("", written)).casefold()
