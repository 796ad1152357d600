"""What the columns of a table are for: its header, and where the cells of a ragged row belong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

Cells = tuple[str, ...]
Kind = Literal["empty", "number", "short", "long"]

_MAX_HEADER_CELL = 150
_MAX_PAIR_HEADER = 40
_MAX_ALIGNED = 40
_SAMPLE_ROWS = 200
_SHORT = 30
_NUMBER_SIGN = re.compile(r"(?:№|#|n)?\s*(?:п/п|р/с|р/б|рс|пп)?\.?", re.I)
_NUMBER = re.compile(r"[-–—+]?\s*\d[\d\s.,]*(?:%|‰)?|[-–—xх+]|н/?[дт]|0")
_YEAR = re.compile(
    r"(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?\s*(?:г|гг|год|ж|жж|жыл[а-яғ]*)?\.?", re.I
)
_HEADER_WORD = re.compile(
    r"\b(?:наимен|показател|единиц|ед\.|план|факт|срок|ответствен|исполнител|исполнен|мероприят"
    r"|примечан|сумм|объ[её]м|количеств|кол-во|год\b|года\b|значен|источник|причин|адрес|ф\.?и\.?о"
    r"|должност|телефон|вопрос|мер[аы]\b|дат[аы]\b|всего|статус|результат|цель|форма|отклонен"
    r"|информац|район|город|объект|стоимост|доля|процент|темп|"
    r"атауы|көрсеткіш|өлшем|бірлі|жоспар|нақты|орындал|мерзім|жауапты|іс-шара|ескерт|сома|көлем"
    r"|саны|жыл|мәні|көзі|себеп|мекен|аты-жөні|лауазым|нәтиже|аяқтал|мәселе|шара|аудан|қала|ақпарат"
    r"|үлес|пайыз|құны|объекті|name|unit|plan|actual|date|total|amount|indicator|measure|responsible"
    r"|deadline|note|year)",
    re.I,
)


def is_header(
    row: Cells, following: Sequence[Cells], known: Sequence[Cells], opens_width: bool
) -> bool:
    """Whether ``row`` names the columns.

    ``following`` are the rows after it; ``known`` the headers the table had before: one that
    comes back is a header again. ``opens_width``: no row as wide came before it.
    """
    if len(row) < 2 or any(len(cell) > _MAX_HEADER_CELL for cell in row):
        return False
    if any(_plain(row) == _plain(header) for header in known):
        return True
    if any(is_number(cell) and not is_year(cell) for cell in row[1:]):
        return False
    return is_number_sign(row[0]) or (
        not known and opens_width and _reads_as_header(row, following)
    )


def _reads_as_header(row: Cells, following: Sequence[Cells]) -> bool:
    """Words that tables' heads are made of in most cells, or numbers under some such words, or
    nothing but years over the columns."""
    if not all(row[1:]) or is_number(row[0]):
        return False
    if len(row) > 2 and all(map(is_year, row[1:])):
        return True
    n_words = sum(map(is_header_word, row)) + _years_over_figures(row, following)
    n_cells = sum(map(bool, row))
    if len(row) == 2:
        brief = all(len(cell) <= _MAX_PAIR_HEADER for cell in row)
        return brief and n_words == 2 and not any(map(is_year, row))
    return 2 * n_words >= n_cells or _numbers_follow(row, following, 1 if n_words else 2)


def _years_over_figures(row: Cells, following: Sequence[Cells]) -> int:
    """How many columns have a year for a name, with figures below that are none."""
    same = [other for other in following if len(other) == len(row)]
    return sum(
        is_year(row[column])
        and not any(is_year(other[column]) for other in same)
        and any(is_number(other[column]) for other in same)
        for column in range(1, len(row))
    )


def is_number_sign(cell: str) -> bool:
    """The head of a column of row numbers: «№», «№ п/п», «р/с».

    >>> is_number_sign("№ п/п"), is_number_sign("Атауы"), is_number_sign("")
    (True, False, False)
    """
    return bool(cell) and bool(_NUMBER_SIGN.fullmatch(cell.strip()))


def is_number(cell: str) -> bool:
    """A cell that holds one number, a dash or a sign for "none"."""
    return len(cell) <= _SHORT and bool(_NUMBER.fullmatch(cell.strip()))


def is_column_numbers(row: Cells) -> bool:
    """The row «1 2 3 4» that some forms put under their header."""
    return len(row) > 2 and all(cell.strip() == str(n) for n, cell in enumerate(row, 1))


def is_year(cell: str) -> bool:
    """«2022», «2022 год», «2021-2025 жж.».

    >>> is_year("2022 ж."), is_year("2022 үй")
    (True, False)
    """
    return bool(_YEAR.fullmatch(cell))


def is_header_word(cell: str) -> bool:
    """Whether a cell has a word that tables' heads are made of: «План», «Өлшем бірлігі»."""
    return bool(_HEADER_WORD.search(cell))


def usual_kinds(rows: Sequence[Cells], width: int) -> tuple[Kind, ...]:
    """What kind of cell each column usually holds, by the first 200 rows of that width; empty
    when there are none."""
    full = [row for row in rows if len(row) == width][:_SAMPLE_ROWS]
    kinds: list[Kind] = []
    for column in range(width if full else 0):
        counts = Counter(_kind(row[column]) for row in full)
        del counts["empty"]
        kinds.append(counts.most_common(1)[0][0] if counts else "empty")
    return tuple(kinds)


def aligned(row: Cells, width: int, usual: Sequence[Kind]) -> Cells:
    """``row`` with empty cells put in so that it has at least ``width``.

    A short row slides to the columns whose usual kind of cell it fits best; without a better
    place its empty cells come last. No cell is ever dropped.
    """
    missing = width - len(row)
    if missing <= 0:
        return row
    shift = 0
    if usual and width <= _MAX_ALIGNED:
        fits = [_fit(row, usual[offset:]) for offset in range(missing + 1)]
        shift = fits.index(max(fits))
    return ("",) * shift + row + ("",) * (missing - shift)


def _plain(row: Cells) -> tuple[str, ...]:
    return tuple(re.sub(r"\W+", "", cell).casefold() for cell in row)


def _numbers_follow(row: Cells, following: Sequence[Cells], n_least: int) -> bool:
    """Whether a column of words has numbers in all of the next rows of the same width, of which
    there are at least ``n_least``."""
    same = [other for other in following if len(other) == len(row)]
    if len(same) < n_least:
        return False
    return any(
        not is_number(row[column]) and all(is_number(other[column]) for other in same)
        for column in range(1, len(row))
    )


def _kind(cell: str) -> Kind:
    if not cell:
        return "empty"
    if is_number(cell):
        return "number"
    return "short" if len(cell) <= _SHORT else "long"


def _fit(row: Cells, usual: Sequence[Kind]) -> float:
    score = 0.0
    for cell, kind in zip(row, usual, strict=False):
        own = _kind(cell)
        if own == kind:
            score += 1.0
        elif {own, kind} == {"short", "long"}:
            score += 0.5
        elif "number" in (own, kind) and own != "empty":
            score -= 0.5
    return score
