"""The words a unit hangs on: its own, the sentences before it, its headings, its title."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rag.compose.candidates import Candidate
from rag.compose.matching import Carried, carried, words_of
from rag.compose.word_places import Occurrences, WordPlaces, occurrences, word_places
from rag.text.analyse import Token
from rag.types import Document, Language, Section

NEAR_CHARACTERS = 320
"""The two or three sentences before a unit: its subject mostly stands there."""
FAR_CHARACTERS = 1600
"""How far back an article may have named what it is about."""


@dataclass(frozen=True, slots=True)
class Around:
    """The section a unit stands in, its text, and where the question's words are there and in its
    headings and title: the same for all units of a section."""

    section: Section
    text: str
    places: WordPlaces
    asked: Occurrences
    headings: Carried
    title: Carried


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a unit and the texts around it have of a question's words, nearest first.

    ``own_text`` is what the unit says, for a table row together with its header, ``own_keys`` the
    terms and weak keys of its words.
    """

    own_text: str
    own_keys: Collection[str]
    own: Carried
    near: Carried
    headings: Carried
    far: Carried
    title: Carried
    around: Around

    @property
    def texts(self) -> tuple[Carried, ...]:
        """All texts, nearest first."""
        return self.own, self.near, self.headings, self.far, self.title


def surroundings(
    tokens: Sequence[Token], candidates: Sequence[Candidate]
) -> tuple[Surroundings, ...]:
    """What each candidate says of the question's words, ``tokens``, and what is said around it."""
    known: dict[tuple[str, int, Language], Around] = {}
    found = []
    for item in candidates:
        document, language = item.hit.document, item.hit.passage.language
        key = document.id, document.paragraphs[item.unit.paragraph].section, language
        if key not in known:
            known[key] = _around(tokens, document, key[1], language)
        found.append(_surroundings(tokens, item, known[key]))
    return tuple(found)


def _around(
    tokens: Sequence[Token], document: Document, section_at: int, language: Language
) -> Around:
    section = document.sections[section_at]
    text = document.text[section.start : section.end]
    places = word_places(text, language)
    return Around(
        section,
        text,
        places,
        occurrences(tokens, places),
        carried(tokens, words_of("\n".join(section.path), language)),
        carried(tokens, words_of(document.title, document.language)),
    )


def _surroundings(tokens: Sequence[Token], item: Candidate, around: Around) -> Surroundings:
    asked, section = around.asked, around.section
    left, right = item.unit.start - section.start, item.unit.end - section.start
    row_text = _row_text(item)
    row = words_of(row_text, item.hit.passage.language) if row_text else None
    return Surroundings(
        own_text=row_text or item.hit.document.text[item.unit.start : item.unit.end],
        own_keys=row.terms | row.weak if row else around.places.keys_between(left, right),
        own=carried(tokens, row) if row else asked.between(left, right),
        near=asked.between(left - NEAR_CHARACTERS, left),
        headings=around.headings,
        far=asked.between(left - FAR_CHARACTERS, left),
        title=around.title,
        around=around,
    )


def _row_text(item: Candidate) -> str:
    # A row is read with its header: «жоспар» stands there, not in the cells.
    paragraph = item.hit.document.paragraphs[item.unit.paragraph]
    whole = (item.unit.start, item.unit.end) == (paragraph.start, paragraph.end)
    if paragraph.row is None or not whole:
        return ""
    return item.unit.embedded_text.partition("\n")[2]
