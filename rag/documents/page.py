"""How a text is laid out as a whole: what its blank lines mean, what it repeats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.documents.lines import Line

_SPACED_SHARE = 0.6
_RUNNING_LINE_TIMES = 3


@dataclass(frozen=True, slots=True)
class Page:
    """``spaced``: nearly every paragraph has a blank line behind it, so that one says nothing.
    ``running``: short lines that come back
    again and again (captions, page heads), which are no headings."""

    spaced: bool
    running: frozenset[str]


def page_of(lines: Sequence[Line]) -> Page:
    """What the layout of ``lines`` means."""
    pairs = [(line, after) for line, after in pairwise(lines) if line.text]
    n_spaced = sum(after.blank for _, after in pairs)
    counts = Counter(line.text for line in lines if 0 < len(line.text) <= 100)
    return Page(
        spaced=n_spaced > _SPACED_SHARE * len(pairs),
        running=frozenset(text for text, n in counts.items() if n >= _RUNNING_LINE_TIMES),
    )
