"""Answers that no single unit gives: worked out of a table, or the full name of an abbreviation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.compose.abbreviations import explain, is_unexplained
from rag.compose.alternatives import tells_one_only
from rag.compose.draft import Draft
from rag.compose.tally import is_of_other_state, is_uncounted, tabulate
from rag.text.contacts import find_asked_contact
from rag.types import Evidence, Language, Query

_SUPERLATIVE = re.compile(
    r"\b(?:сам(?:ый|ая|ое|ые|ой|ых)|наиб|наим|больше всего|меньше всего|крупнейш|ең|most|least"
    r"|largest)\b",
    re.IGNORECASE,
)


def derive(query: Query, ranked: Sequence[Evidence], language: Language) -> Draft | None:
    """The answer that has to be derived, None when the question asks for none or it is not there.

    ``ranked`` is best first; ``language`` is that of Derek's own words.
    """
    return explain(query, ranked) or tabulate(query, ranked, language)


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


def _is_one_of_many(query: Query, ranked: Sequence[Evidence]) -> bool:
    """Whether the largest or least is asked for and the best evidence is a row that does not say
    that it is."""
    if query.operation not in ("most", "least") or query.parts or not ranked:
        return False
    best = ranked[0]
    row = best.hit.document.paragraphs[best.unit.paragraph].row
    return row is not None and not _SUPERLATIVE.search(" ".join(row.cells))
