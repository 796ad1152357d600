"""Finds a second source that says another figure of the same thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.compose.columns import header_years
from rag.compose.draft import Place as Span
from rag.compose.draft import place_of
from rag.compose.figures import Figure, find_figure
from rag.compose.matching import Words, match, words_of
from rag.compose.periods import periods_of
from rag.compose.rows import row_label
from rag.text.analyse import analyse
from rag.text.dates import find_dates
from rag.text.places import Place, find_places
from rag.types import AnswerKind, Evidence, Period, Query

FIGURES: tuple[AnswerKind, ...] = ("number", "money", "share", "other")
MIN_SHARED = 0.5
"""Share of the shorter sentence's words, numbers left out, that the longer one must have: two
sentences of one thing are worded alike, neighbours in a report are not."""
MIN_SHARED_WORDS = 3
LOOKED_AT = 40
_YEAR = re.compile(r"год|жыл|year", re.IGNORECASE)
BEFORE_CHARACTERS = 200
"""How far before a sentence its time may have been named."""


def find_conflict(query: Query, best: Evidence, ranked: Sequence[Evidence]) -> Span | None:
    """Where another section or document gives another value of the same measure, for the same
    place and time; None when nothing does.

    Both must be worded alike, and neither may name a time that the other does not.
    """
    if query.kind not in FIGURES or query.parts or query.operation not in (None, "count"):
        return None
    figure = _figure(query, best)
    if figure is None:
        return None
    for item in ranked[:LOOKED_AT]:
        if not _elsewhere(item, best) or not _same_matter(item) or not _alike(item, best):
            continue
        if not _asked_alike(query, item, best):
            continue
        other = _figure(query, item)
        if other is None or other.value == figure.value:
            continue
        measures = {figure.measure, other.measure} - {None}
        if len(measures) <= 1 and _same_things(_counts(figure, best), _counts(other, item)):
            return place_of(item)
    return None


def _same_things(one: Sequence[str], other: Sequence[str]) -> bool:
    """«3 240 ученических мест» and «3 420 мест» count the same, «7 сёл» and «7 домов» do not."""
    return bool(one and other) and (one[0] in other or other[0] in one)


def _counts(figure: Figure, item: Evidence) -> list[str]:
    """What the figure is a number of: the two words behind it; in a row the name of the row."""
    document = item.hit.document
    source = document.paragraphs[item.unit.paragraph]
    if source.row is not None:
        return [row_label(source.row)]
    start = figure.operand.start + len(figure.written)
    behind = document.text[start : item.unit.end]
    return [token.term for token in analyse(behind[:60], language=source.language)[:2]]


def _figure(query: Query, item: Evidence) -> Figure | None:
    place = place_of(item)
    return find_figure(query, item.hit.document, place.paragraph, place.start, place.end)


def _elsewhere(item: Evidence, best: Evidence) -> bool:
    one, other = item.hit.document, best.hit.document
    sections = (
        one.paragraphs[item.unit.paragraph].section,
        other.paragraphs[best.unit.paragraph].section,
    )
    return one.id != other.id or sections[0] != sections[1]


def _same_matter(item: Evidence) -> bool:
    """Whether the evidence is of the place, time and names that were asked for."""
    told = item.features
    fits = min(told.get("place", 0.0), told.get("period", 0.0)) >= 0
    return fits and told.get("names", 0.0) == 1 and told.get("kind", 0.0) == 1


def _alike(item: Evidence, best: Evidence) -> bool:
    documents = (item.hit.document, best.hit.document)
    sources = (
        documents[0].paragraphs[item.unit.paragraph],
        documents[1].paragraphs[best.unit.paragraph],
    )
    rows = (sources[0].row, sources[1].row)
    if rows[0] is not None and rows[1] is not None:
        years = [
            {year for name in row.header for year in header_years(name)} for row in rows if row
        ]
        return row_label(rows[0]) == row_label(rows[1]) and years[0] == years[1]
    if not _same_places(item, best) or any(rows) or sources[0].language != sources[1].language:
        return False
    if _times(item) != _times(best):
        return False
    own = [_words(item), _words(best)]
    shared = own[0] & own[1]
    return len(shared) >= max(MIN_SHARED_WORDS, MIN_SHARED * min(len(own[0]), len(own[1])))


def _asked_alike(query: Query, item: Evidence, best: Evidence) -> bool:
    """Whether the other one has half of the question's words that the best has, with its heading:
    investments are no other figure of the same industry."""
    if item.hit.passage.language != best.hit.passage.language:
        return True
    dates = [(date.start, date.end) for date in find_dates(query.text)]
    tokens = [
        token
        for token in analyse(query.text, language=query.language)
        if not _YEAR.match(token.surface) and not any(a <= token.start < b for a, b in dates)
    ]
    own, other = (_with_heading(evidence) for evidence in (best, item))
    shared = [match(token, other) > 0 for token in tokens if match(token, own) > 0]
    return 2 * sum(shared) >= len(shared)


def _with_heading(item: Evidence) -> Words:
    document = item.hit.document
    source = document.paragraphs[item.unit.paragraph]
    heading = "".join(document.sections[source.section].path[-1:])
    return words_of(f"{heading}\n{document.text[item.unit.start : item.unit.end]}", source.language)


def _same_places(item: Evidence, best: Evidence) -> bool:
    """Whether the nearest places named in or over both share one of each kind that both name.

    Words must be equal: places whose names are nearly the same are where figures differ rightly.
    A key may go on with words that are no part of the name: «города Актерек Сапарова».
    """
    one, other = ({(p.kind, p.key) for p in _places(evidence)} for evidence in (item, best))
    kinds = {kind for kind, _ in one} & {kind for kind, _ in other}
    return all(
        any(_begins_alike(a, b) for k, a in one if k == kind for m, b in other if m == kind)
        for kind in kinds
    )


def _begins_alike(one: str, other: str) -> bool:
    words = (one.partition("/")[0].split(), other.partition("/")[0].split())
    return all(a == b for a, b in zip(*words, strict=False))


def _places(item: Evidence) -> tuple[Place, ...]:
    document = item.hit.document
    path = document.sections[document.paragraphs[item.unit.paragraph].section].path
    own = document.text[item.unit.start : item.unit.end]
    layers = (find_places(text) for text in (own, *reversed(path), document.title))
    return next((places for places in layers if places), ())


def _times(item: Evidence) -> set[Period]:
    """The times named by a sentence or just before it in its paragraph."""
    document = item.hit.document
    start = document.paragraphs[item.unit.paragraph].start
    first = max(start, item.unit.start - BEFORE_CHARACTERS)
    return set(periods_of(document.text[first : item.unit.end]))


def _words(item: Evidence) -> frozenset[str]:
    text = item.hit.document.text[item.unit.start : item.unit.end]
    language = item.hit.document.paragraphs[item.unit.paragraph].language
    return frozenset(term for term in words_of(text, language).terms if not term[0].isdigit())
