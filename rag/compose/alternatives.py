"""Whether a text tells of both things that a question compares or adds up."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from rag.compose.draft import Place
from rag.compose.figures import Figure, find_figure
from rag.compose.matching import match, words_of
from rag.compose.sequel import odds
from rag.text.analyse import Token, analyse
from rag.text.dates import find_dates
from rag.text.place_types import place_type
from rag.text.places import find_places
from rag.types import Evidence, Query, Row

SHARED_ODDS = 0.1
"""Odds that a unit with both things needs, as a share of the best one's for each of them."""

LOOKED_AT = 6
"""Of a part's best evidence, to find two that tell the same."""
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


def alike_first(query: Query, parts: Sequence[Sequence[Evidence]]) -> Sequence[Sequence[Evidence]]:
    """The evidence of both parts, each beginning with one of the likeliest two figures that are
    told in like words: a meeting's 500 people are no residents.

    Empty lists where no two are, and more or less of something is asked for.
    """
    if query.operation not in ("most", "least") or not all(parts):
        return parts
    one, other = (ranked[:LOOKED_AT] for ranked in parts)
    pairs = sorted(product(range(len(one)), range(len(other))), key=lambda pair: (sum(pair), pair))
    for i, j in pairs:
        if told_alike(query, one[i], other[j]):
            return (one[i], *parts[0]), (other[j], *parts[1])
    return [() for _ in parts]


def told_alike(query: Query, one: Evidence, other: Evidence) -> bool:
    """Whether two texts share a word beside names, units and figures, or one of them is a row."""
    if _row(one) is not None or _row(other) is not None or _key(one) == _key(other):
        return True
    around = words_of(_text(other), other.hit.passage.language)
    return any(match(token, around) > 0 for token in _own_tokens(query, one))


def _own_tokens(query: Query, item: Evidence) -> list[Token]:
    """Words of a sentence that say what is told: no names, kinds of places, dates or units."""
    text, language = item.hit.document.text, item.hit.passage.language
    begin, end = item.unit.start, item.unit.end
    source = item.hit.document.paragraphs[item.unit.paragraph]
    figure = find_figure(query.parts[0], item.hit.document, item.unit.paragraph, begin, end)
    words = text[begin:end]
    if figure is not None:
        words = text[begin : figure.operand.start] + " " + text[figure.operand.end : end]
    places = [(place.start, place.end) for place in find_places(words)]
    places += [(date.start, date.end) for date in find_dates(words)]
    own = [
        token
        for token in analyse(words, language=language)
        if place_type(token.surface.lower()) is None
        and not token.surface[:1].isdigit()
        and not any(a <= token.start < b for a, b in places)
    ]
    # «Абайский – 88 %»: an entry of a list tells what its heading says.
    path = item.hit.document.sections[source.section].path
    return own or list(analyse("\n".join(path[-1:]), language=language))


def _text(item: Evidence) -> str:
    document = item.hit.document
    source = document.paragraphs[item.unit.paragraph]
    path = document.sections[source.section].path
    return "\n".join((document.text[item.unit.start : item.unit.end], *path[-1:]))


def _row(item: Evidence) -> Row | None:
    return item.hit.document.paragraphs[item.unit.paragraph].row


def _key(item: Evidence) -> tuple[str, int]:
    return item.hit.document.id, item.unit.start


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
