"""Tells a text that is one table of separated cells (csv) from any other, by its lines alone."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence

from rag.documents.columns import Cells, is_number

_MIN_ROWS = 3
_MAX_NAME = 120
# A comma stands in prose, too.
_MIN_COLUMNS = {";": 2, ",": 3}
_DECLARED = re.compile(r"sep=(.)\n", re.I)


def find_separated_rows(text: str) -> list[Cells]:
    """The rows of a text that is a table whole, the first of them its header; empty for any other.

    Every line has as many cells as the first, which names each column differently; there are three
    lines or more. Line breaks must be "\\n". Reads no further than the first line that differs.
    Source: RFC 4180; Excel's line «sep=;».
    """
    declared = _DECLARED.match(text)
    body = text[declared.end() :] if declared else text
    first = body.lstrip("\n").partition("\n")[0]
    for separator, least in _MIN_COLUMNS.items():
        if first.count(separator) >= least - 1:
            rows = _rows(body, separator)
            if rows:
                return rows
    return []


def _rows(text: str, separator: str) -> list[Cells]:
    rows: list[Cells] = []
    lines = (line + "\n" for line in text.split("\n"))
    try:
        for cells in csv.reader(lines, delimiter=separator, strict=True):
            if not any(cell.strip() for cell in cells):
                continue
            if (rows and len(cells) != len(rows[0])) or _is_prose(cells):
                return []
            rows.append(tuple(cell.strip() for cell in cells))
    except csv.Error:
        return []
    rows = _without_empty_columns(rows)
    if len(rows) < _MIN_ROWS or len(rows[0]) < _MIN_COLUMNS[separator]:
        return []
    return rows if _names_columns(rows[0]) else []


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
