"""Lines that were broken to fit a column or a cell, whole again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.documents.formats.pdf.sheet import TextLine
from rag.documents.shapes import find_bullet, find_item_number, is_finished

_LAST_WORD = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
# Of compounds that keep their hyphen the first part ends so, or is as short.
_COMPOUND = re.compile(r".*(?:о|е)$|.{1,2}$", re.I)
_PARTICLES = frozenset("то либо нибудь таки ка де".split())
_NEVER_FIRST = ("ь", "ъ", "ы")
_SHORT_WORDS = frozenset(
    "а в и к о с у я бы во да до ее её ей ею же за из им их ко ли мы на не ни но об он от по со та"
    " те то ту ты уж эй ал ақ ат ай ел ен ер ет жүз іс ие мен не ол өз су та үй".split()
)
_MAX_FRAGMENT = 3
_LONG_WORD = 8


def joined(before: str, after: str, known: frozenset[str]) -> str:
    """Two lines of a paragraph as one text. A hyphen at the end of the first goes where it parts
    a word; it stays in compounds, told by the words ``known`` of the document."""
    match = _LAST_WORD.search(before)
    first = _FIRST_WORD.match(after)
    if match is None or first is None or not after[0].islower():
        return f"{before} {after}"
    start, rest = match[1].casefold(), first[0].casefold()
    whole, parted = start + rest, f"{start}-{rest}"
    if parted in known or rest in _PARTICLES:
        return f"{before[:-1]}-{after}"
    if whole in known:
        return before[:-1] + after
    both = start in known and rest in known and _COMPOUND.fullmatch(start)
    return f"{before[:-1]}-{after}" if both else before[:-1] + after


def cell_text(lines: Sequence[TextLine], right: float, known: frozenset[str]) -> str:
    """The text of a cell whose inner right edge is at ``right``: what was broken to fit is one
    line, paragraphs and items are lines of their own."""
    if not lines:
        return ""
    texts = [lines[0].text]
    for before, line in zip(lines, lines[1:], strict=False):
        text = line.text
        if _begins(before, line):
            texts.append(text)
        elif _is_cut(before, line, right):
            texts[-1] += text
        else:
            texts[-1] = joined(texts[-1], text, known)
    return "\n".join(texts)


def _begins(before: TextLine, line: TextLine) -> bool:
    """Whether a line of a cell begins a paragraph or an item of its own."""
    marked = find_bullet(line.text) or find_item_number(line.text)
    if marked:
        return True
    far = line.baseline - before.baseline > 1.9 * max(line.size, before.size)
    return far and is_finished(before.text) and not line.text[:1].islower()


def _is_cut(before: TextLine, line: TextLine, right: float) -> bool:
    """Whether one word that is wider than its cell was cut without a hyphen: it fills the line
    alone, and what follows is no word."""
    if len(before.words) != 1 or not before.text[-1:].isalpha() or not line.text[:1].islower():
        return False
    letter = (before.x1 - before.x0) / max(len(before.text), 1)
    if right - before.x1 > 1.5 * letter or len(before.text) < _LONG_WORD:
        return False
    rest = line.words[0].text.casefold().strip(".,;:)")
    brief = len(rest) <= _MAX_FRAGMENT and rest.isalpha() and rest not in _SHORT_WORDS
    return brief or rest.startswith(_NEVER_FIRST)


def known_words(lines: Sequence[TextLine]) -> frozenset[str]:
    """The words that stand whole inside of lines, those with a hyphen too."""
    words: set[str] = set()
    for line in lines:
        for word in line.words[:-1]:
            words.add(word.text.casefold().strip('«»"“”.,;:()!?'))
    return frozenset(words)
