"""Whether a text tells of both things that a question compares or adds up."""

from __future__ import annotations

from collections.abc import Sequence

from rag.compose.draft import Place
from rag.compose.figures import Figure
from rag.compose.matching import match, words_of
from rag.compose.sequel import odds
from rag.text.analyse import analyse
from rag.types import Evidence, Query

SHARED_ODDS = 0.1
"""Odds that a unit with both things needs, as a share of the best one's for each of them."""

BESIDE = 40
"""Characters before or behind a figure in which what it counts is named."""


def names_all(query: Query, item: Evidence) -> bool:
    """Whether the words of each alternative stand in the unit itself; True without any."""
    words = words_of(
        item.hit.document.text[item.unit.start : item.unit.end], item.hit.passage.language
    )
    return all(
        any(match(token, words) > 0 for token in analyse(phrase, language=query.language)[:1])
        for phrase in query.alternatives
    )


def shared_first(
    query: Query, parts: Sequence[Sequence[Evidence]]
) -> tuple[Sequence[Evidence], Sequence[Evidence]]:
    """The evidence of both parts, neither empty, with one unit first in both where it names both
    things and is hardly less likely than the best of each: figures of one day, side by side."""
    one, other = parts
    for first in (one[0], other[0]):
        if names_all(query, first):
            same = [_find_like(first, ranked) for ranked in parts]
            if same[0] is not None and same[1] is not None:
                return (same[0], *one), (same[1], *other)
    return one, other


def _find_like(item: Evidence, ranked: Sequence[Evidence]) -> Evidence | None:
    for like in ranked:
        if odds(like) < SHARED_ODDS * odds(ranked[0]):
            return None
        if like.hit.document.id == item.hit.document.id and like.unit == item.unit:
            return like
    return None


def counts_each(
    query: Query, firsts: Sequence[tuple[Query, Place]], figures: Sequence[Figure]
) -> bool:
    """Whether each figure counts what its alternative names, where things are named and no places:
    of «школ и больниц» the second is not «5 поликлиник»."""
    if any(phrase != phrase.lower() for phrase in query.alternatives):
        return True
    return all(
        _counts(phrase, query, place, figure)
        for phrase, (_, place), figure in zip(query.alternatives, firsts, figures, strict=False)
    )


def _counts(phrase: str, query: Query, place: Place, figure: Figure) -> bool:
    document = place.hit.document
    source = document.paragraphs[place.paragraph]
    if source.row is not None:
        return True
    start, end = figure.operand.start, figure.operand.end
    beside = document.text[max(place.start, start - BESIDE) : min(place.end, end + BESIDE)]
    words = words_of(beside, source.language)
    return any(match(token, words) > 0 for token in analyse(phrase, language=query.language))


def tells_one_only(query: Query, ranked: Sequence[Evidence]) -> bool:
    """Whether two things are asked for together and the best evidence tells of one: half of a sum
    or of a comparison answers nothing."""
    return bool(query.alternatives and ranked) and not names_all(query, ranked[0])
