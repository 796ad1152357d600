"""Columns that were set with spaces to columns set with tabs, in plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

_CELL = re.compile(r"\S+(?: \S+)*")
_FIGURE = re.compile(r"[-–+]?\d[\d.,  %]*")
_MIN_ROWS = 3
_MIN_COLUMNS = 3
_MAX_WIDTH = 300

Span = tuple[int, int]


def tabbed(text: str) -> str:
    """``text`` with a tab between the cells of tables whose columns stand one under the other.

    A table is three lines or more without an empty one between, of as many cells, three or more,
    with two spaces or more between them; every column begins or ends at one place, and in all
    lines but the first the last cell is a figure. Line breaks must be "\\n". Any other line is
    left as it is. Linear in the length of ``text``.
    """
    lines = text.split("\n")
    if "   " not in text:
        return text
    spans = [_cells(line) for line in lines]
    done: list[str] = []
    for n_cells, run in groupby(range(len(lines)), key=lambda i: len(spans[i])):
        rows = list(run)
        is_table = n_cells >= _MIN_COLUMNS and _is_table(lines, spans, rows)
        done.extend(_joined(lines[i], spans[i]) if is_table else lines[i] for i in rows)
    return "\n".join(done)


def _cells(line: str) -> list[Span]:
    if "\t" in line or "  " not in line.strip() or len(line) > _MAX_WIDTH:
        return []
    return [match.span() for match in _CELL.finditer(line)]


def _is_table(lines: Sequence[str], spans: Sequence[list[Span]], rows: Sequence[int]) -> bool:
    if len(rows) < _MIN_ROWS:
        return False
    columns = zip(*(spans[i] for i in rows), strict=True)
    if not all(_is_aligned(column) for column in columns):
        return False
    last = [lines[i][slice(*spans[i][-1])] for i in rows[1:]]
    return all(_FIGURE.fullmatch(cell) for cell in last)


def _is_aligned(column: Sequence[Span]) -> bool:
    starts, ends = {start for start, _ in column}, {end for _, end in column}
    return max(starts) - min(starts) <= 1 or max(ends) - min(ends) <= 1


def _joined(line: str, spans: Sequence[Span]) -> str:
    return "\t".join(line[start:end] for start, end in spans)
