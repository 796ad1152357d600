"""Whether a text tells of the opposite of what a question asks about: state and private schools."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rag.compose.order import prefer
from rag.types import Evidence, Query

Sides = frozenset[int]
_NEITHER: Sides = frozenset()
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
    whole = document.text[paragraph.start : paragraph.end]
    around = [_named(text) for text in (whole, *header, *path, document.title)]
    return any(
        len(sides) == 1
        and own.get(group, _NEITHER) - sides
        and not any(sides & named.get(group, _NEITHER) for named in around)
        for group, sides in asked.items()
    )


def prefer_side(query: Query, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence with one first that names the side asked for, where the best tells of the opposite
    and that one is hardly less likely; else in its order."""
    if not ranked or not tells_opposite(query, ranked[0]):
        return tuple(ranked)
    asked = _named(query.text)

    def fits(item: Evidence) -> bool:
        own = _named(item.hit.document.text[item.unit.start : item.unit.end])
        return any(own.get(group, _NEITHER) & sides for group, sides in asked.items())

    return prefer(ranked, fits)


@lru_cache(maxsize=4_000)
def _named(text: str) -> Mapping[int, Sides]:
    """By the number of the group the sides that a text names."""
    named = (
        frozenset(side for side, pattern in enumerate(patterns) if pattern.search(text))
        for patterns in _COMPILED
    )
    return {group: sides for group, sides in enumerate(named) if sides}
