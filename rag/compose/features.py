"""Measures how a unit answers a question, feature by feature."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.compose.absence import (
    absent,
    missing,
    share_unsaid,
    speaks_of_another,
    weight_unsaid,
)
from rag.compose.amounts import amounts, asked_units, bare_words, unit_fit
from rag.compose.candidates import Candidate
from rag.compose.columns import tells_executor
from rag.compose.definitions import defines
from rag.compose.kinds import (
    NAMED,
    counted,
    holds_kind,
    names_firm,
    unit_is_kind,
    without_asked,
)
from rag.compose.matching import Carried, Words, collect, coverage, match
from rag.compose.offices import names_post, other_office, other_post
from rag.compose.places import place_fit, placed, typed_by_text
from rag.compose.rivals import rival_city
from rag.compose.rows import is_whole_row, row_label
from rag.compose.surroundings import FAR_CHARACTERS, Surroundings
from rag.compose.when import period_feature
from rag.text.analyse import Token, analyse
from rag.text.contacts import find_asked_contact, holds_contact
from rag.text.place_types import AREAS
from rag.text.places import Place
from rag.types import Language, Query, Row

NEAR_WORTH = 0.75
"""Worth of a question word that stands in the heading or the sentences just before the unit."""
FAR_WORTH = 0.5
"""Worth of a question word that only the article further back or the title carries."""
SAID_ENOUGH = 0.5
"""Share of the other words, by weight, from which on a table is taken for the one asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question against all units found: its words and what each weighs there.

    ``words`` are those of all ``tokens``; ``focus``: see focus.py; ``subjects`` are its words
    without those for the kind of answer, or all where there are no others; ``things`` and ``said``:
    see absence.py.
    """

    query: Query
    tokens: Sequence[Token]
    weights: Mapping[str, float]
    words: Words
    focus: Sequence[Token]
    subjects: Sequence[Token]
    things: frozenset[str]
    said: frozenset[str]


def features(asked: Asked, item: Candidate, place: Surroundings) -> dict[str, float]:
    """All features but ``bm25`` and ``before``, which need the other candidates.

    similarity: cosine; passage: fused score of the hit, 0..1; coverage, context: share of the
    question's words, by weight, in the unit, and in it or around it; kind: 0..1, whether the kind
    of answer is there; answering: kind · context, the fact may stand a sentence after its subject;
    absent, another: see absence.py; unsaid: share, by weight, of the words for things that are
    unsaid; elsewhere: share that is unsaid here and said by another unit found; precise: share of
    a row's name that was asked for; names: share of the question's names that are said at all;
    period, place, measure: -1..1; the rest 0 or 1.
    """
    query, tokens, weights = asked.query, asked.tokens, asked.weights
    layers = _layers(place)
    row = item.hit.document.paragraphs[item.unit.paragraph].row
    units = _units(item, place)
    kind = 1.0 if unit_is_kind(units, query.kind) else _kind(query, item, place)
    foreign = query.language not in (item.hit.passage.language, item.hit.passage.second)
    own, around = (coverage(tokens, weights, part) for part in (layers[:1], layers))
    unsaid = missing(tokens, place.texts)
    return {
        "similarity": item.similarity,
        "passage": item.hit.score,
        "coverage": own,
        "context": around,
        "answering": kind * around,
        "precise": _precision(asked, row, item.hit.passage.language, layers),
        "names": _names_said(query, tokens, place),
        "absent": absent(query, tokens, unsaid, kind, foreign=foreign),
        "unsaid": weight_unsaid(weights, unsaid, asked.things),
        "another": float(speaks_of_another(query, tokens, unsaid, asked.things)),
        "elsewhere": share_unsaid(asked.subjects, unsaid, asked.said),
        "kind": kind,
        "period": period_feature(query, item, place),
        "place": _place(query, tokens, item, place),
        "counted": counted(asked.words, place.own_text, item.hit.passage.language),
        "measure": unit_fit(asked_units(query.text), units),
        "defines": defines(query.text, tokens, place.own_text, item.hit.passage.language),
        "focus": coverage(asked.focus, weights, layers[:3]),
        "foreign": float(foreign),
        **_shape(item, place),
    }


def _kind(query: Query, item: Candidate, place: Surroundings) -> float:
    own = place.own_text
    if contact := find_asked_contact(query.text):
        return float(holds_contact(own, contact[0]))
    if query.kind == "person" and other_post(query.text, own):
        return 0.0
    document, unit = item.hit.document, item.unit
    row = document.paragraphs[unit.paragraph].row if is_whole_row(document, unit) else None
    if query.kind in ("organisation", "person") and row and tells_executor(query.text, row):
        return 1.0
    if query.kind in NAMED:
        own = without_asked(own, query.terms, item.hit.passage.language)
    held = holds_kind(own, query.kind)
    if query.kind == "person" and not names_post(query.text) and names_firm(own):
        # «Кто построит мост?» «Подрядчик – ТОО «Арал Жол»».
        return 1.0
    return held


def _layers(place: Surroundings) -> list[tuple[Carried, float]]:
    """The words around a unit, nearest first, each with its worth."""
    return [
        (place.own, 1.0),
        (place.near, NEAR_WORTH),
        (place.headings, NEAR_WORTH),
        (place.far, FAR_WORTH),
        (place.title, FAR_WORTH),
    ]


def _shape(item: Candidate, place: Surroundings) -> dict[str, float]:
    paragraph = item.hit.document.paragraphs[item.unit.paragraph]
    return {
        "heading": float(paragraph.kind == "heading"),
        "introduces": float(place.own_text.endswith(":")),
        "short": float(_is_short(place.own_text)),
    }


@lru_cache(maxsize=20_000)
def _is_short(text: str) -> bool:
    return len(bare_words(text)) < 3


def _units(item: Candidate, place: Surroundings) -> set[str | None]:
    """The units of the unit's numbers; those of a row may stand in its header or a cell."""
    paragraph = item.hit.document.paragraphs[item.unit.paragraph]
    whole = (item.unit.start, item.unit.end) == (paragraph.start, paragraph.end)
    stated = [amount.unit for amount in paragraph.row.amounts if amount] if paragraph.row else []
    if whole and any(stated):
        return set(stated)
    return {number.unit for number in amounts(place.own_text)}


