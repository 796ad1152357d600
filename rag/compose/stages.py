"""Whether a text tells when something begins where it is asked when it is ready."""

from __future__ import annotations

import re

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
    r"\b(?:начн|начал|начин|стартова|стартуе|приступ|баста(?:л|йды|ды|ған|п|лмақ)|begin|began|start)",
    re.IGNORECASE,
)


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
