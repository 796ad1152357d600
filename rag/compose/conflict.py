"""Finds a second source that says another figure of the same thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.compose.as_of import are_apart, times_of
from rag.compose.columns import header_years
from rag.compose.draft import place_of
from rag.compose.figures import Figure, find_figure
from rag.compose.matching import TRANSLATION_MATCH, Words, collect, match, translated, words_of
from rag.compose.rows import row_label
from rag.text.analyse import Token, analyse
from rag.text.dates import find_dates
from rag.text.place_types import place_type
from rag.text.places import Place, find_places, same_name
from rag.types import AnswerKind, Evidence, Query

FIGURES: tuple[AnswerKind, ...] = ("number", "money", "share", "other")
MIN_SHARED = 0.5
"""Share of the shorter sentence's words, numbers left out, that the longer one must have: two
sentences of one thing are worded alike, neighbours in a report are not."""
MIN_SHARED_WORDS = 3
MIN_TRANSLATED, MIN_TRANSLATED_WORDS = 0.6, 2
"""The same across languages; the glossary lacks some words, but guesses none."""
_DECIMAL = re.compile(r"[.,]\d+$")
LOOKED_AT = 40
"""Of the best evidence; what stands further back is hardly of the same."""
_YEAR = re.compile(r"год|жыл|year", re.IGNORECASE)
_SCALE = re.compile(
    r"^\s*(?:тыс|мың|млн|млрд|трлн|миллион|миллиард|thousand|million|billion)[^\W\d_]*\.?",
    re.IGNORECASE,
)
"""«241 320 тысяч тенге» and «241,9 млн тенге» are both of tenge."""


def find_conflict(query: Query, best: Evidence, ranked: Sequence[Evidence]) -> Evidence | None:
    """Where another section or document gives another value of the same measure, for the same
    place; None when nothing does.

    Both must be worded alike, or in two languages say the same word for word, and neither may name
    a time that the other does not. A figure that is the other one rounded does not differ. What by
    its headings or its day holds for another time contradicts nothing: it comes after what does,
    and only where the question names no time. See ``are_apart``.
    """
    if query.kind not in FIGURES or query.parts or query.operation not in (None, "count"):
        return None
    figure = _figure(query, best)
    if figure is None:
        return None
    later: Evidence | None = None
    for item in ranked[:LOOKED_AT]:
        if not _differs(query, figure, item, best):
            continue
        if not are_apart(item, best):
            return item
        later = later or item
    return None if query.periods else later


def _differs(query: Query, figure: Figure, item: Evidence, best: Evidence) -> bool:
    """Whether the item states another figure of what the best states this one of."""
    if not _elsewhere(item, best) or not _same_matter(item) or not _alike(item, best):
        return False
    other = _figure(query, item) if _asked_alike(query, item, best) else None
    if other is None or _agree(figure, other):
        return False
    measures = {figure.measure, other.measure} - {None}
    if figure.measure is not None and figure.measure == other.measure:
        return True  # people are people: «152 тыс. человек», «161 мың адам»
    return len(measures) <= 1 and _same_things(_counts(figure, best), _counts(other, item))


def _agree(one: Figure, other: Figure) -> bool:
    """Whether one figure is the other, or the other rounded: «241,3 тыс.» is 241 320."""
    return abs(one.value - other.value) <= max(_step(one), _step(other)) / 2


def _step(figure: Figure) -> float:
    """What the last written digit of a figure with a scale word or decimals counts; 0 for a whole
    number."""
    behind = _DECIMAL.search(figure.written)
    decimals = len(behind.group()) - 1 if behind else 0
    scale = figure.value / figure.amount if figure.amount else 1.0
    return scale / 10**decimals if decimals or scale > 1 else 0.0


def _same_things(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """«3 240 ученических мест» and «3 420 мест» count the same, «7 сёл» and «7 домов» do not."""
    return bool(one and other) and (_names(one[0], other) or _names(other[0], one))


def _names(token: Token, others: Sequence[Token]) -> bool:
    """Whether one of the others is the same word, or the same in another language."""
    return token.term in {other.term for other in others} or translated(token, collect(others))


def _counts(figure: Figure, item: Evidence) -> list[Token]:
    """What the figure is a number of: the two words behind it; in a row the name of the row."""
    document = item.hit.document
    source = document.paragraphs[item.unit.paragraph]
    if source.row is not None:
        return list(analyse(row_label(source.row), language=source.language))
    start = figure.operand.start + len(figure.written)
    behind = _SCALE.sub("", document.text[start : item.unit.end][:60])
    return list(analyse(behind, language=source.language)[:2])


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
    fits = fits and not told.get("another", 0.0)
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
    across = sources[0].language != sources[1].language
    if any(rows) or not _same_places(item, best, across=across) or times_of(item) != times_of(best):
        return False
    if across:
        return _translates(item, best)
    own = [_words(item), _words(best)]
    shared = own[0] & own[1]
    return len(shared) >= max(MIN_SHARED_WORDS, MIN_SHARED * min(len(own[0]), len(own[1])))


def _asked_alike(query: Query, item: Evidence, best: Evidence) -> bool:
    """Whether the other one has half of the question's words that the best has, with its heading:
    investments are no other figure of the same industry, and where neither has one, figures of
    the same wording may measure anything."""
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
    return bool(shared) and 2 * sum(shared) >= len(shared)


def _with_heading(item: Evidence) -> Words:
    document = item.hit.document
    source = document.paragraphs[item.unit.paragraph]
    heading = "".join(document.sections[source.section].path[-1:])
    return words_of(f"{heading}\n{document.text[item.unit.start : item.unit.end]}", source.language)


def _translates(item: Evidence, best: Evidence) -> bool:
    """Whether most words of the shorter sentence, numbers left out, are the other's in another
    language or its names."""
    own = sorted((_tokens(item), _tokens(best)), key=len)
    known = collect(own[1])
    n_shared = sum(match(token, known) >= TRANSLATION_MATCH for token in own[0])
    return n_shared >= max(MIN_TRANSLATED_WORDS, MIN_TRANSLATED * len(own[0]))


def _tokens(item: Evidence) -> list[Token]:
    """Each word of a sentence once, without places and times, which are compared for themselves."""
    text = item.hit.document.text[item.unit.start : item.unit.end]
    language = item.hit.document.paragraphs[item.unit.paragraph].language
    found = {token.term: token for token in analyse(text, language=language)}
    dates, places = find_dates(text), find_places(text)
    return [
        token
        for term, token in found.items()
        if not term[0].isdigit()
        and not any(date.start <= token.start < date.end for date in dates)
        and not any(_tells_place(token, place) for place in places)
    ]


def _tells_place(token: Token, place: Place) -> bool:
    """Whether the word is of the place's name, or says beside it what kind of place it is."""
    if place.start <= token.start < place.end:
        return True
    what = place_type(token.surface.lower())
    near = 1 in (token.start - place.end, place.start - token.end)
    return near and what is not None and what.kind == place.kind


