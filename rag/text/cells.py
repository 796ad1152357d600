"""Whether the cell of a table meets a condition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from rag.text.analyse import Token, analyse
from rag.text.dates import find_dates
from rag.text.numbers import find_numbers
from rag.types import CellCondition, Language, Period

_DONE = re.compile(
    r"исполн|выполн|достигн|заверш|реализ|сдан|построен|орындал|аяқтал|бітті|бітпе|жүзеге ас"
    r"|іске (?:ас|қос)|пайдалануға беріл|введ[её]н|просроч|\bсорван"
    r"|\bdone\b|achieved|completed|fulfilled",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:не|нет|not)\b|просроч|\bсорван|\bне(?:исполн|выполн|достиг|заверш|реализ)"
    r"|(?:орындал|аяқтал|бітп?|асырыл)(?:ма|ме|е)(?:ды|ді|ған|ген|й|п|с|у)|\b(?:жоқ|емес)\b",
    re.IGNORECASE,
)
_PARTLY = re.compile(r"\bчастич|\bішінара|\bжартылай|\bpart(?:ly|ial)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;:](?=\s|$)")
_COMMENT = re.compile(r"\s*[(,]\s*|\s+[–—-]\s+")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")
_STATUS_CHARACTERS = 140
STATUS_WORDS = 2
"""«Не исполнено», «Толық орындалды»; longer words before a comment are a part of it."""
_TOTAL = re.compile(r"^\W*(?:итого|всего|барлығы|жиыны|жалпы|total)\b", re.IGNORECASE)


def cell_meets(cell: str, condition: CellCondition, language: Language) -> bool:
    """Whether the words of a cell meet every part of the condition that is set."""
    words = condition.words
    if words and not all(carries(cell, keys, language) for keys in words):
        return False
    if condition.period is not None and condition.side is not None:
        if not _is_on_side(cell, condition.period, condition.side):
            return False
    elif condition.period is not None and not _names_period(cell, condition.period):
        return False
    if condition.done is not None and says_done(cell) is not condition.done:
        return False
    return _within(cell, condition.above, condition.below)


def row_meets(
    cells: Sequence[str], headings: Sequence[str], condition: CellCondition, language: Language
) -> bool:
    """Whether a row meets a condition: by its cell, or by a heading over it."""
    if condition.heading:
        words = "\n".join(headings)
        return all(carries(words, keys, language) for keys in condition.words)
    return condition.column < len(cells) and cell_meets(
        cells[condition.column], condition, language
    )


def carries(cell: str, keys: tuple[str, ...], language: Language) -> bool:
    """Whether the cell has a word with one of these keys: the term first, weak ones after it."""
    terms, weak = _keys(cell, language)
    return keys[0] in terms or any(key in weak for key in keys[1:])


def token_keys(token: Token) -> tuple[str, ...]:
    """A token's term and its weak keys."""
    return (token.term, *token.weak)


def says_done(text: str) -> bool | None:
    """Whether a status says that something is done, False for not done, None for neither.

    The first sentence with such a word decides; a status of a word or two is parted from the
    comment behind it, so that «Исполнено (акт не подписан)» is done. Partly done is neither.

    >>> says_done("Исполнено, кроме двух объектов"), says_done("Срок перенесён. Не исполнено.")
    (True, False)
    """
    # What follows a status is a comment, and so is what stands before it. «НКИ 84,1 – …»
    sentences = (part.strip()[:_STATUS_CHARACTERS] for part in _SENTENCE_END.split(text.strip()))
    told = next((sentence for sentence in sentences if _DONE.search(sentence)), None)
    if told is None:
        return None
    first = _COMMENT.split(told, maxsplit=1)[0]
    status = first if _DONE.search(first) and len(first.split()) <= STATUS_WORDS else told
    return None if _PARTLY.search(status) else not _DENIED.search(status)


def is_total(label: str) -> bool:
    """Whether a row's name says that it sums up the others."""
    return bool(_TOTAL.search(label))


def cell_number(cell: str) -> float | None:
    """The number that a cell is, as it is written; None when it is more or something else."""
    bare = " ".join(cell.split())
    numbers = find_numbers(bare.lstrip("-−"))
    if len(numbers) != 1 or not re.fullmatch(r"[-−]?\d[\d\s]*(?:[.,]\d+)?", bare):
        return None
    return numbers[0].value * (-1 if bare[0] in "-−" else 1)


def _within(cell: str, above: float | None, below: float | None) -> bool:
    if above is None and below is None:
        return True
    number = cell_number(cell)
    if number is None:
        return False
    return (above is None or number > above) and (below is None or number < below)


def _names_period(cell: str, asked: Period) -> bool:
    years = [d.year for d in find_dates(cell) if d.year is not None]
    if asked.year is not None and len(years) == 2 and years[0] < asked.year < years[1]:
        return asked.month is None
    return any(
        (asked.year is None or d.year == asked.year)
        and (asked.month is None or d.month == asked.month)
        and (asked.quarter is None or d.quarter == asked.quarter)
        and (asked.day is None or d.day == asked.day)
        for d in find_dates(cell)
    )


def _is_on_side(cell: str, asked: Period, side: str) -> bool:
    """Whether all dates of a cell lie on one side of a period; a bare year is a date here."""
    bare = _BARE_YEAR.fullmatch(cell.strip())
    dates = (
        (Period(int(bare[0])),)
        if bare is not None
        else tuple(Period(d.year, d.quarter, d.month, d.day) for d in find_dates(cell))
    )
    known = [date for date in dates if date.year is not None or asked.year is None]
    if not known:
        return False
    if asked.year is None:
        known = [replace(date, year=None) for date in known]
    if side == "until" and asked.month is None and asked.quarter is None:
        return all(_ends(date)[0] < _ends(asked)[0] for date in known)
    if side == "until":
        return all(_ends(date) <= _ends(asked) for date in known)
    return all(_begins(date) > _ends(asked) for date in known)


def _begins(date: Period) -> tuple[int, int, int]:
    month = date.month or (3 * date.quarter - 2 if date.quarter else 1)
    return date.year or 0, month, date.day or 1


def _ends(date: Period) -> tuple[int, int, int]:
    """Year, month and day of the last day, 31 where none is named; 0 for no year."""
    return date.year or 0, date.month or (3 * date.quarter if date.quarter else 12), date.day or 31


@lru_cache(maxsize=20_000)
def _keys(cell: str, language: Language) -> tuple[frozenset[str], frozenset[str]]:
    tokens = analyse(cell, language=language)
    terms = frozenset(token.term for token in tokens)
    return terms, frozenset(key for token in tokens for key in token.weak)
