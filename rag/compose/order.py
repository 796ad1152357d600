"""Puts one piece of evidence first that is hardly less likely than the best."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from rag.compose.sequel import odds
from rag.types import Evidence

OTHER_ODDS = 0.1
"""Odds that evidence which fits the question better needs, as a share of the best one's."""


def likely(ranked: Sequence[Evidence], share: float = OTHER_ODDS) -> Iterator[Evidence]:
    """Evidence from the best on, up to the first with less than this share of its odds."""
    least = share * odds(ranked[0]) if ranked else 0.0
    return takewhile(lambda item: odds(item) >= least, ranked)


def put_first(chosen: Evidence, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """``ranked`` with one of it moved to its head."""
    return (chosen, *(item for item in ranked if item is not chosen))


def prefer(
    ranked: Sequence[Evidence], fits: Callable[[Evidence], bool], share: float = OTHER_ODDS
) -> tuple[Evidence, ...]:
    """``ranked`` with the first likely one that fits at its head; in its order where none does."""
    chosen = next((item for item in likely(ranked, share) if fits(item)), None)
    return tuple(ranked) if chosen is None else put_first(chosen, ranked)
