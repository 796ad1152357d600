"""Lines that come back on page after page: heads, feet, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rag.documents.formats.pdf.sheet import TextLine

Page = Sequence[TextLine]

_EDGE_LINES = 6
_EDGE_SHARE = 0.13
_MIN_SHARE = 0.4
_MIN_PAGES = 2
_STEP = 8.0
_GAP = 1.7
_FIGURES = re.compile(r"\d+")
_LONE_NUMBER = re.compile(r"\W*(?:(?:стр|с|бет|page)\.?\s*)?(?P<n>\d{1,5})\W*(?:\d{1,5}\W*)?", re.I)

Key = tuple[str, int]


def without_running(pages: Sequence[Page], heights: Sequence[float]) -> list[list[TextLine]]:
    """The pages' lines without those at their upper or lower edge that stand at the same height
    on many pages, figures aside, and without page numbers that count on."""
    edges = [_edge(page, height) for page, height in zip(pages, heights, strict=True)]
    counts = Counter(key for keys in edges for key in set(keys.values()))
    least = max(_MIN_PAGES, _MIN_SHARE * sum(bool(keys) for keys in edges))
    running = {key for key, n in counts.items() if n >= least}
    numbers = _page_numbers(pages, edges)
    return [
        [
            line
            for i, line in enumerate(page)
            if keys.get(i) not in running and (n, i) not in numbers
        ]
        for n, (page, keys) in enumerate(zip(pages, edges, strict=True))
    ]


def _edge(page: Page, height: float) -> dict[int, Key]:
    """The lines set apart at the upper and lower edge by their place in the page: their words,
    with figures made alike, and their height in steps."""
    zone = _EDGE_SHARE * height
    upper = [i for i, line in enumerate(page) if line.baseline < zone]
    lower = [i for i, line in enumerate(page) if line.baseline > height - zone]
    apart = _apart(page, upper, 1) + _apart(page, lower[::-1], -1)
    return {
        i: (_FIGURES.sub("#", page[i].text.casefold()), round(page[i].baseline / _STEP))
        for i in apart
    }


def _apart(page: Page, zone: Sequence[int], step: int) -> list[int]:
    """The lines of a zone, from the edge inwards, up to the last gap that parts them from what
    follows; a few at most."""
    for n in range(min(len(zone), _EDGE_LINES), 0, -1):
        i = zone[n - 1]
        j = i + step
        alone = not 0 <= j < len(page)
        if alone or abs(page[j].baseline - page[i].baseline) > _GAP * max(
            page[i].size, page[j].size
        ):
            return list(zone[:n])
    return []


def _page_numbers(pages: Sequence[Page], edges: Sequence[dict[int, Key]]) -> set[tuple[int, int]]:
    """Lone numbers at an edge that grow by one from page to page, as (page, line); of a single
    page the number 1."""
    found: dict[int, list[tuple[int, int]]] = {}
    for n, keys in enumerate(edges):
        for i in keys:
            match = _LONE_NUMBER.fullmatch(pages[n][i].text)
            if match and (len(pages) > 1 or match["n"] == "1"):
                found.setdefault(int(match["n"]) - n, []).append((n, i))
    least = min(2, len(pages))
    return {
        place
        for places in found.values()
        if len({n for n, _ in places}) >= least
        for place in places
    }
