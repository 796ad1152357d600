"""The words a unit hangs on: its own, the sentences before it, its headings, its title."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from rag.compose.candidates import Candidate
from rag.compose.matching import Words, collect, words_of
from rag.text.analyse import Token, analyse
from rag.types import Language, Section

NEAR_CHARACTERS = 320
"""The two or three sentences before a unit: its subject mostly stands there."""
FAR_CHARACTERS = 1600
"""How far back an article may have named what it is about."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Words of a unit and around it, nearest first; ``own_text`` is what the unit says, for a
    table row together with its header."""

    own_text: str
    own: Words
    near: Words
    headings: Words
    far: Words
    title: Words


def surroundings(item: Candidate) -> Surroundings:
    """What a candidate says and what is said around it."""
    document, language = item.hit.document, item.hit.passage.language
    section = section_of(item)
    tokens, starts = _section_tokens(document.text[section.start : section.end], language)
    left, right = item.unit.start - section.start, item.unit.end - section.start

    def between(start: int, end: int) -> Words:
        return collect(tokens[bisect_left(starts, start) : bisect_left(starts, end)])

    row_text = _row_text(item)
    return Surroundings(
        own_text=row_text or document.text[item.unit.start : item.unit.end],
        own=words_of(row_text, language) if row_text else between(left, right),
        near=between(left - NEAR_CHARACTERS, left),
        headings=words_of("\n".join(section.path), language),
        far=between(left - FAR_CHARACTERS, left),
        title=words_of(document.title, document.language),
    )


def section_of(item: Candidate) -> Section:
    """The section that the unit's paragraph stands in."""
    document = item.hit.document
    return document.sections[document.paragraphs[item.unit.paragraph].section]


def _row_text(item: Candidate) -> str:
    # A row is read with its header: «жоспар» stands there, not in the cells.
    paragraph = item.hit.document.paragraphs[item.unit.paragraph]
    whole = (item.unit.start, item.unit.end) == (paragraph.start, paragraph.end)
    if paragraph.row is None or not whole:
        return ""
    return item.unit.embedded_text.partition("\n")[2]


@lru_cache(maxsize=500)
def _section_tokens(text: str, language: Language) -> tuple[tuple[Token, ...], list[int]]:
    tokens = analyse(text, language=language)
    return tokens, [token.start for token in tokens]
