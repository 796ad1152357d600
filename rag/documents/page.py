"""How a text is laid out as a whole: what its blank lines mean, what it repeats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.documents.lines import Line
from rag.documents.shapes import is_finished

_SPACED_SHARE = 0.6
_WRAPPED_SHARE = 0.5
_WRAPPED_WIDTH = (45, 130)
_MIN_WRAPPED_LINES = 8
_RUNNING_LINE_TIMES = 3


@dataclass(frozen=True, slots=True)
class Page:
    """``spaced``: nearly every paragraph has a blank line behind it, so that one says nothing.
    ``wrapped``: lines break in the middle of sentences. ``running``: short lines that come back
    again and again (captions, page heads), which are no headings."""

    spaced: bool
    wrapped: bool
    running: frozenset[str]


def page_of(lines: Sequence[Line]) -> Page:
    """What the layout of ``lines`` means."""
    pairs = [(line, after) for line, after in pairwise(lines) if line.text]
    n_spaced = sum(after.blank for _, after in pairs)
    broken = [_is_broken(line.text, after) for line, after in pairs if _is_wide(line.text)]
    counts = Counter(line.text for line in lines if 0 < len(line.text) <= 100)
    return Page(
        spaced=n_spaced > _SPACED_SHARE * len(pairs),
        wrapped=sum(broken) >= max(_MIN_WRAPPED_LINES, _WRAPPED_SHARE * len(broken)),
        running=frozenset(text for text, n in counts.items() if n >= _RUNNING_LINE_TIMES),
    )


def _is_wide(text: str) -> bool:
    return len(text) >= _WRAPPED_WIDTH[0]


def _is_broken(text: str, after: Line) -> bool:
    narrow = len(text) <= _WRAPPED_WIDTH[1]
    return narrow and not is_finished(text) and bool(after.text) and not after.tabbed
