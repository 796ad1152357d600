"""Reads out of a question which rows of a table lie before or after a date."""

from __future__ import annotations

import re
from typing import Literal

from rag.compose.columns import column_role
from rag.compose.tables import Table
from rag.text.dates import find_dates
from rag.types import Period, Query

_UNTIL = re.compile(
    r"(?:(?<!срок )(?<!сроком )\bдо|раньше|ранее|не позднее|не позже|before|until)\s*$",
    re.IGNORECASE,
)
_UNTIL_KAZAKH = re.compile(
    r"[^,?]{3,24}?(?:ға|ге|қа|ке|на|не) дейін|[^,?]{3,24}?(?:нан|нен|дан|ден|тан|тен)"
    r" бұрын",
    re.IGNORECASE,
)
_SINCE = re.compile(r"(?:\bпосле|позже|позднее|after|since)\s*$", re.IGNORECASE)
_SINCE_KAZAKH = re.compile(r"[^,?]{3,24}?(?:нан|нен|дан|ден|тан|тен) (?:кейін|соң)", re.IGNORECASE)
_YEAR_NAME = re.compile(r"\bгод\b|\bжыл|\byear\b", re.IGNORECASE)
_YEAR_CELL = re.compile(r"\s*(?:19|20)\d\d\s*$")


def asked_side(query: Query) -> Literal["until", "since"] | None:
    """Whether what lies before or after the first date is asked for, not what names it: «со сроком
    до 1 июня» are the rows that say so."""
    date = next(iter(find_dates(query.text)), None)
    if date is None:
        return None
    before, after = query.text[: date.start], query.text[date.start :]
    if _UNTIL.search(before) or _UNTIL_KAZAKH.search(after):
        return "until"
    return "since" if _SINCE.search(before) or _SINCE_KAZAKH.search(after) else None


def sided_column(table: Table, asked: Period) -> int | None:
    """The column of deadlines, else that of bare years where a year by itself is asked about."""
    dated = {
        i: {d.year for row in table.rows for d in find_dates(row.cells[i])}
        for i, name in enumerate(table.header)
        if column_role(name) == "deadline"
    }
    for i, years in dated.items():
        if years and (asked.year is not None or len(years - {None}) < 2):
            return i
    bare = asked.year is not None and asked.month is None and asked.quarter is None
    columns = range(len(table.header)) if bare else ()
    like = (i for i in columns if _YEAR_NAME.search(table.header[i]))
    return next((i for i in like if all(_YEAR_CELL.match(r.cells[i]) for r in table.rows)), None)
