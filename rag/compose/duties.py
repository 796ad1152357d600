"""Finds all the rows of a plan that answer who is responsible for what is asked about."""

from __future__ import annotations

import re

from rag.compose.columns import asks_executor, column_role
from rag.compose.conditions import telling_tokens
from rag.compose.draft import MAX_CITATIONS, Draft, row_place
from rag.compose.rows import say_row
from rag.compose.tables import Table
from rag.text.cells import carries, token_keys
from rag.types import Evidence, Language, Query

_WHO = re.compile(r"\b(?:кто|кому|кем|кім\w*|who(?:m|se)?)\b", re.IGNORECASE)
_DUTIES = re.compile(
    r"\bза что (?:\w+ )?(?:отвеча|ответств)\w*|\bчто поручено\b|\bне(?:ге|лерге) жауап\w*"
    r"|\bне тапсырыл\w*|\bwhat .*\bresponsible for\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"^(?:отвеча|ответств|занима|исполн|дела|выполн|жауап|орында|айналыс|respons)", re.IGNORECASE
)


def asks_duties(query: Query, table: Table) -> bool:
    """Whether the rows of somebody are asked for, and a column says whose they are."""
    executors = any(column_role(name) == "executor" for name in table.header)
    return executors and _DUTIES.search(query.text) is not None


def say_responsible(query: Query, table: Table, best: Evidence) -> Draft | None:
    """All rows that are about what is asked, two or more, each with who is responsible: those that
    have all its words, or one row for each word; None where it is one row, or none for some word.

    ``best`` has to be one of the rows.
    """
    # «ремонт школы № 5»: a number tells a row apart that its words do not.
    numbered = any(character.isdigit() for character in query.text)
    if numbered or _WHO.search(query.text) is None or not _has_executor(table, query):
        return None
    language = table.document.paragraphs[table.paragraphs[0]].language
    rows = _rows_about(query, table, language)
    places = [row_place(table.hit, table.paragraphs[i]) for i in rows]
    own = (best.hit.document.id, best.unit.paragraph)
    if own not in [(place.hit.document.id, place.paragraph) for place in places]:
        return None
    draft = Draft()
    for i, place in zip(rows, places, strict=True):
        if not draft.add(say_row(table.rows[i], query, language), [place]):
            return None
    return draft


def _has_executor(table: Table, query: Query) -> bool:
    return asks_executor(query.text) and any(
        column_role(name) == "executor" for name in table.header
    )


def _rows_about(query: Query, table: Table, language: Language) -> list[int]:
    tokens = [t for t in telling_tokens(query, table, language) if not _VERB.match(t.surface)]
    names = [row.cells[table.naming_column()] for row in table.rows]
    found = {
        i: {token.term for token in tokens if carries(name, token_keys(token), language)}
        for i, name in enumerate(names)
    }
    terms = {token.term for token in tokens}
    some = [i for i, own in found.items() if own]
    if len(terms) == 0 or not len(some) >= 2 or set().union(*found.values()) != terms:
        return []
    whole = [i for i in some if found[i] == terms]
    each = whole or some
    apart = bool(whole) or sum(len(found[i]) for i in some) == len(terms)
    return each if apart and 2 <= len(each) <= MAX_CITATIONS else []
