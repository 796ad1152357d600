"""Finds what the cells of a table row state: amounts with their units, and whether it is a total.

A unit stands in the cell, in the head of its column («Сумма, млн тенге»), in the row's own column
of units («Ед. изм.») or in the table's caption («(тыс. тенге)»), and counts in this order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rag.text.numbers import canonical_digits, find_numbers, parse_unit
from rag.types import Amount

Measure = tuple[float, str | None]
"""What one of a column counts for, and its unit."""

_TOTAL = re.compile(
    r"\W{0,3}(?:итого|всего|итог|в\s?целом|барлығы|жиыны|жинағы|қорытынды|(?:grand\s)?total)\b",
    re.I,
)
_PLAIN = re.compile(r"[-−+]?(?:\d+|[1-9]\d{0,2}(?:[ \xa0\u2009\u202f]\d{3})+)(?:[.,]\d+)?")
_LONGEST = 60
_RANGE = re.compile(r"\W*(?:от|с)?\W*[-–—]?\W*(?:до|по|-дан|-ден)?\W*", re.I)
_UNCOUNTED = re.compile(
    r"\W*(?:№|#|n|код\w*|code|бсн|бин|иин|жсн|бик|индекс|тел\w*|дата|күні|date|срок\w*|мерзім\w*"
    r"|год|годы|жыл|жылы|year)?\W*(?:п/п|р/с|р/б|рс|пп)?\W*(?:строки|стр)?\W*",
    re.I,
)
_UNITS_COLUMN = re.compile(
    r"\W*(?:ед(?:иниц[аы])?\.?\s*(?:изм\w*)?|(?:өлш(?:ем)?\.?\s*)?бірл\w*|unit\w*)\W*", re.I
)
_NAMES = frozenset({"identifier", "ordinal", "year"})
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")
_AT_END = re.compile(r"(?:тыс|млн|млрд|мың|трлн)\.?\s\S{1,12}$", re.I)


def is_total(cells: Sequence[str]) -> bool:
    """Whether a row sums up those above it, by the first words in it.

    >>> is_total(("", "Итого доходы", "5")), is_total(("Барлығы:", "7")), is_total(("Всё", "1"))
    (True, True, False)
    """
    first = next((cell for cell in cells if any(map(str.isalpha, cell))), "")
    return bool(_TOTAL.match(first))


def row_amounts(
    cells: Sequence[str], header: Sequence[str], caption: str
) -> tuple[Amount | None, ...]:
    """The amount of every cell, None where a cell states none: words, dates, numbers that name.

    ``header`` is empty or as long as ``cells``.
    """
    if not any(map(_has_digit, cells)):
        return (None,) * len(cells)
    measures, units_column = _columns(tuple(header), caption)
    said = cells[units_column] if units_column is not None else ""
    of_row = _measure(said) if said else _measure_of(caption)
    amounts: list[Amount | None] = []
    for i, cell in enumerate(cells):
        # «На 100 тысяч человек» says what the others are told for.
        uncounted = i == units_column or (bool(header) and _is_uncounted(header[i]))
        of_column = measures[i] if measures else None
        amounts.append(None if uncounted else _amount(cell, of_column or of_row))
    return tuple(amounts)


@lru_cache(maxsize=1000)
def _columns(
    header: tuple[str, ...], caption: str
) -> tuple[tuple[Measure | None, ...], int | None]:
    """What each column is measured in by its head, and the column that says it for its row."""
    units = [i for i, name in enumerate(header) if _UNITS_COLUMN.fullmatch(name)]
    return tuple(map(_measure_of, header)), units[0] if units else None


@lru_cache(maxsize=10_000)
def _measure_of(name: str) -> Measure | None:
    """The unit that a column's head or a caption names at its end or in brackets."""
    parts = [*reversed(_BRACKETED.findall(name)), *reversed(name.split(","))]
    parts += [part for storey in name.split("/") for part in (storey, *storey.split(","))]
    parts += _AT_END.findall(name)
    if "%" in name:
        parts.append("%")
    return next((found for part in parts if (found := _measure(part))), None)


@lru_cache(maxsize=10_000)
def _measure(words: str) -> Measure | None:
    text = re.sub(r"^(?:в|во|есебімен)\s+", "", words.strip().strip(".:;").strip(), flags=re.I)
    return parse_unit(text) if text else None


@lru_cache(maxsize=10_000)
def _is_uncounted(name: str) -> bool:
    return bool(name) and bool(_UNCOUNTED.fullmatch(name))


def _has_digit(cell: str) -> bool:
    return any(map(str.isdigit, cell))


def _amount(cell: str, measure: Measure | None) -> Amount | None:
    text = cell.strip()
    if not text or len(text) > _LONGEST or not _has_digit(text):
        return None
    scale, unit = measure or (1.0, None)
    if _PLAIN.fullmatch(text):
        value = float(canonical_digits(text.removeprefix("+")))
        return Amount(value * scale, None, unit)
    # A minus counts where a cell begins.
    numbers = find_numbers("\t" + text)
    if not 1 <= len(numbers) <= 2 or any(n.kind in _NAMES for n in numbers):
        return None
    first, last = numbers[0], numbers[-1]
    tail = "\t" + text
    before, between = tail[: first.start], tail[first.end : last.start]
    rest = tail[last.end :].strip(" \t.,;*()")
    if any(map(str.isalpha, before.lower().replace("от", "").replace("с", ""))):
        return None
    said = parse_unit(rest) if rest else None
    if rest and said is None:
        return None
    if len(numbers) == 2 and not _RANGE.fullmatch(between):
        return None
    # What stands in the cell is in its last number's value already.
    factor, own = (1.0, said[1] or unit) if said else (scale, unit)
    if len(numbers) == 1:
        return Amount(first.value * factor, None, own)
    unscaled = first.value == float(canonical_digits(first.written))
    lower = first.value * (said[0] if said and unscaled else factor)
    return Amount(lower, last.value * factor, own)
