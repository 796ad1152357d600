"""Whether a text tells when something begins where it is asked when it is ready."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.compose.order import prefer
from rag.types import Evidence, Query

_READY = re.compile(
    r"\b(?:построят|достро|законч|заверш|оконч|сдад|сдан|сдач|введут|введ[её]н|ввод\b|ввода\b"
    r"|откро|открыт|запуст|запущ|заработа|готов)"
    r"|\b(?:салынып біт|біт(?:еді|кен|ті|іріл|іру|у\b|пек)|аяқтал|ашыл|іске қос|пайдалануға"
    r"|тапсыр|дайын)"
    r"|\b(?:finish|complet|open|launch|ready|commission)",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"\b(?:начн|нача[лт]|начин|стартова|стартуе|приступ|баста(?:л|йды|ды|ған|п|лмақ)|begin|began|start)",
    re.IGNORECASE,
)

END_ODDS = 0.005
"""Odds that evidence of the end needs, as a share of those of the beginning: the paragraph has told
already what both are of."""


def prefer_end(query: Query, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence with one of the same paragraph first that tells when it is ready, where that is
    asked and the best tells when it begins; else in its order."""
    if not ranked or not tells_beginning(query, ranked[0]):
        return tuple(ranked)
    best = ranked[0]

    def fits(item: Evidence) -> bool:
        text = item.hit.document.text[item.unit.start : item.unit.end]
        ends = _READY.search(text) is not None and not _BEGINS.search(text)
        near = item.hit.document.id == best.hit.document.id
        near = near and item.unit.paragraph == best.unit.paragraph
        return ends and near and item.features["kind"] == 1

    return prefer(ranked, fits, END_ODDS)


def tells_beginning(query: Query, item: Evidence) -> bool:
    """Whether it is asked when something is ready, and the evidence says when it is begun alone.

    «Когда построят школу?» is not answered by «В 2025 году начнётся строительство школы».
    """
    if query.kind != "date" or query.parts:
        return False
    if not _READY.search(query.text) or _BEGINS.search(query.text):
        return False
    text = item.hit.document.text[item.unit.start : item.unit.end]
    return bool(_BEGINS.search(text)) and not _READY.search(text)
