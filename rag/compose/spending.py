"""Whether a text tells what is spent on something else than a question asks about."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.compose.matching import match, words_of
from rag.text.analyse import analyse
from rag.types import Evidence, Language, Query

_SPENT = re.compile(
    r"направ|выдел|предусм|затра|потра|израсход|освоен|бөлін|қарасты|жұмса|игеріл|бағытта",
    re.IGNORECASE,
)
_RUSSIAN = re.compile(r"\bна\s+(?!\d)((?:[^\W\d_]+\s+){0,2}[^\W\d_]+)", re.IGNORECASE)
_KAZAKH = re.compile(
    r"((?:[^\W\d_]+\s+){0,3}[^\W\d_]{3,}(?:[ғқ]а|[гк]е|[ыі]на|[сң]ін?е))\s+[^\d\n]{0,30}?(?=\d)",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"сумм|счет|счёт|эт[иоа]|цел|работ|проект|год|реализ|строит|сегодн|дан|мероприят|сегодня|конец"
    r"|начал|общ|жоба|жыл|жұмыс|іс-шара|мақсат|құрылыс|бұл|осы|жалпы|барлығы",
    re.IGNORECASE,
)
"""Purposes that say nothing of their own."""


def spends_on_another(query: Query, item: Evidence) -> bool:
    """Whether a sum is asked for and the sentence spends its own on what the question does not say,
    while it says nothing of what the question is about.

    «Сколько стоит новая станция?» is not answered by «на ремонт сетей направят 20 млрд тенге»,
    although the sentence before speaks of the station.
    """
    document = item.hit.document
    source = document.paragraphs[item.unit.paragraph]
    if query.kind != "money" or query.parts or source.row is not None:
        return False
    text = document.text[item.unit.start : item.unit.end]
    return bool(_SPENT.search(text)) and _is_for_another(query, text, item.hit.passage.language)


def _is_for_another(query: Query, text: str, language: Language) -> bool:
    asked = [
        token
        for token in analyse(query.text, language=query.language)
        if token.term not in query.kind_terms and not token.surface.isdigit()
    ]
    told = words_of(text, language)
    if any(match(token, told) > 0 for token in asked):
        return False
    purposes = _purposes(text, language)
    return bool(purposes) and not any(_GENERAL.search(purpose) for purpose in purposes)


@lru_cache(maxsize=2_000)
def _purposes(text: str, language: Language) -> tuple[str, ...]:
    pattern = _KAZAKH if language == "kk" else _RUSSIAN
    return tuple(found[1] for found in pattern.finditer(text))
