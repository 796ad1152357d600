"""Whether a text tells by how much something changed where it is asked how much there is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.compose.amounts import amounts
from rag.compose.order import prefer
from rag.types import Evidence, Query

_ASKED = re.compile(
    r"\bна сколько|насколько|измен|прирост|рост|вырос|увелич|сниз|сократ|упал|уменьш|прибав|убав"
    r"|убыл|больше|меньше|выше|ниже|разниц|динамик|процент"
    r"|өс(?:т|у|ім|кен)|артты|көбей|азай|кеміді|төмендеді|қысқар|өзгер|пайыз|айырма"
    r"|\bchange|\bgr[eo]w|increase|decrease|fell\b|drop|more\b|less\b|per ?cent",
    re.IGNORECASE,
)
_CHANGED_BY = re.compile(
    r"\b(?:уменьш|увелич|сократ|сниз|вырос|возрос|прирос|прибав|убав|упал|больше|меньше|выше|ниже)"
    r"[^\W\d_]*\s+(?:\w+\s+){0,2}на\s*$",
    re.IGNORECASE,
)
_BY_KAZAKH = re.compile(
    r"^\s?(?:[^\W\d_]+\s){0,2}?[^\W\d_]*(?:ға|ге|қа|ке)\s"
    r"(?:өс|арт|көбей|ұлғай|азай|кемі|төменде|қысқар|қымбат|арзан)",
    re.IGNORECASE,
)


def prefer_level(query: Query, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence with one first that tells how much there is, where the best tells a change alone
    and that one is hardly less likely; else in its order."""
    if not ranked or not tells_change(query, ranked[0]):
        return tuple(ranked)
    return prefer(ranked, lambda item: item.features["kind"] == 1 and not tells_change(query, item))


def tells_change(query: Query, item: Evidence) -> bool:
    """Whether it is asked how much there is, and every figure of a sentence is how much it grew or
    fell: «население уменьшилось на 312 человек», «халық 312 адамға азайды»."""
    if query.kind not in ("number", "money") or query.parts or _ASKED.search(query.text):
        return False
    source = item.hit.document.paragraphs[item.unit.paragraph]
    if source.row is not None:
        return False
    text = item.hit.document.text[item.unit.start : item.unit.end]
    figures = amounts(text)
    return bool(figures) and all(
        _CHANGED_BY.search(text, 0, figure.start) or _BY_KAZAKH.search(text[figure.end :])
        for figure in figures
    )
