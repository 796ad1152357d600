"""How a text is laid out as a whole: what its blank lines and bold lines mean, what it repeats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.documents.lines import Line
from rag.documents.shapes import is_name_like

_SPACED_SHARE = 0.6
_RUNNING_LINE_TIMES = 3
_MAX_SET_OFF_SHARE = 0.4
_MIN_SET_OFF = 3


@dataclass(frozen=True, slots=True)
class Page:
    """``spaced``: nearly every paragraph has a blank line behind it, so that one says nothing.
    ``running``: short lines that come back
    again and again (captions, page heads), which are no headings. ``stated``: the source marks its
    headings by style. ``set_off``: few enough lines are bold or centred to mean something;
    ``marked``: so many of them that headings without that mark are not to be expected."""

    spaced: bool
    running: frozenset[str]
    stated: bool = False
    set_off: bool = False
    marked: bool = False


def page_of(lines: Sequence[Line]) -> Page:
    """What the layout of ``lines`` means."""
    pairs = [(line, after) for line, after in pairwise(lines) if line.text]
    n_spaced = sum(after.blank for _, after in pairs)
    counts = Counter(line.text for line in lines if 0 < len(line.text) <= 100)
    return Page(
        spaced=n_spaced > _SPACED_SHARE * len(pairs),
        running=frozenset(text for text, n in counts.items() if n >= _RUNNING_LINE_TIMES),
        stated=any(line.style.level for line in lines),
        set_off=_is_set_off(lines),
        marked=_is_set_off(lines) and sum(map(_is_marked, lines)) >= _MIN_SET_OFF,
    )


def _is_set_off(lines: Sequence[Line]) -> bool:
    n_strong = sum(len(line.text) for line in lines if line.style.strong)
    return 0 < n_strong <= _MAX_SET_OFF_SHARE * sum(len(line.text) for line in lines)


def _is_marked(line: Line) -> bool:
    return line.style.strong and is_name_like(line.text)
