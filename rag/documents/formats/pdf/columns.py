"""Columns of text beside one another, read one after the other; and tables without lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.documents.columns import is_number
from rag.documents.formats.pdf.sheet import TextLine, Word
from rag.documents.shapes import find_bullet

# In sizes of the type: the narrowest space that parts columns.
_GAP = 1.2
_MIN_LINES = 4
_MIN_ROWS = 3
_MAX_STEP = 3.0
_MIN_PROSE = 22
_MAX_MARK = 5
_MAX_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Run:
    """Lines that belong together: prose, or the rows of a table, each its cells' lines."""

    lines: tuple[TextLine, ...] = ()
    rows: tuple[tuple[TextLine | None, ...], ...] = ()


def runs_of(lines: Sequence[TextLine]) -> list[Run]:
    """The lines of a page, from top to bottom, as runs in reading order: where a space stands
    open through four lines or more, the text on its left comes before that on its right; where
    the text on its sides is brief, the lines are rows of a table."""
    runs: list[Run] = []
    plain: list[TextLine] = []
    i = 0
    while i < len(lines):
        end, spaces = _open_through(lines, i)
        found = _split(lines[i:end], spaces) if spaces else None
        if found is None:
            plain.append(lines[i])
            i += 1
            continue
        runs += [Run(tuple(plain))] if plain else []
        plain = []
        runs += found
        i = end
    return runs + ([Run(tuple(plain))] if plain else [])


Space = tuple[float, float]


def _open_through(lines: Sequence[TextLine], start: int) -> tuple[int, list[Space]]:
    """The end of the lines from ``start`` on that leave the same spaces open, and those."""
    spaces = _gaps(lines[start])
    end = start + 1
    while spaces and end < len(lines):
        before, line = lines[end - 1], lines[end]
        if line.baseline - before.baseline > _MAX_STEP * line.size:
            break
        least = _GAP * line.size
        kept = [
            (max(a, c), min(b, d))
            for a, b in spaces
            for c, d in _gaps(line, outside=True)
            if min(b, d) - max(a, c) >= least
        ]
        if not kept:
            break
        spaces = kept
        end += 1
    return (end, spaces) if end - start >= _MIN_ROWS else (start + 1, [])


def _gaps(line: TextLine, *, outside: bool = False) -> list[Space]:
    """The wide spaces between words of a line, from left to right; those beside it too."""
    edges = [(a.x1, b.x0) for a, b in zip(line.words, line.words[1:], strict=False)]
    inner = [(a, b) for a, b in edges if b - a >= _GAP * line.size]
    return [(-1e9, line.x0), *inner, (line.x1, 1e9)] if outside else inner


def _split(lines: Sequence[TextLine], spaces: Sequence[Space]) -> list[Run] | None:
    """The lines parted at the spaces; None where they are no columns and no table."""
    cuts = [(a + b) / 2 for a, b in spaces][:_MAX_COLUMNS]
    rows = [_parted(line, cuts) for line in lines]
    full = sum(sum(cell is not None for cell in row) > 1 for row in rows)
    first = [row[0].text for row in rows if row[0]]
    if full < _MIN_ROWS or all(_is_mark(text) for text in first):
        return None
    columns = [[cell for cell in column if cell] for column in zip(*rows, strict=True)]
    columns = [column for column in columns if column]
    lengths = [sum(len(cell.text) for cell in column) / len(column) for column in columns]
    if all(length >= _MIN_PROSE for length in lengths):
        enough = len(lines) >= _MIN_LINES and full >= len(lines) / 2
        return [Run(tuple(column)) for column in columns] if enough else None
    return [Run(rows=tuple(rows))] if _is_table(columns, full, len(lines)) else None


def _parted(line: TextLine, cuts: Sequence[float]) -> tuple[TextLine | None, ...]:
    cells: list[list[Word]] = [[] for _ in range(len(cuts) + 1)]
    for word in line.words:
        middle = (word.x0 + word.x1) / 2
        cells[sum(middle > cut for cut in cuts)].append(word)
    return tuple(TextLine(tuple(words)) if words else None for words in cells)


def _is_mark(text: str) -> bool:
    """Whether a first column is nothing but marks and numbers of items."""
    bare = text.rstrip(".)")
    return len(text) <= _MAX_MARK and (bare.isdigit() or find_bullet(text + " x"))


def _is_table(columns: Sequence[Sequence[TextLine]], full: int, n_lines: int) -> bool:
    """Whether columns hold values: one of them nearly all numbers, and most rows are whole."""
    numbers = [sum(is_number(cell.text) for cell in column) / len(column) for column in columns]
    return full >= 0.6 * n_lines and max(numbers[1:], default=0.0) >= 0.6
