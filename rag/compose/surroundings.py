"""The words a unit hangs on: its own, the sentences before it, its headings, its title."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rag.compose.candidates import Candidate
from rag.compose.matching import Carried, Words, carried, joined, words_of
from rag.compose.word_places import Occurrences, Runs, WordPlaces, occurrences, word_places
from rag.text.analyse import Token
from rag.text.language import detect_language
from rag.types import Document, Language, Paragraph, Section

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
    known: dict[tuple[str, int], Around] = {}
    found = []
    for item in candidates:
        document = item.hit.document
        key = document.id, document.paragraphs[item.unit.paragraph].section
        if key not in known:
            known[key] = _around(tokens, document, key[1])
        found.append(_surroundings(tokens, item, known[key]))
    return tuple(found)


def _around(tokens: Sequence[Token], document: Document, section_at: int) -> Around:
    section = document.sections[section_at]
    text = document.text[section.start : section.end]
    runs = section_runs(document, section_at)
    places = word_places(text, runs)
    headings = "\n".join(section.path)
    return Around(
        section,
        text,
        places,
        occurrences(tokens, places),
        carried(tokens, words_of(headings, detect_language(headings, runs[0][1]))),
        carried(tokens, words_of(document.title, document.language)),
    )


def section_runs(document: Document, section_at: int) -> Runs:
    """The languages of a section's paragraphs, neighbours of one language together."""
    section, paragraphs = document.sections[section_at], document.paragraphs
    first = bisect_left(paragraphs, section.start, key=lambda paragraph: paragraph.start)
    runs: list[tuple[int, Language]] = []
    for paragraph in paragraphs[first:]:
        if paragraph.section != section_at:
            break
        if not runs:
            runs.append((0, paragraph.language))
        elif paragraph.language != runs[-1][1]:
            runs.append((paragraph.start - section.start, paragraph.language))
    return tuple(runs) or ((0, document.language),)


def _surroundings(tokens: Sequence[Token], item: Candidate, around: Around) -> Surroundings:
    asked, section = around.asked, around.section
    left, right = item.unit.start - section.start, item.unit.end - section.start
    head = _head(item, section)
    row_text = _row_text(item)
    row = _row_words(item, row_text) if row_text else None
    return Surroundings(
        own_text=row_text or item.hit.document.text[item.unit.start : item.unit.end],
        own_keys=row.terms | row.weak if row else around.places.keys_between(left, right),
        own=carried(tokens, row) if row else asked.between(left, right),
        near=_before(asked, left, NEAR_CHARACTERS, head),
        headings=around.headings,
        far=_before(asked, left, FAR_CHARACTERS, head),
        title=around.title,
        around=around,
    )


def _before(asked: Occurrences, left: int, reach: int, head: tuple[int, int] | None) -> Carried:
    """What is said within ``reach`` before a unit; ``head`` are the ends of the entries before it
    in its list, which are about other things, and says nothing here."""
    if head is None:
        return asked.between(left - reach, left)
    start, end = head
    own = asked.between(max(left - reach, end), left)
    room = reach - (left - end)
    above = asked.between(start - room, start) if room > 0 else {}
    return {term: max(own.get(term, 0.0), above.get(term, 0.0)) for term in {**above, **own}}


def _head(item: Candidate, section: Section) -> tuple[int, int] | None:
    """Where the entries of its list before the unit's own begin and end, offsets in the section;
    None where the unit stands in no list."""
    document, at = item.hit.document, item.unit.paragraph
    paragraphs = document.paragraphs
    if paragraphs[at].kind != "list_item":
        return None
    first = at
    while first and _is_entry(document, paragraphs[first - 1], paragraphs[at].section):
        first -= 1
    return paragraphs[first].start - section.start, paragraphs[at].start - section.start


def _is_entry(document: Document, paragraph: Paragraph, section: int) -> bool:
    """Whether a paragraph is an entry that stands for itself; one with a colon leads others in."""
    listed = paragraph.kind == "list_item" and paragraph.section == section
    return listed and document.text[paragraph.end - 1] != ":"


def _row_words(item: Candidate, row_text: str) -> Words:
    """The words of a row with its header, each in its own language: a Kazakh row may stand under
    a Russian header."""
    document = item.hit.document
    paragraph = document.paragraphs[item.unit.paragraph]
    header = "\n".join(paragraph.row.header) if paragraph.row is not None else ""
    own, of_header = paragraph.language, detect_language(header, paragraph.language)
    if own == of_header:
        return words_of(row_text, own)
    return joined(words_of(row_text, own), words_of(header, of_header))


def _row_text(item: Candidate) -> str:
    # A row is read with its header: «жоспар» stands there, not in the cells.
    paragraph = item.hit.document.paragraphs[item.unit.paragraph]
    whole = (item.unit.start, item.unit.end) == (paragraph.start, paragraph.end)
    if paragraph.row is None or not whole:
        return ""
    return item.unit.embedded_text.partition("\n")[2]
