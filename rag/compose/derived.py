"""Answers that no single unit gives: worked out of a table, or the full name of an abbreviation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.compose.abbreviations import explain, is_unexplained
from rag.compose.alternatives import tells_one_only
from rag.compose.draft import Draft
from rag.compose.leaders import asked_kind, lead
from rag.compose.tally import is_of_other_state, is_uncounted, tabulate
from rag.text.contacts import find_asked_contact
from rag.text.numbers import find_numbers
from rag.text.place_types import AREAS
from rag.types import Evidence, Language, Query

_SUPERLATIVE = re.compile(
    r"\b(?:сам(?:ый|ая|ое|ые|ой|ых|ом|ым|ого|ую)|(?:наиб|наим|крупнейш|лидир|рекорд)\w*"
    r"|(?:больше|меньше|выше|ниже|лучше|хуже|дороже|дешевле|чаще) (?:всего|всех)|перв\w+ мест\w*"
    r"|последн\w+ мест\w*|ең|бірінші орын\w*|соңғы орын\w*|most|least"
    r"|(?:larg|great|high|low|small|few)est)\b",
    re.IGNORECASE,
)


def derive(query: Query, ranked: Sequence[Evidence], language: Language) -> Draft | None:
    """The answer that has to be derived, None when the question asks for none or it is not there.

    ``ranked`` is best first; ``language`` is that of Derek's own words.
    """
    return (
        explain(query, ranked)
        or tabulate(query, ranked, language)
        or _lead(query, ranked, language)
    )


def is_underived(query: Query, ranked: Sequence[Evidence]) -> bool:
    """Whether only a derived answer would be one, whatever the best evidence is."""
    return (
        is_uncounted(query, ranked)
        or is_unexplained(query, ranked)
        or tells_one_only(query, ranked)
        or _is_one_of_many(query, ranked)
        or is_of_other_state(query, ranked)
        or _lacks_contact(query, ranked)
    )


def _lacks_contact(query: Query, ranked: Sequence[Evidence]) -> bool:
    """Whether a phone, a site or an address is asked for and the best evidence has none: nothing
    can be worked out either."""
    return bool(ranked) and bool(find_asked_contact(query.text)) and not ranked[0].features["kind"]


def _lead(query: Query, ranked: Sequence[Evidence], language: Language) -> Draft | None:
    """The greatest or least of several places, unless the best evidence says which one it is."""
    said = bool(ranked) and _SUPERLATIVE.search(_words(ranked[0])) is not None
    return None if said else lead(query, ranked, language)


def _words(item: Evidence) -> str:
    row = item.hit.document.paragraphs[item.unit.paragraph].row
    text = item.hit.document.text[item.unit.start : item.unit.end]
    return text if row is None else " ".join(row.cells)


def _is_one_of_many(query: Query, ranked: Sequence[Evidence]) -> bool:
    """Whether the largest or least is asked for and the best evidence is a row that does not say
    that it is, or tells the figure of one place where it is asked which place it is."""
    if query.operation not in ("most", "least") or query.parts or not ranked:
        return False
    if _SUPERLATIVE.search(_words(ranked[0])):
        return False
    document = ranked[0].hit.document
    row = document.paragraphs[ranked[0].unit.paragraph].row
    return row is not None or (asked_kind(query) in AREAS and bool(find_numbers(_words(ranked[0]))))
