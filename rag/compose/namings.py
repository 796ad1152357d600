"""Whether a table row names anything where names are asked for, and which text does instead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.compose.columns import is_number
from rag.compose.lists import listing_sentence
from rag.compose.order import prefer, put_first
from rag.compose.rows import is_whole_row, name_column
from rag.types import Evidence, Query

NAMING_ODDS = 0.02
"""Odds that evidence with names needs, as a share of those of a row that surely has none."""
_FIGURES = re.compile(
    r"\b(?:показател|цифр|данны|значени|расход|доход|объ[её]м|темп|индекс|процент|дол[яи]\b|сумм|тариф"
    r"|цен[ыа]\b|размер|көрсеткіш|мәлімет|сандар|тарифтер|бағалар|figures|prices|rates)",
    re.IGNORECASE,
)
"""«Какие показатели?» is answered by figures."""


def counts_only(query: Query, item: Evidence) -> bool:
    """Whether it is asked «which», and a row of a table says beside its name only how many.

    «Какие школы аварийные?» is not answered by «Аварийные школы | 3 | 2».
    """
    if query.kind != "list" or query.parts or query.operation or _FIGURES.search(query.text):
        return False
    row = item.hit.document.paragraphs[item.unit.paragraph].row
    if row is None or not is_whole_row(item.hit.document, item.unit):
        return False
    label = name_column(row)
    told = [cell for i, cell in enumerate(row.cells) if i != label and cell]
    return bool(told) and all(map(is_number, told))


def prefer_naming(query: Query, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence with one first that can name what is asked for, where the best is a row of figures
    and that one is a list, or of the same document and not too unlikely; else in its order."""
    if not ranked or not counts_only(query, ranked[0]):
        return tuple(ranked)
    listing = listing_sentence(query, ranked[0], ranked)
    if listing is not None:
        return put_first(listing, ranked)
    document = ranked[0].hit.document.id

    def fits(item: Evidence) -> bool:
        return item.hit.document.id == document and not counts_only(query, item)

    return prefer(ranked, fits, NAMING_ODDS)
