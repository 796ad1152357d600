"""Glyphs to words and lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.documents.formats.pdf.sheet import Glyph, TextLine, Word

# In sizes of the type: what parts two words, what moves a glyph to another line.
_WORD_GAP = 0.25
_BACK = 0.5
_SHIFT = 0.4
_SMALL = 0.8
_RAISED = 0.15
_UNIT = re.compile(r"(?:к|с|д|м)?м|га|km|cm|mm|m", re.I)
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SHORTEST_OVERLAP = 0.5


def lines_of(glyphs: Sequence[Glyph]) -> list[TextLine]:
    """The lines of a page from top to bottom, their words from left to right."""
    words = sorted(words_of(glyphs), key=lambda word: (word.baseline, word.x0))
    rows: list[list[Word]] = []
    for word in words:
        row = next((row for row in reversed(rows[-3:]) if _beside(row, word)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    return [TextLine(tuple(_ordered(row))) for row in rows]


def words_of(glyphs: Sequence[Glyph]) -> list[Word]:
    """Words in the order of the file."""
    words: list[Word] = []
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and _parts(run[-1], glyph):
            words.append(_word(run))
            run = []
        run.append(glyph)
    if run:
        words.append(_word(run))
    return words


def _parts(before: Glyph, glyph: Glyph) -> bool:
    if glyph.turned or before.turned:
        return glyph.turned != before.turned or glyph.spaced
    size = max(glyph.size, before.size)
    if (
        glyph.spaced
        or glyph.x0 - before.x1 > _WORD_GAP * size
        or glyph.x0 < before.x0 - _BACK * size
    ):
        return True
    return abs(glyph.baseline - before.baseline) > _SHIFT * size


def _word(run: Sequence[Glyph]) -> Word:
    return Word(
        "".join(glyph.text for glyph in run),
        min(glyph.x0 for glyph in run),
        max(glyph.x1 for glyph in run),
        run[0].baseline,
        max(glyph.size for glyph in run) if not run[0].turned else min(g.size for g in run),
        all(glyph.bold for glyph in run),
    )


def _beside(row: Sequence[Word], word: Word) -> bool:
    """Whether a word stands on the line of others: their heights overlap by half of the smaller."""
    main = max(row, key=lambda other: other.size)
    overlap = min(main.bottom, word.bottom) - max(main.top, word.top)
    return overlap > _SHORTEST_OVERLAP * min(main.bottom - main.top, word.bottom - word.top)


def _ordered(row: Sequence[Word]) -> Iterator[Word]:
    """The words from left to right; raised figures joined to the word before as superscripts."""
    words = sorted(row, key=lambda word: word.x0)
    before: Word | None = None
    for word in words:
        if before is not None and _is_raised(before, word):
            figures = word.text
            if not _UNIT.fullmatch(before.text.split("(")[-1]):
                figures = figures.translate(_SUPERSCRIPT)
            before = Word(
                before.text + figures, before.x0, word.x1, before.baseline, before.size, before.bold
            )
            continue
        if before is not None:
            yield before
        before = word
    if before is not None:
        yield before


def _is_raised(before: Word, word: Word) -> bool:
    if not word.text.isdigit() or len(word.text) > 3 or word.size > _SMALL * before.size:
        return False
    near = word.x0 - before.x1 < _WORD_GAP * before.size
    return near and before.baseline - word.baseline > _RAISED * before.size
