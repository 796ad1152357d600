"""Whether a question asks about a whole area and a text tells of one part of it, or the other way
round."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.compose.amounts import amounts
from rag.compose.matching import match, words_of
from rag.compose.order import prefer
from rag.compose.places import is_mentioned, placed
from rag.compose.rows import name_column, row_label
from rag.text.analyse import analyse
from rag.text.place_types import AREAS
from rag.types import FIGURE_KINDS, Evidence, Query, Row

_KINDS = {
    "region": r"област\w+|облыс\w*",
    "district": r"район\w*|аудан\w*",
    "okrug": r"округ\w*",
    "city": r"город\w*|қала\w*",
    "village": r"с[её]л\w*|пос[её]л\w*|ауыл(?!дық)\w*",
}
_HEADER = re.compile(r"\b(?:" + "|".join(_KINDS.values()) + r")", re.IGNORECASE)
_ALL = {
    kind: re.compile(rf"\b(?:вс[её][хм]?|барлық) (?:\S+ ){{0,2}}?(?:{words})", re.IGNORECASE)
    for kind, words in _KINDS.items()
}
_TOGETHER = re.compile(
    r"\bвсего\b|\bитого\b|\bв целом\b|\bвсе[хм]?\b|\bсуммарн|\bобщ|барлы|жиын|жалпы", re.IGNORECASE
)

_WIDE = {
    "city": r"город[еуа]?|қала(?:да|дағы|мызда)?",
    "region": r"област[иь]|облыс(?:та|тағы|ымызда)?",
    "country": r"стран[еы]|республик[еи]|ел(?:де|дегі|імізде)|республика(?:да|дағы)?",
}


def _wider(*kinds: str) -> re.Pattern[str]:
    """A wider area without its name: «в городе», «по области», «қалада», «облыс бойынша»."""
    words = "|".join(_WIDE[kind] for kind in kinds)
    return re.compile(
        rf"\b(?:в|по|всего по|в целом по) (?:нашем |всему |нашей |всей )?(?:{words})\b"
        rf"|\b(?:{words})(?:(?<=да)|(?<=де)|(?<=дағы)|(?<=дегі)|(?<=та)|(?<=тағы)| бойынша)\b",
        re.IGNORECASE,
    )


_WIDER = {
    "district": _wider("city", "region", "country"),
    "okrug": _wider("region", "country"),
    "village": _wider("region", "country"),
    "city": _wider("region", "country"),
}
_NARROW = re.compile(
    r"\b(?:район[аеу]?|аудан(?:да|ның|дағы|ы|ында|ының)?|округ[аеу]|сел[аеу]|ауыл(?:да|ында|ы))\b",
    re.IGNORECASE,
)
_WIDE_WORD = re.compile(r"област|облыс|город|қала|республик|\bстран", re.IGNORECASE)
PART_ODDS = 0.03
"""Odds that evidence of the part needs, as a share of those of the whole: that is surely wrong."""


def tells_a_part(query: Query, item: Evidence) -> bool:
    """Whether a figure for an area, or who heads it, is asked for and the evidence has that of one
    of its parts.

    A row of a table of villages says nothing of the district, unless the question names the
    village; and what one district reports is not what there is «по всем районам».
    """
    if query.kind == "person" and not query.parts:
        headed = any(place.kind in AREAS for place in placed(query.text))
        return headed and _is_row_of_a_part(query, item)
    if query.kind not in FIGURE_KINDS or query.parts:
        return False
    return (
        _is_row_of_a_part(query, item)
        or _is_one_of_all(query, item)
        or _is_of_narrower(query.text, item)
    )


def tells_the_whole(query: Query, item: Evidence) -> bool:
    """Whether a figure for a named district or village is asked for and a sentence has that of the
    whole: «В городе 412 тыс. жителей, районов четыре: Самал, …».

    The whole is named before the first figure, the part not before the last.
    """
    asked = [place for place in placed(query.text) if place.kind in _WIDER]
    if query.kind not in FIGURE_KINDS or query.parts or len(asked) != 1:
        return False
    if item.hit.document.paragraphs[item.unit.paragraph].row is not None:
        return False
    own = item.hit.document.text[item.unit.start : item.unit.end]
    figures = amounts(own)
    if not figures or not _WIDER[asked[0].kind].search(own, 0, figures[0].start):
        return False
    return not is_mentioned(asked[0], own[: figures[-1].start])


def prefer_part(query: Query, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence with one first that may tell of the part asked for, where the best tells of the
    whole; else in its order."""
    if not ranked or not tells_the_whole(query, ranked[0]):
        return tuple(ranked)

    def fits(item: Evidence) -> bool:
        held = all(item.features[name] > 0 for name in ("place", "kind"))
        return held and not tells_the_whole(query, item)

    return prefer(ranked, fits, PART_ODDS)


def _is_row_of_a_part(query: Query, item: Evidence) -> bool:
    source = item.hit.document.paragraphs[item.unit.paragraph]
    row = source.row
    if row is None or row.total or not query.names or not _names_area(row):
        return False
    named = words_of(row_label(row), source.language)
    tokens = analyse(query.text, language=query.language)
    return not any(match(token, named) for token in tokens)


def _names_area(row: Row) -> bool:
    """Whether the cell that names the row is the name of an area."""
    column = name_column(row)
    if column is None or _TOGETHER.search(row.cells[column]):
        return False
    if row.header and _HEADER.match(row.header[column].strip()):
        return True
    return any(place.kind in AREAS for place in placed(row.cells[column]))


def _is_of_narrower(question: str, item: Evidence) -> bool:
    """Whether it is asked about the region or city without a name, and a sentence tells of a
    district or village and no wider area: «Овощеводы района собрали 21 тыс. тонн лука»."""
    if item.hit.document.paragraphs[item.unit.paragraph].row is not None:
        return False
    if not _WIDER["district"].search(question) or _NARROW.search(question):
        return False
    own = item.hit.document.text[item.unit.start : item.unit.end]
    return _NARROW.search(own) is not None and not _WIDE_WORD.search(own)


def _is_one_of_all(query: Query, item: Evidence) -> bool:
    document = item.hit.document
    own = document.text[item.unit.start : item.unit.end]
    asked = {kind for kind, words in _ALL.items() if words.search(query.text)}
    if not asked or _TOGETHER.search(own):
        return False
    path = document.sections[document.paragraphs[item.unit.paragraph].section].path
    nearest = (placed(text) for text in (own, *reversed(path), document.title))
    kinds = next(
        (found for found in ({p.kind for p in places} & AREAS for places in nearest) if found),
        set(),
    )
    return not asked.isdisjoint(kinds)
