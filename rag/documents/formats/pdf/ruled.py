"""Tables whose cells are drawn with lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.documents.formats.pdf.sheet import Rule, TextLine, Word

_NEAR = 3.0
_COVERED = 0.6
_MAX_LINES = 400
# One cell as large as this holds the page, not a value: a frame.
_FRAME_SHARE = 0.6
_MIN_CELLS = 4


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of the grid: its columns and rows, half-open, with its place on the page."""

    column: int
    columns: int
    row: int
    rows: int
    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, word: Word) -> bool:
        """Whether the middle of a word lies in it."""
        x, y = (word.x0 + word.x1) / 2, word.baseline - 0.25 * word.size
        return self.x0 <= x < self.x1 and self.y0 <= y < self.y1


@dataclass(frozen=True, slots=True)
class Grid:
    """A drawn table: its cells by rows, then columns, and where it stands."""

    boxes: tuple[Box, ...]
    n_rows: int
    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, line: TextLine | Word) -> bool:
        """Whether the middle of a line lies in it."""
        x, y = (line.x0 + line.x1) / 2, line.baseline - 0.25 * line.size
        return self.x0 - _NEAR <= x <= self.x1 + _NEAR and self.y0 <= y <= self.y1


def find_grids(rules: Sequence[Rule]) -> list[Grid]:
    """The tables that lines on a page draw, from top to bottom."""
    flat = _joined([((r.y0 + r.y1) / 2, r.x0, r.x1) for r in rules if r.flat])
    upright = _joined([((r.x0 + r.x1) / 2, r.y0, r.y1) for r in rules if not r.flat])
    if not 2 <= len(flat) <= _MAX_LINES or not 1 <= len(upright) <= _MAX_LINES:
        return []
    grids = [_grid(*group) for group in _groups(flat, upright)]
    return sorted((g for g in grids if g is not None), key=lambda grid: (grid.y0, grid.x0))


# A line along one axis: where it stands on the other, its start and end.
_Line = tuple[float, float, float]


def _joined(lines: Iterable[_Line]) -> list[_Line]:
    """Lines with those that touch or overlap on (nearly) the same height made one."""
    joined: list[_Line] = []
    levels: list[list[_Line]] = []
    for line in sorted(lines):
        if levels and line[0] - levels[-1][-1][0] <= _NEAR / 2:
            levels[-1].append(line)
        else:
            levels.append([line])
    for level in levels:
        place = sum(line[0] for line in level) / len(level)
        start, end = None, 0.0
        for _, a, b in sorted(level, key=lambda line: line[1]):
            if start is None:
                start, end = a, b
            elif a <= end + _NEAR:
                end = max(end, b)
            else:
                joined.append((place, start, end))
                start, end = a, b
        if start is not None:
            joined.append((place, start, end))
    return joined


def _groups(
    flat: Sequence[_Line], upright: Sequence[_Line]
) -> list[tuple[list[_Line], list[_Line]]]:
    """Lines that cross or touch one another, directly or over others."""
    owner = list(range(len(flat) + len(upright)))

    def find(i: int) -> int:
        while owner[i] != i:
            owner[i] = owner[owner[i]]
            i = owner[i]
        return i

    for i, (y, x0, x1) in enumerate(flat):
        for j, (x, y0, y1) in enumerate(upright, len(flat)):
            if x0 - _NEAR <= x <= x1 + _NEAR and y0 - _NEAR <= y <= y1 + _NEAR:
                owner[find(i)] = find(j)
    groups: dict[int, tuple[list[_Line], list[_Line]]] = {}
    for i, line in enumerate(flat):
        groups.setdefault(find(i), ([], []))[0].append(line)
    for j, line in enumerate(upright, len(flat)):
        groups.setdefault(find(j), ([], []))[1].append(line)
    return list(groups.values())


def _grid(flat: Sequence[_Line], upright: Sequence[_Line]) -> Grid | None:
    """The cells between lines; None for what is no table: a box, a frame, an underline."""
    if len(flat) < 2 or not upright:
        return None
    left, right = min(x0 for _, x0, _ in flat), max(x1 for _, _, x1 in flat)
    top, bottom = min(y for y, _, _ in flat), max(y for y, _, _ in flat)
    xs = _places([left, right, *(x for x, _, _ in upright)])
    ys = _places([top, bottom, *(y for y, _, _ in flat)])
    # Some tables leave their sides open.
    upright = [*upright, (xs[0], top, bottom), (xs[-1], top, bottom)]
    boxes = _boxes(xs, ys, flat, upright)
    area = (xs[-1] - xs[0]) * (ys[-1] - ys[0])
    largest = max(((b.x1 - b.x0) * (b.y1 - b.y0) for b in boxes), default=0.0)
    if len(boxes) < _MIN_CELLS or (largest > _FRAME_SHARE * area and len(boxes) < 3 * _MIN_CELLS):
        return None
    return Grid(tuple(boxes), len(ys) - 1, xs[0], ys[0], xs[-1], ys[-1])


def _places(values: Iterable[float]) -> list[float]:
    """Distinct places, those within reach of one another counted once."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _boxes(
    xs: Sequence[float], ys: Sequence[float], flat: Sequence[_Line], upright: Sequence[_Line]
) -> list[Box]:
    """Cells of the grid, those without a line between them made one rectangle."""
    n_columns, n_rows = len(xs) - 1, len(ys) - 1
    taken = [[False] * n_columns for _ in range(n_rows)]
    boxes: list[Box] = []
    for row in range(n_rows):
        for column in range(n_columns):
            if taken[row][column]:
                continue
            columns, rows = 1, 1
            while column + columns < n_columns and not _covers(
                upright, xs[column + columns], ys[row], ys[row + 1]
            ):
                columns += 1
            while row + rows < n_rows and not _covers(
                flat, ys[row + rows], xs[column], xs[column + columns]
            ):
                rows += 1
            for r in range(row, row + rows):
                for c in range(column, column + columns):
                    taken[r][c] = True
            edges = (xs[column], ys[row], xs[column + columns], ys[row + rows])
            boxes.append(Box(column, columns, row, rows, *edges))
    return boxes


def _covers(lines: Sequence[_Line], place: float, start: float, end: float) -> bool:
    """Whether a line at a place covers most of the stretch from start to end."""
    covered = sum(
        max(0.0, min(b, end) - max(a, start)) for at, a, b in lines if abs(at - place) <= _NEAR
    )
    return covered >= _COVERED * (end - start)
