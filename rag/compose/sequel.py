"""Finds the fact that a sentence leads up to: the subject stands first, the figure after it."""

from __future__ import annotations

from collections.abc import Sequence

from rag.types import Evidence

REACH_CHARACTERS = 420
"""How far after the subject's sentence the fact may begin: two or three sentences."""
SEQUEL_ODDS = 0.03
"""Odds of being right that the later sentence needs, as a share of the first one's."""


def find_sequel(best: Evidence, ranked: Sequence[Evidence]) -> Evidence | None:
    """The best unit that follows ``best`` in its section and holds the kind of answer asked for.

    None when ``best`` holds it itself, or nothing near enough does.
    """
    if best.features["kind"] == 1:
        return None
    for item in ranked[1:]:
        if odds(item) < SEQUEL_ODDS * odds(best):
            return None
        if item.features["kind"] == 1 and _follows(item, best):
            return item
    return None


def odds(item: Evidence) -> float:
    """How many times likelier right than wrong the evidence is."""
    return item.score / max(1 - item.score, 1e-9)


def section_key(item: Evidence) -> tuple[str, int]:
    """The document and the number of the section that the evidence stands in."""
    document = item.hit.document
    return document.id, document.paragraphs[item.unit.paragraph].section


def are_other_items(item: Evidence, other: Evidence) -> bool:
    """Whether they stand in two entries of a list: one does not go on with what the other says."""
    sources = [e.hit.document.paragraphs[e.unit.paragraph] for e in (item, other)]
    listed = all(source.kind == "list_item" for source in sources)
    return listed and sources[0].id != sources[1].id


def _follows(item: Evidence, best: Evidence) -> bool:
    sources = [e.hit.document.paragraphs[e.unit.paragraph] for e in (item, best)]
    if all(source.row is not None for source in sources) and sources[0].id != sources[1].id:
        # The next row of a table is about something else.
        return False
    if are_other_items(item, best):
        return False
    gap = item.unit.start - best.unit.end
    return section_key(item) == section_key(best) and 0 <= gap <= REACH_CHARACTERS
