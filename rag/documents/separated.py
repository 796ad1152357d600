"""Tells a text that is one table of separated cells (csv) from any other, by its lines alone."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from rag.documents.columns import Cells, is_number
from rag.documents.lines import flat

_MIN_ROWS = 3
_MAX_NAME = 120
_MAX_OUTSIDE = 3
# A comma stands in prose, too.
_MIN_COLUMNS = {";": 2, ",": 3}
_DECLARED = re.compile(r"sep=(.)\n", re.I)


@dataclass(frozen=True, slots=True)
class SeparatedTable:
    """The rows of a table, the first of them its header; the lines above it and those below."""

    above: tuple[str, ...]
    rows: tuple[Cells, ...]
    below: tuple[str, ...]


def find_separated_table(text: str) -> SeparatedTable | None:
    """The table that a text is but for three lines above it and three below; None for any other.

    Every row has as many cells as the first, which names each column differently; there are three
    or more. A line above or below is one cell, the others of its row empty. Line breaks must be
    "\\n". Reads no further than the first line that differs.
    Source: RFC 4180; Excel's line «sep=;».
    """
    declared = _DECLARED.match(text)
    body = text[declared.end() :] if declared else text
    first = "".join(
        islice((line for line in body.split("\n", 9) if line.strip()), _MAX_OUTSIDE + 1)
    )
    for separator, least in _MIN_COLUMNS.items():
        if first.count(separator) >= least - 1:
            table = _find_table(body, separator)
            if table:
                return table
    return None


def _find_table(text: str, separator: str) -> SeparatedTable | None:
    above: list[str] = []
    below: list[str] = []
    rows: list[Cells] = []
    lines = (line + "\n" for line in text.split("\n"))
    try:
        for cells in csv.reader(lines, delimiter=separator, strict=True):
            line = _outside_line(cells, separator)
            if line == "":
                continue
            if line is not None and (not rows or below or len(cells) == 1):
                (below if rows else above).append(line)
            elif below or (rows and len(cells) != len(rows[0])) or _is_prose(cells):
                return None
            else:
                rows.append(tuple(cell.strip() for cell in cells))
            if max(len(above), len(below)) > _MAX_OUTSIDE:
                return None
    except csv.Error:
        return None
    kept = _without_empty_columns(rows)
    if len(kept) < _MIN_ROWS or len(kept[0]) < _MIN_COLUMNS[separator] or not _is_headed(kept):
        return None
    return SeparatedTable(tuple(above), tuple(kept), tuple(below))


def _outside_line(cells: Sequence[str], separator: str) -> str | None:
    """What a line says that has one filled cell, the first, or is prose; "" for an empty line and
    None for what can only be a row."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled:
        return ""
    if len(filled) == 1 and cells[0].strip() and not is_number(filled[0]):
        return filled[0]
    return separator.join(cells) if len(filled) > 1 and _is_prose(cells) else None


def _is_headed(rows: Sequence[Cells]) -> bool:
    """Whether the first row names each column, with the second one's help where a cell of it
    spans several."""
    if _names_columns(rows[0]):
        return True
    above: list[str] = []
    for cell in rows[0]:
        above.append(cell or (above[-1] if above else ""))
    both = tuple(flat(f"{name} {part}") for name, part in zip(above, rows[1], strict=True))
    parts = [part for name, part in zip(rows[0], rows[1], strict=True) if not name]
    named = bool(rows[0][0]) and all(parts) and not rows[1][0]
    return named and _names_columns(both)


def _is_prose(cells: Sequence[str]) -> bool:
    """Most cells but the first begin with a space, as words behind a comma do."""
    spaced = sum(cell[:1] == " " for cell in cells[1:])
    return 2 * spaced > len(cells) - 1


def _names_columns(cells: Cells) -> bool:
    """Each cell of the header says something short of its own; years may stand behind the first."""
    named = all(0 < len(cell) <= _MAX_NAME for cell in cells)
    return named and len(set(cells)) == len(cells) and not is_number(cells[0])


def _without_empty_columns(rows: Sequence[Cells]) -> list[Cells]:
    """``rows`` without the columns that no row has: lines may end with a separator."""
    kept = [any(column) for column in zip(*rows, strict=True)]
    return [tuple(c for c, keep in zip(row, kept, strict=True) if keep) for row in rows]
