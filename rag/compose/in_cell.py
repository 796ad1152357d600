"""Puts a sentence that stands in a cell of a row before the row that tells nothing of its own."""

from __future__ import annotations

from collections.abc import Sequence

from rag.compose.amounts import amounts, asked_units
from rag.compose.order import prefer
from rag.compose.rows import is_whole_row, tells_asked
from rag.types import FIGURE_KINDS, Evidence, Query

CELL_ODDS = 0.3
"""Odds that the sentence needs, as a share of the row's: it is a part of it."""


def prefer_in_cell(query: Query, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence with a sentence of the best row's cells first, where no column of the row is asked
    for and the sentence says where, or has a figure in the unit asked for; else in its order.

    «Где полигон?»: «Доля полигонов | 100 % | Полигон стоит в Колкайнаре, площадь – 30 га.»
    """
    if not ranked or query.parts or not is_whole_row(ranked[0].hit.document, ranked[0].unit):
        return tuple(ranked)
    best = ranked[0]
    source = best.hit.document.paragraphs[best.unit.paragraph]
    if source.row is None or tells_asked(source.row, query, source.language):
        return tuple(ranked)

    def fits(item: Evidence) -> bool:
        same = item.hit.document.id == best.hit.document.id
        within = same and item.unit.paragraph == best.unit.paragraph and item is not best
        return within and item.features["kind"] == 1 and _tells(query, item)

    return prefer(ranked, fits, CELL_ODDS)


def _tells(query: Query, item: Evidence) -> bool:
    if query.kind == "place":
        return True
    text = item.hit.document.text[item.unit.start : item.unit.end]
    units = asked_units(query.text)
    return query.kind in FIGURE_KINDS and any(number.unit in units for number in amounts(text))
