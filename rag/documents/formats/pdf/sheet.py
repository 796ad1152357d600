"""What is drawn on one page of a PDF, and the words and lines made of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Glyph:
    """A character as drawn, its box from the left and from the top of the page in points.

    ``baseline`` is its height, ``spaced`` whether a space stands before it. ``font`` is the name
    of its font, as the file has it. ``turned``: it is written across the rest.
    """

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    bold: bool
    font: str
    spaced: bool
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line that is drawn: from (x0, y0) at the left or top to (x1, y1)."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def flat(self) -> bool:
        """Whether it lies rather than stands."""
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(slots=True)
class Sheet:
    """One page, counted from 1. ``pictured`` is the share of it that pictures cover, 0..1."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Rule]
    pictured: float


@dataclass(frozen=True, slots=True)
class Word:
    """Glyphs without a space between them. ``top`` and ``bottom`` are those of its type."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    bold: bool

    @property
    def top(self) -> float:
        """The upper edge of capitals."""
        return self.baseline - 0.75 * self.size

    @property
    def bottom(self) -> float:
        """The lower edge of letters that hang below the line."""
        return self.baseline + 0.25 * self.size


@dataclass(frozen=True, slots=True)
class TextLine:
    """Words on one line, from left to right; at least one."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with spaces between them."""
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        """Its left end."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Its right end."""
        return max(word.x1 for word in self.words)

    @property
    def baseline(self) -> float:
        """Its baseline: that of its largest word."""
        return max(self.words, key=lambda word: word.size).baseline

    @property
    def size(self) -> float:
        """The size of most of its letters, in points."""
        sizes: dict[float, int] = {}
        for word in self.words:
            sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
        return max(sizes, key=lambda size: (sizes[size], size))

    @property
    def bold(self) -> bool:
        """Whether all of its letters are bold."""
        told = [word for word in self.words if any(map(str.isalnum, word.text))]
        return bool(told) and all(word.bold for word in told)
