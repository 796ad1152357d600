"""Lines of a page to paragraphs, with what their type says of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rag.documents.formats.pdf.joins import joined
from rag.documents.formats.pdf.sheet import TextLine
from rag.documents.lines import Line, Style, flat
from rag.documents.ranks import find_number
from rag.documents.shapes import find_bullet, find_item_number, is_finished, is_table_name
from rag.text.normalise import normalise_text
from rag.types import Aside

_LARGER = 1.12
_SMALLER = 0.85
_MAX_LEVELS = 5
_MAX_HEADING = 300
_GAP = 1.45
_INDENT = 0.8
_LEADER = re.compile(r"(?:\s?[.…·_]){4,}\s?")
_MIN_MARGIN = 0.1
_SLACK = 0.04
# A note begins with its number or a star.
_NOTE = re.compile(r"[\d*¹²³⁴-⁹†‡]{1,3}[\s.)]*[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Type:
    """The type of a document: ``size`` of its text in points, ``levels`` of larger sizes."""

    size: float
    levels: Mapping[float, int]


@dataclass(frozen=True, slots=True)
class Column:
    """The left and right edge of the text on a page, and the usual step from line to line."""

    left: float
    right: float
    pitch: float


def type_of(lines: Sequence[TextLine]) -> Type:
    """The type of a document's lines: the size of most letters, larger ones as levels from 1."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += len(line.text)
    if not letters:
        return Type(10.0, {})
    size = letters.most_common(1)[0][0]
    larger = sorted((s for s in letters if s >= _LARGER * size), reverse=True)
    levels: dict[float, int] = {}
    for i, s in enumerate(larger):
        near = i and s >= 0.95 * larger[i - 1]
        levels[s] = (
            levels[larger[i - 1]] if near else min(len(set(levels.values())) + 1, _MAX_LEVELS)
        )
    return Type(size, levels)


def column_of(lines: Sequence[TextLine], right: float = 0.0) -> Column:
    """The column that lines stand in, which reaches to ``right`` at least."""
    steps = Counter(
        round(b.baseline - a.baseline, 0)
        for a, b in zip(lines, lines[1:], strict=False)
        if 0 < b.baseline - a.baseline < 4 * a.size
    )
    pitch = steps.most_common(1)[0][0] if steps else 14.0
    left = min((line.x0 for line in lines), default=0.0)
    return Column(left, max([right, *(line.x1 for line in lines)]), pitch)


def paragraphs_of(
    lines: Sequence[TextLine], page: int, column: Column, kind: Type, known: frozenset[str]
) -> list[Line]:
    """The paragraphs of lines that follow one another, in order."""
    runs: list[list[TextLine]] = []
    for line in lines:
        if runs and not _begins(runs[-1], line, column):
            runs[-1].append(line)
        else:
            runs.append([line])
    return [_paragraph(run, page, column, kind, known) for run in runs]


def goes_on(before: Line, after: Line) -> bool:
    """Whether a paragraph goes on at the top of the next page."""
    if before.style != after.style or before.style.level or not before.text or not after.text:
        return False
    ends = is_finished(before.text) and not before.text.endswith((",", "-"))
    return not ends and after.text[:1].islower() and not find_bullet(after.text)


def _begins(run: Sequence[TextLine], line: TextLine, column: Column) -> bool:
    """Whether a line begins a paragraph after the lines of ``run``."""
    before = run[-1]
    step = line.baseline - before.baseline
    if step > _GAP * max(column.pitch, line.size) or step < 0 or before.bold != line.bold:
        return True
    if abs(line.size - before.size) > (_LARGER - 1) * line.size:
        return True
    if is_table_name(line.text) and is_finished(before.text):
        return True
    marked = _is_marked(line)
    centred = _is_centred(before, column) and _is_centred(line, column)
    if centred and not marked:
        return False
    width = line.words[0].x1 - line.words[0].x0
    short = column.right - before.x1 > width + 0.5 * line.size + _SLACK * (
        column.right - column.left
    )
    if short or marked:
        return True
    hanging = _is_marked(run[0])
    return line.x0 - before.x0 > _INDENT * line.size and not (hanging and len(run) == 1)


def _paragraph(
    run: Sequence[TextLine], page: int, column: Column, kind: Type, known: frozenset[str]
) -> Line:
    text = run[0].text
    for line in run[1:]:
        text = joined(text, line.text, known)
    text = flat(_LEADER.sub(" … ", normalise_text(text)))
    size = max(run, key=lambda line: len(line.text)).size
    level = kind.levels.get(size, 0) if len(text) <= _MAX_HEADING and len(run) <= 4 else 0
    if not any(map(str.isalpha, text)):
        level = 0
    strong = all(line.bold for line in run) or all(_is_centred(line, column) for line in run)
    aside = size < _SMALLER * kind.size
    hangs: Aside | None = "note" if aside and _NOTE.match(text) else None
    style = Style(level, strong=strong, whole=True, aside=aside, hangs=hangs)
    return Line(text, style=style, page=page)


def _is_marked(line: TextLine) -> bool:
    """Whether a line begins with the mark or number of an item or a clause."""
    number = find_number(line.text)
    return find_bullet(line.text) or find_item_number(line.text) or number is not None


def _is_centred(line: TextLine, column: Column) -> bool:
    width = column.right - column.left
    left, right = line.x0 - column.left, column.right - line.x1
    return min(left, right) > _MIN_MARGIN * width and abs(left - right) < _SLACK * width


def merged(before: Line, after: Line, known: frozenset[str]) -> Line:
    """Two parts of a paragraph, parted by the end of a page, as one on the first page."""
    return replace(before, text=joined(before.text, after.text, known))
