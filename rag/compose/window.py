"""Widens an uncertain quote to the sentences beside it, so that fact and subject are in it."""

from __future__ import annotations

from collections.abc import Sequence

from rag.compose.sequel import odds
from rag.types import Evidence

MAX_CHARACTERS = 295
"""A quote of two or three sentences is still read at a glance."""
ENOUGH = 0.95
"""A quote that carries this share of all evidence's odds needs no company."""
LEAST_SHARE = 0.02
"""Odds that a sentence beside needs, as a share of the best one's, to be taken in."""


def window(best: Evidence, ranked: Sequence[Evidence]) -> tuple[int, int]:
    """``(start, end)`` of the best unit, widened within its paragraph.

    The neighbour with the better odds is taken in first, until the quote carries ENOUGH of the
    odds of all of ``ranked``, has no neighbour worth it, or would exceed MAX_CHARACTERS. Table rows
    are whole as they are.
    """
    paragraph = best.hit.document.paragraphs[best.unit.paragraph]
    if paragraph.kind == "table_row":
        return best.unit.start, best.unit.end
    beside = _sentences_of_paragraph(best, ranked)
    start, end = best.unit.start, best.unit.end
    total, carried = sum(odds(item) for item in ranked), odds(best)
    while carried < ENOUGH * total:
        near = [item for item in beside if _touches(item, start, end, best)]
        near = [item for item in near if odds(item) >= LEAST_SHARE * odds(best)]
        if not near:
            break
        taken = max(near, key=lambda item: (odds(item), -item.unit.start))
        start, end = min(start, taken.unit.start), max(end, taken.unit.end)
        carried += odds(taken)
    return start, end


def _sentences_of_paragraph(best: Evidence, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Each other sentence of the paragraph once: passages may overlap."""
    found = {
        item.unit.start: item
        for item in reversed(ranked)
        if item.hit.document.id == best.hit.document.id
        and item.unit.paragraph == best.unit.paragraph
    }
    return list(found.values())


def _touches(item: Evidence, start: int, end: int, best: Evidence) -> bool:
    """Whether only space lies between, and both together are short enough."""
    text = best.hit.document.text
    if item.unit.end <= start:
        return end - item.unit.start <= MAX_CHARACTERS and not text[item.unit.end : start].strip()
    if item.unit.start >= end:
        return item.unit.end - start <= MAX_CHARACTERS and not text[end : item.unit.start].strip()
    return False