def _same_places(item: Evidence, best: Evidence, *, across: bool) -> bool:
    """Whether the nearest places named in or over both share one of each kind that both name.

    Words must be equal: places whose names are nearly the same are where figures differ rightly.
    Only ``across`` languages they are forms of one name. A key may go on with words that are no
    part of the name: «города Актерек Сапарова».
    """
    one, other = _places(item), _places(best)
    alike = same_name if across else _begin_alike
    kinds = {place.kind for place in one} & {place.kind for place in other}
    return all(
        any(alike(a, b) for a in one if a.kind == kind for b in other if b.kind == kind)
        for kind in kinds
    )


def _begin_alike(one: Place, other: Place) -> bool:
    words = (one.key.partition("/")[0].split(), other.key.partition("/")[0].split())
    return all(a == b for a, b in zip(*words, strict=False))


def _places(item: Evidence) -> tuple[Place, ...]:
    document = item.hit.document
    path = document.sections[document.paragraphs[item.unit.paragraph].section].path
    own = document.text[item.unit.start : item.unit.end]
    layers = (find_places(text) for text in (own, *reversed(path), document.title))
    return next((places for places in layers if places), ())


def _words(item: Evidence) -> frozenset[str]:
    text = item.hit.document.text[item.unit.start : item.unit.end]
    language = item.hit.document.paragraphs[item.unit.paragraph].language
    return frozenset(term for term in words_of(text, language).terms if not term[0].isdigit())
