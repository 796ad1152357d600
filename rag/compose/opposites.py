"""Whether a text tells of the opposite of what a question asks about: state and private schools."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rag.compose.sequel import odds
from rag.types import Evidence, Query

LOOKED_AT = 15
OTHER_ODDS = 0.1
"""Odds that evidence of the side asked for needs, as a share of the best one's."""
_GROUPS: tuple[tuple[str, ...], ...] = (
    (r"государственн|мемлекеттік|\bpublic\b|\bstate-owned\b", r"\bчастн|жекеменшік|\bprivate\b"),
    (r"\bгородск(?:ие|их|им)\b|\burban\b", r"\bсельск(?:ие|их|им)\b|\brural\b"),
    (r"\bмужчин|\bмужск|\bерлер|\bер адам|\b(?:men|male)\b", r"\bженщин|\bженск|әйел|\bwomen\b"),
    (r"\bмальчик|\bюнош|\bұл бала|\bұлдар|\bboys?\b",
     r"\bдевоч|\bдевушек|\bқыз бала|\bқыздар|\bgirls?\b"),
    (r"\bимпорт|\bimport", r"\bэкспорт|\bexport"),
    (r"\bрастениеводств|өсімдік шаруашылығ", r"\bживотноводств|мал шаруашылығ"),
    (r"\bгоряч\w+ вод|\bыстық су|\bhot water", r"\bхолодн\w+ вод|\bсуық су|\bcold water"),
    (r"\bлевобережн|\bлев\w+ берег|\bсол жағалау", r"\bправобережн|\bправ\w+ берег|\bоң жағалау"),
    (r"\bоптов|\bкөтерме|\bwholesale", r"\bрозничн|\bбөлшек|\bretail"),
    (r"\bрасход|\bшығыс|\bexpen[sd]", r"\bдоход|\bкіріс|\brevenue"),
    (r"(?<!не )\bприсутств|\bқатысты\b|\bқатысқан|(?<!не )\bучаствов|\battended\b",
     r"\bотсутств|\bне (?:присутств|участв)|қатыспа|\babsent|\bdid not attend"),
)  # fmt: skip
"""Words that exclude one another, in the three languages: what is told of one group is not told of
another of the same line."""
_COMPILED = tuple(tuple(re.compile(words, re.IGNORECASE) for words in group) for group in _GROUPS)


def tells_opposite(query: Query, item: Evidence) -> bool:
    """Whether a question asks about one of two opposites, and of the text and its headings only the
    other one is named.

    «Жекеменшік балабақшаның төлемі қанша?» is not answered by «мемлекеттік балабақшада 16 500».
    """
    asked = _named(query.text)
    if not asked:
        return False
    document = item.hit.document
    paragraph = document.paragraphs[item.unit.paragraph]
    path = document.sections[paragraph.section].path
    header = paragraph.row.header if paragraph.row is not None else ()
    own = _named(document.text[item.unit.start : item.unit.end])
    around = _all_named(
        (document.text[paragraph.start : paragraph.end], *header, *path, document.title)
    )
    return any(
        sides == {side} and own.get(group, set()) - {side} and side not in around.get(group, set())
        for group, sides in asked.items()
        for side in sides
    )


def prefer_side(query: Query, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence with one first that names the side asked for, where the best tells of the opposite
    and that one is hardly less likely; else in its order."""
    if not ranked or not tells_opposite(query, ranked[0]):
        return tuple(ranked)
    asked = _named(query.text)
    for item in ranked[1:LOOKED_AT]:
        if odds(item) < OTHER_ODDS * odds(ranked[0]):
            break
        own = _named(item.hit.document.text[item.unit.start : item.unit.end])
        if any(own.get(group, set()) & sides for group, sides in asked.items()):
            return (item, *(other for other in ranked if other is not item))
    return tuple(ranked)


@lru_cache(maxsize=4_000)
def _named(text: str) -> dict[int, set[int]]:
    """By the number of the group the sides that a text names."""
    found: dict[int, set[int]] = {}
    for group, patterns in enumerate(_COMPILED):
        sides = {side for side, pattern in enumerate(patterns) if pattern.search(text)}
        if sides:
            found[group] = sides
    return found


def _all_named(texts: Sequence[str]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for text in texts:
        for group, sides in _named(text).items():
            found.setdefault(group, set()).update(sides)
    return found
