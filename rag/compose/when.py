"""Whether a unit tells of the period asked about, by its words and by what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rag.compose.candidates import Candidate
from rag.compose.columns import measured_years, row_years
from rag.compose.periods import headed_periods, lasting_periods, period_fit, periods_of, told_year
from rag.compose.rows import is_whole_row, name_column
from rag.compose.surroundings import Surroundings
from rag.types import Document, Period, Query, Unit

_BRACKETS = re.compile(r"\([^()\n]*\)")


def period_feature(query: Query, item: Candidate, place: Surroundings) -> float:
    """How well a unit fits the periods that a question asks about, -1..1, see ``period_fit``."""
    asked = _asked_periods(query)
    if not asked:
        return 0.0
    document, section = item.hit.document, place.around.section
    named = lasting_periods(place.around.text)
    before = [period for start, period in named if section.start + start < item.unit.start]
    headings = [headed_periods(heading) for heading in reversed(section.path)]
    columns = _column_years(document, item.unit)
    whole = is_whole_row(document, item.unit)
    around = (
        *([] if whole else [columns]),
        before[::-1],
        *headings,
        headed_periods(document.title),
        _told(document),
    )
    if whole and _is_of_other_year(query, item):
        return -1.0
    own = (*periods_of(place.own_text), *(columns if whole else ()))
    fit = period_fit(asked, own, around)
    if fit == -1 and not whole:
        # «Погибли двое (в 2022 году – трое)» is told of the year that stands over it.
        lasting = [period for _, period in lasting_periods(place.own_text)]
        told = period_fit(asked, lasting, around)
        return told if told > 0 or not periods_of(_BRACKETS.sub(" ", place.own_text)) else fit
    return fit


def _asked_periods(query: Query) -> Sequence[Period]:
    """The periods asked about; beside «когда» a month alone says when it was told."""
    if query.kind != "date":
        return query.periods
    return [p for p in query.periods if p.month is None or p.year is not None or p.day is not None]


def _is_of_other_year(query: Query, item: Candidate) -> bool:
    """Whether a row has the measure that is asked for of another year only."""
    paragraph = item.hit.document.paragraphs[item.unit.paragraph]
    asked = {period.year for period in query.periods if period.year is not None}
    if paragraph.row is None or not asked or not paragraph.row.header:
        return False
    label = name_column(paragraph.row)
    years = measured_years(paragraph.row, label, query, paragraph.language)
    return bool(years) and asked.isdisjoint(years)


def _told(document: Document) -> list[Period]:
    """The year a report tells of, where neither text nor headings say one."""
    year = _told_year(document.id, document.text)
    return [year] if year is not None else []


@lru_cache(maxsize=500)
def _told_year(document_id: str, text: str) -> Period | None:
    return told_year(text.splitlines())


def _column_years(document: Document, unit: Unit) -> list[Period]:
    """The years of a row's columns and cells: «Факт 2023» names one without a word for it."""
    row = document.paragraphs[unit.paragraph].row
    return [Period(year=year) for year in sorted(row_years(row))] if row is not None else []
