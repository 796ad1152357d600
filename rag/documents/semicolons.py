"""Rows whose cells are parted by semicolons, in the middle of a plain text, to rows with tabs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rag.documents.columns import is_number

_MIN_ROWS = 3
_MIN_CELLS = 3
_MAX_CELL = 120
_EMPTY = ("", "-", "–", "—")


def with_tabs(text: str) -> str:
    """``text`` with tabs for the semicolons of the tables in it.

    A table is three lines or more without an empty one between, of as many cells, three or more;
    the first names each column differently, each other one names its row and has a figure behind
    it. Words behind a semicolon and a space are prose. Line breaks must be "\\n". Any other line is
    left as it is. Linear in the length of ``text``.
    """
    if ";" not in text:
        return text
    lines = text.split("\n")
    done: list[str] = []
    for n_cells, run in groupby(lines, key=_count_cells):
        rows = list(run)
        is_table = n_cells >= _MIN_CELLS and _is_table([row.split(";") for row in rows])
        done.extend(row.replace(";", "\t") if is_table else row for row in rows)
    return "\n".join(done)


def _count_cells(line: str) -> int:
    """Cells of a line that may be a row, 0 for any other."""
    spaced = "; " in line.rstrip()
    return 0 if spaced or "\t" in line or "|" in line else line.count(";") + 1


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    if len(rows) < _MIN_ROWS:
        return False
    header = [cell.strip() for cell in rows[0]]
    named = all(0 < len(cell) <= _MAX_CELL for cell in header) and len(set(header)) == len(header)
    return named and not is_number(header[0]) and all(_is_row(row) for row in rows[1:])


def _is_row(cells: Sequence[str]) -> bool:
    bare = [cell.strip() for cell in cells]
    figures = [cell for cell in bare[1:] if cell not in _EMPTY and is_number(cell)]
    return bool(bare[0]) and bool(figures) and max(map(len, bare)) <= _MAX_CELL
