"""How much of what a question says is not said by a text, although it could be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from rag.compose.matching import Carried
from rag.text.analyse import Token
from rag.text.letters import lower_same_length
from rag.text.word_class import names_thing
from rag.types import FIGURE_KINDS, Query

UNTRANSLATED_WORTH = 0.5
"""Worth of a missing word whose translation nobody knows, in a text of another language: it may
be there."""


def missing(tokens: Sequence[Token], texts: Iterable[Carried]) -> tuple[Token, ...]:
    """The question's words that none of these texts says, in their order: a unit and what is said
    around it."""
    said = set(chain.from_iterable(texts))
    return tuple([token for token in tokens if token.term not in said])


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
    """The question's words that name things and are in the glossary, without its names and those
    for the kind of answer. Whoever speaks of such a thing mostly says its word or one that the
    glossary knows for it; actions and times are said in many ways."""
    return frozenset(
        token.term
        for token in tokens
        if token.concepts
        and token.term not in query.kind_terms
        and token.term not in query.names
        and names_thing(lower_same_length(token.surface), token.term, query.language)
    )


def said_terms(query: Query, tokens: Sequence[Token], texts: Iterable[Carried]) -> frozenset[str]:
    """The question's words, without those for the kind of answer, that some unit found says.

    ``texts`` are what all units carry of the question: what the documents can say.
    """
    said = frozenset(chain.from_iterable(texts))
    return frozenset(token.term for token in tokens if token.term in said - query.kind_terms)


def share_unsaid(tokens: Sequence[Token], unsaid: Sequence[Token], terms: frozenset[str]) -> float:
    """Share 0..1 of the question's words that are unsaid and among ``terms``."""
    return sum(token.term in terms for token in unsaid) / max(1, len(tokens))


def weight_unsaid(
    weights: Mapping[str, float], unsaid: Sequence[Token], terms: frozenset[str]
) -> float:
    """Share 0..1 of the weight of a question's words that those have which are unsaid and among
    ``terms``."""
    total = sum(weights.values())
    lacking = sum(weights[token.term] for token in unsaid if token.term in terms)
    return lacking / total if total > 0 else 0.0


def speaks_of_another(
    query: Query, tokens: Sequence[Token], unsaid: Sequence[Token], terms: frozenset[str]
) -> bool:
    """Whether a text names whom a question for a figure is about, but not what is to be counted.

    Such a text has figures, of something else: the retail trade of the district, not the wholesale
    one. ``terms`` are those of ``thing_terms``.
    """
    if query.kind not in FIGURE_KINDS:
        return False
    lacking = {token.term for token in unsaid}
    named = any(token.term in query.names and token.term not in lacking for token in tokens)
    return named and not lacking.isdisjoint(terms)


def _is_comparable(token: Token, query: Query) -> bool:
    return bool(token.concepts) or token.term in query.names or token.surface.isdigit()
