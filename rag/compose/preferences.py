"""Puts first, of evidence that is hardly less likely, what fits the question better."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rag.compose.abstain import prefer_holding, prefer_uncontradicted
from rag.compose.changes import prefer_level
from rag.compose.counted_thing import prefer_counting
from rag.compose.in_cell import prefer_in_cell
from rag.compose.namings import prefer_naming
from rag.compose.opposites import prefer_side
from rag.compose.reasons import prefer_reason
from rag.compose.sources import without_sources
from rag.compose.stages import prefer_end
from rag.compose.totals import prefer_total
from rag.compose.whole import prefer_part
from rag.types import Evidence, Query

_Prefer = Callable[[Query, Sequence[Evidence]], tuple[Evidence, ...]]


def _fitting(_query: Query, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    return prefer_holding(prefer_uncontradicted(ranked))


_STEPS: tuple[_Prefer, ...] = (
    without_sources, prefer_side, prefer_naming, prefer_part, _fitting, prefer_reason,
    prefer_end, prefer_in_cell, prefer_level, prefer_counting, prefer_total,
)  # fmt: skip
"""One after the other; what a later one puts first stays there."""


def prefer_fitting(query: Query, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence, best first, with one first that is of the period, place and names asked for, holds
    the kind of answer, says why or which where that is asked, tells how much there is and counts
    what is to be counted. It is not of the opposite, nor of the whole area where a part is asked
    for, and no line that only names a source."""
    ranked = tuple(ranked)
    for prefer in _STEPS:
        ranked = prefer(query, ranked)
    return ranked
