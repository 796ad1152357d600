"""Puts the sentence that leads a list in before its entries, where all of them are asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.compose.order import put_first
from rag.compose.sequel import odds, section_key
from rag.types import FIGURE_KINDS, Evidence, Query

TOTAL_ODDS = 0.03
"""Odds that the sentence needs, as a share of the entry's."""
_ALL = re.compile(
    r"\b(?:всего|итого|в целом|общ(?:ее|ая|ий|ую) (?:числ|колич|сумм|объ)\w*|барлығы|жиыны"
    r"|жалпы саны|in total|altogether|overall)\b",
    re.IGNORECASE,
)


def asks_all(question: str) -> bool:
    """Whether a question asks for all together: «всего», «барлығы»."""
    return _ALL.search(question) is not None


def prefer_total(query: Query, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence with the sentence first that leads in the list whose entry is best, where the
    question asks for all together and the sentence has a figure; else in its order.

    «Сколько коек всего?»: «В больницах района 2 526 коек, из них:», then «146 – дневных».
    """
    if not ranked or query.kind not in FIGURE_KINDS or query.parts or not asks_all(query.text):
        return tuple(ranked)
    best = ranked[0]
    if best.hit.document.paragraphs[best.unit.paragraph].kind != "list_item":
        return tuple(ranked)
    leading = next((item for item in ranked if _leads_in(item, best)), None)
    return tuple(ranked) if leading is None else put_first(leading, ranked)


def _leads_in(item: Evidence, best: Evidence) -> bool:
    """Whether the evidence ends in a colon, has a figure, and nothing but entries of a list stand
    between it and the best."""
    document, first, last = best.hit.document, item.unit.paragraph, best.unit.paragraph
    if section_key(item) != section_key(best) or not first < last:
        return False
    text = document.text[item.unit.start : item.unit.end]
    between = document.paragraphs[first + 1 : last]
    leads = text.rstrip().endswith(":") and all(p.kind == "list_item" for p in between)
    likely = odds(item) >= TOTAL_ODDS * odds(best)
    return leads and likely and item.features["kind"] == 1
