"""Lists the rows of tables that a question asks for."""

from __future__ import annotations

from dataclasses import replace

from rag.compose.columns import column_role
from rag.compose.conditions import Selection, accounts_for, select_rows
from rag.compose.draft import MAX_CHARACTERS, Draft, row_place
from rag.compose.rows import say_row
from rag.compose.tables import Table, sister_tables
from rag.text.frames import frame
from rag.types import Computation, Language, Operand, Query, Row

MAX_LISTED = 10
"""Rows that are listed when all are asked for."""
NOTE_CHARACTERS = 45
"""Room for how many there are, where not all are listed."""


def list_rows(table: Table, selection: Selection, language: Language) -> Draft:
    """The names of the selected rows; where there is no room for all, how many there are."""
    names = [_bare_name(table, i) for i in selection.rows]
    cut = len(names) > MAX_LISTED or sum(map(len, names)) + 2 * len(names) > MAX_CHARACTERS
    draft = Draft(max_citations=MAX_LISTED)
    n_told = 0
    for i, name in zip(selection.rows, names, strict=True):
        n_told += len(name) + 1
        if cut and draft.claims and n_told > MAX_CHARACTERS - NOTE_CHARACTERS:
            break
        if not draft.add(f"{name}.", [row_place(table.hit, table.paragraphs[i])]):
            break
    if len(draft.claims) < len(names):
        _add_number(draft, table, selection, language)
    return draft


def _add_number(draft: Draft, table: Table, selection: Selection, language: Language) -> None:
    """«Всего: 17, показаны первые», cited to the last row shown."""
    rows = selection.rows
    last = row_place(table.hit, table.paragraphs[rows[len(draft.claims) - 1]])
    text = f"{frame('together', language)}: {len(rows)}, {frame('shown_first', language)}."
    operands = tuple(operand(table, i) for i in rows)
    draft.add(text, [last], Computation("count", operands, float(len(rows)), selection.conditions))


def _bare_name(table: Table, i: int) -> str:
    return " ".join(table.rows[i].cells[table.naming_column()].split()).rstrip(" .;:")


def by_state(selection: Selection) -> bool:
    """Whether rows are selected by whether they are done."""
    return any(condition.done is not None for condition in selection.conditions)


def list_by_state(query: Query, table: Table) -> Draft | None:
    """Rows of this table, and of those of its form in the same document, whose status is asked
    for, with plan and actual where all have room; None where a table has words left over."""
    found: list[tuple[Table, int]] = []
    for like in sister_tables(table):
        selection = select_rows(query, like)
        if selection is not None and by_state(selection) and accounts_for(query, selection):
            found += [(like, i) for i in selection.rows]
    if not found:
        return None
    names = [_bare_name(t, i) for t, i in found]
    told = [_with_figures(t.rows[i], t) for t, i in found]
    room = sum(map(len, told)) + len(told) <= MAX_CHARACTERS
    draft = Draft(max_citations=MAX_LISTED)
    for (like, i), words in zip(found, told if room else names, strict=True):
        if not draft.add(f"{words}.", [row_place(like.hit, like.paragraphs[i])]):
            break
    return draft


def _with_figures(row: Row, table: Table) -> str:
    """The row's name with its plan and actual figure, where it has both; else its name."""
    kept = [i for i, name in enumerate(row.header) if column_role(name) not in ("status", "other")]
    label = table.naming_column()
    cells = tuple(c if i in kept or i == label else "" for i, c in enumerate(row.cells))
    spoken = table.document.paragraphs[table.paragraphs[0]].language
    return say_row(replace(row, cells=cells), None, spoken).rstrip(" .;:")


def operand(table: Table, i: int) -> Operand:
    """A row as something counted."""
    source = table.document.paragraphs[table.paragraphs[i]]
    return Operand(table.document.id, source.id, source.start, source.end)
