"""How much of what a question says is not said by a text, although it could be."""

from __future__ import annotations

from collections.abc import Sequence

from rag.compose.matching import match
from rag.compose.surroundings import Surroundings
from rag.text.analyse import Token
from rag.types import Query

UNTRANSLATED_WORTH = 0.5
"""Worth of a missing word whose translation nobody knows, in a text of another language: it may
be there."""


def absent(
    query: Query, tokens: Sequence[Token], place: Surroundings, kind: float, *, foreign: bool
) -> float:
    """Share 0..1 of the question's words that are said neither by the unit nor around it.

    Words that only ask for the kind of answer are met by an answer of that kind; ``kind`` says how
    surely it is one, 0..1.
    """
    missing = 0.0
    for token in tokens:
        if not _is_said(token, place):
            worth = UNTRANSLATED_WORTH if foreign and not _is_comparable(token, query) else 1.0
            missing += worth * (1 - kind if token.term in query.kind_terms else 1.0)
    return missing / max(1, len(tokens))


def _is_said(token: Token, place: Surroundings) -> bool:
    around = (place.own, place.near, place.headings, place.far, place.title)
    return any(match(token, words) > 0 for words in around)


def _is_comparable(token: Token, query: Query) -> bool:
    return bool(token.concepts) or token.term in query.names or token.surface.isdigit()
