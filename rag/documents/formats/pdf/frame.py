"""From the coordinates of a PDF to those of a reader: from the left, from the top, text upright."""

from __future__ import annotations

from typing import NamedTuple

from rag.documents.formats.pdf.sheet import Glyph, Rule

Box = tuple[float, float, float, float]


class Letter(NamedTuple):
    """A character where the file has it: edges left, bottom, right, top; origin on the baseline;
    ``turn`` is how many quarters its line is turned against the clock."""

    text: str
    edges: Box
    origin: tuple[float, float]
    size: float
    bold: bool
    font: str
    spaced: bool
    turn: int


class Frame:
    """The page in ``box`` (left, bottom, right, top), its text turned ``turn`` quarters."""

    def __init__(self, box: Box, turn: int) -> None:
        self._left, self._bottom, self._right, self._top = box
        self._turn = turn
        across, down = self._right - self._left, self._top - self._bottom
        self.width, self.height = (down, across) if turn % 2 else (across, down)

    def glyph(self, letter: Letter) -> Glyph:
        """A letter in its place."""
        left, bottom, right, top = letter.edges
        ends = (self._placed(left, bottom), self._placed(right, top))
        x0, x1 = sorted((ends[0][0], ends[1][0]))
        turned = letter.turn != self._turn
        baseline = max(ends[0][1], ends[1][1]) if turned else self._placed(*letter.origin)[1]
        return Glyph(
            letter.text,
            x0,
            x1,
            baseline,
            letter.size,
            letter.bold,
            letter.font,
            letter.spaced,
            turned,
        )

    def rule(self, rule: Rule) -> Rule:
        """A drawn line in its place."""
        ax, ay = self._placed(rule.x0, rule.y0)
        bx, by = self._placed(rule.x1, rule.y1)
        return Rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    def _placed(self, x: float, y: float) -> tuple[float, float]:
        if self._turn == 1:
            return y - self._bottom, x - self._left
        if self._turn == 2:
            return self._right - x, y - self._bottom
        if self._turn == 3:
            return self._top - y, self._right - x
        return x - self._left, self._top - y
