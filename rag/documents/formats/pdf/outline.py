"""Headings that a file names in its own bookmarks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.documents.formats.pdf.pages import Bookmark
from rag.documents.lines import Line
from rag.documents.spans import MarkedTable

_PLAIN = re.compile(r"\W+")
_MAX_LEVEL = 9


def with_bookmarks(
    parts: Sequence[Line | MarkedTable], bookmarks: Sequence[Bookmark]
) -> list[Line | MarkedTable]:
    """The parts with the lines that bookmarks name as headings of their level. Where bookmarks
    name headings, a larger size alone makes none of the same level or above."""
    named = {(b.page, _plain(b.title)): min(b.level, _MAX_LEVEL) for b in bookmarks}
    found = [
        named.get((part.page, _plain(part.text))) if isinstance(part, Line) and part.page else None
        for part in parts
    ]
    if not any(found):
        return list(parts)
    deepest = max(level for level in found if level)
    marked: list[Line | MarkedTable] = []
    for part, level in zip(parts, found, strict=True):
        if isinstance(part, Line) and (level or part.style.level):
            own = level or min(deepest + part.style.level, _MAX_LEVEL)
            marked.append(replace(part, style=replace(part.style, level=own)))
        else:
            marked.append(part)
    return marked


def _plain(text: str) -> str:
    return _PLAIN.sub(" ", text).strip().casefold()
