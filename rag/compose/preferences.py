"""Puts first, of evidence that is hardly less likely, what fits the question better."""

from __future__ import annotations

from collections.abc import Sequence

from rag.compose.abstain import prefer_holding, prefer_uncontradicted
from rag.compose.changes import prefer_level
from rag.compose.counted_thing import prefer_counting
from rag.compose.namings import prefer_naming
from rag.compose.opposites import prefer_side
from rag.compose.reasons import prefer_reason
from rag.compose.sources import without_sources
from rag.compose.stages import prefer_end
from rag.compose.whole import prefer_part
from rag.types import Evidence, Query


def prefer_fitting(query: Query, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence, best first, with one first that is of the period, place and names asked for, holds
    the kind of answer, says why where that is asked, tells how much there is and counts what is
    to be counted. It is not of the opposite, nor of the
    whole area where a part is asked for, and no line that only names a source."""
    ranked = prefer_naming(query, prefer_side(query, without_sources(query, ranked)))
    ranked = prefer_part(query, ranked)
    fitting = prefer_reason(query, prefer_holding(prefer_uncontradicted(ranked)))
    return prefer_counting(query, prefer_level(query, prefer_end(query, fitting)))
