"""How much of what a question says is not said by a text, although it could be."""

from __future__ import annotations

from collections.abc import Sequence

from rag.compose.matching import Words, match
from rag.compose.surroundings import Surroundings
from rag.text.analyse import Token
from rag.text.letters import lower_same_length
from rag.text.word_class import names_thing
from rag.types import Query

UNTRANSLATED_WORTH = 0.5
"""Worth of a missing word whose translation nobody knows, in a text of another language: it may
be there."""


def missing(tokens: Sequence[Token], place: Surroundings) -> tuple[Token, ...]:
    """The question's words that are said neither by the unit nor around it, in their order."""
    around = (place.own, place.near, place.headings, place.far, place.title)
    return tuple(token for token in tokens if not _is_said(token, around))


def absent(
    query: Query, tokens: Sequence[Token], unsaid: Sequence[Token], kind: float, *, foreign: bool
) -> float:
    """Share 0..1 of the question's words that are unsaid (see ``missing``).

    Words that only ask for the kind of answer are met by an answer of that kind; ``kind`` says how
    surely it is one, 0..1.
    """
    lacking = 0.0
    for token in unsaid:
        worth = UNTRANSLATED_WORTH if foreign and not _is_comparable(token, query) else 1.0
        lacking += worth * (1 - kind if token.term in query.kind_terms else 1.0)
    return lacking / max(1, len(tokens))


def thing_terms(query: Query, tokens: Sequence[Token]) -> frozenset[str]:
    """The question's words that name things, not actions or times, and not the kind of answer."""
    return frozenset(
        token.term
        for token in tokens
        if token.term not in query.kind_terms
        and names_thing(lower_same_length(token.surface), token.term, query.language)
    )


def said_terms(query: Query, tokens: Sequence[Token], known: Words) -> frozenset[str]:
    """The question's words, without those for the kind of answer, that some unit found says.

    ``known`` are the words of all units: what the documents can say.
    """
    return frozenset(
        token.term
        for token in tokens
        if token.term not in query.kind_terms and match(token, known) > 0
    )


def share_unsaid(tokens: Sequence[Token], unsaid: Sequence[Token], terms: frozenset[str]) -> float:
    """Share 0..1 of the question's words that are unsaid and among ``terms``."""
    return sum(token.term in terms for token in unsaid) / max(1, len(tokens))


def _is_said(token: Token, texts: Sequence[Words]) -> bool:
    # A loop: ``any`` over a generator took twice as long, for every word beside every unit.
    for words in texts:  # noqa: SIM110
        if match(token, words) > 0:
            return True
    return False


def _is_comparable(token: Token, query: Query) -> bool:
    return bool(token.concepts) or token.term in query.names or token.surface.isdigit()
