"""Takes words in small letters for the names of places that the documents found know by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from rag.text import russian
from rag.text.analyse import Token, analyse
from rag.text.place_names import name_key, same_word
from rag.text.place_types import AREAS
from rag.text.places import find_places
from rag.types import Hit, Query

LOOKED_AT = 8
"""Passages found that are searched for a name."""
_SHORTEST = 4


def name_by_documents(query: Query, hits: Sequence[Hit]) -> Query:
    """The query with a capital for each word that a passage found has as an area's name.

    «сколько школ в тораңғыле»: no dictionary knows the word, but «Тораңғыл ауданы» was found. Words
    that a dictionary or the glossary knows stay as they are.
    """
    unknown = [token for token in _tokens(query) if _may_be_name(token, query)]
    if not unknown:
        return query
    known = frozenset(chain.from_iterable(map(_areas_of, hits[:LOOKED_AT])))
    named = [t for t in unknown if any(same_word(name_key(t.surface), key) for key in known)]
    text = query.text
    for token in named:
        text = text[: token.start] + token.surface.capitalize() + text[token.end :]
    terms = tuple(token.term for token in named)
    return replace(query, text=text, names=(*query.names, *terms)) if named else query


def _tokens(query: Query) -> Sequence[Token]:
    return analyse(query.text, language=query.language)


def _may_be_name(token: Token, query: Query) -> bool:
    word = token.surface
    small = word.islower() and word.isalpha() and len(word) >= _SHORTEST
    known = token.concepts or token.term in query.kind_terms or token.term in query.names
    return small and not known and not russian.is_known(word)


def _areas_of(hit: Hit) -> frozenset[str]:
    document, passage = hit.document, hit.passage
    path = document.sections[passage.section].path
    texts = (document.text[passage.start : passage.end], *path, document.title)
    return frozenset(chain.from_iterable(map(_areas, texts)))


@lru_cache(maxsize=2_000)
def _areas(text: str) -> frozenset[str]:
    """The keys of the words that name areas in a text."""
    return frozenset(
        word for place in find_places(text) if place.kind in AREAS for word in place.key.split()
    )