def _precision(
    asked: Asked, row: Row | None, language: Language, layers: Sequence[tuple[Carried, float]]
) -> float:
    """Where a row is called by names alone, every table has one for the place: it is what was
    asked for as far as its table, or what is around, says the rest of the question."""
    label = row_label(row) if row is not None else ""
    named = _label_words(label, language) if label else ()
    if not named:
        return 0.0
    precise = sum(match(token, asked.words) for token in named) / len(named)
    words, names = collect(named), set(asked.query.names)
    told = {token.term for token in asked.tokens if match(token, words)}
    rest = [
        token
        for token in asked.subjects
        if token.term not in told | names and not token.surface.isdigit()
    ]
    if not precise or not rest or not told <= names:
        return precise
    return precise * min(1.0, coverage(rest, asked.weights, layers[:3]) / SAID_ENOUGH)


@lru_cache(maxsize=2_000)
def _label_words(label: str, language: Language) -> tuple[Token, ...]:
    return analyse(label, language=language)


@lru_cache(maxsize=1_000)
def _words_of_part(asking: str, language: Language) -> frozenset[str]:
    return (
        frozenset(token.term for token in analyse(asking, language=language))
        if asking
        else frozenset()
    )


def _names_said(query: Query, tokens: Sequence[Token], place: Surroundings) -> float:
    names = [token for token in tokens if token.term in query.names]
    if not names:
        return 1.0
    # A part of a question is completed with words of the whole: its own names are what it is about.
    own = _words_of_part(query.asking, query.language)
    names = [name for name in names if name.term in own] or names
    said = sum(any(name.term in text for text in place.texts) for name in names)
    return said / len(names)


def _in_entry(item: Candidate, near: Place) -> bool:
    """Whether a place before a unit is that of a list's entry, of which nothing is that follows.

    A numbered entry may go on in the paragraphs below it, one behind a dash does not.
    """
    document, at = item.hit.document, item.unit.paragraph
    start = document.sections[document.paragraphs[at].section].start + near.start
    found = bisect_right(document.paragraphs, start, key=lambda paragraph: paragraph.start) - 1
    entry = document.paragraphs[found]
    if found == at or entry.kind != "list_item":
        return False
    return not document.text[entry.start].isalnum() and document.text[entry.end - 1] != ":"


def _place(query: Query, tokens: Sequence[Token], item: Candidate, place: Surroundings) -> float:
    asked = placed(query.text)
    names = [token for token in tokens if token.term in query.names]
    if not asked and not names:
        return 0.0
    if other_office(query.text, place.own_text):
        return -1.0
    section, title = place.around.section, item.hit.document.title
    if rival_city(names, place.texts, [place.own_text, *reversed(section.path), title]):
        return -1.0
    document, section = item.hit.document, place.around.section
    reach = range(item.unit.start - section.start - FAR_CHARACTERS, item.unit.start - section.start)
    named = placed(place.around.text)
    before = [near for near in named if near.start in reach and not _in_entry(item, near)]
    first = document.paragraphs[item.unit.paragraph].start - section.start
    # The paragraph's own area is nearer than that of the one before.
    areas = [near for near in before if near.start >= first and near.kind in AREAS]
    above = [*reversed(section.path), document.title]
    headed = {place.kind for heading in above for place in placed(heading)}
    # What another paragraph names does not go on where a heading says of which area all is.
    before = areas or [near for near in before if near.kind not in headed]
    known = (*named, *(place for heading in above for place in placed(heading)))
    loose = typed_by_text(names, asked, known)
    return place_fit(asked, place.own_text, before, above, loose)
