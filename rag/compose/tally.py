"""Answers out of a whole table: how many rows, which ones, the largest, the smallest, the sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rag.compose.columns import Role, speaks_of
from rag.compose.comparison import render_number
from rag.compose.conditions import (
    Selection,
    accounts_for,
    asked_done,
    measured_column,
    names_rows,
    select_rows,
)
from rag.compose.counted_thing import counts_another
from rag.compose.counting import COUNTED, counted_rows, names_something
from rag.compose.draft import MAX_CITATIONS, Draft, row_place
from rag.compose.duties import asks_duties, say_responsible
from rag.compose.figures import Figure, cell_figure
from rag.compose.leaders import asked_kind
from rag.compose.measures import column_name
from rag.compose.row_lists import by_state, list_by_state, list_rows, operand
from rag.compose.tables import Table, find_tables
from rag.text.cells import says_done
from rag.text.frames import Frame, frame
from rag.text.place_types import place_type
from rag.text.russian import is_mass
from rag.text.sentences import split_sentences
from rag.types import Computation, Evidence, Language, Query

MAX_WHOLE = 30
"""Rows of a table that is listed from its beginning, where nothing tells its rows apart."""
MAX_NAME_CHARACTERS = 80
_MOST_SILENT = 0.25
"""Share of rows whose status may say neither that they are done nor that they are not."""
_SELECTING: tuple[Role, ...] = ("deadline", "executor")
"""Roles of columns that tell the rows of a plan apart."""
_MAX_TOLD_CHARACTERS = 30
"""Cells up to this length are told apart in brackets, with how often each stands there."""


def tabulate(query: Query, ranked: Sequence[Evidence], language: Language) -> Draft | None:
    """The answer that a table as a whole gives, None when the question does not ask for one.

    ``language`` is that of Derek's own words.
    """
    if query.parts or not ranked or _told_in_words(query, ranked[0]):
        return None
    for table in find_tables(ranked):
        if (told := say_responsible(query, table, ranked[0])) is not None:
            return told
        selection = select_rows(query, table)
        if selection is None or not selection.rows or not accounts_for(query, selection):
            continue
        draft = _answer(query, table, selection, language)
        if draft is not None:
            return draft
    return None


def _told_in_words(query: Query, best: Evidence) -> bool:
    """Whether a sentence already tells the number: «Из 19 показателей достигнуты 14»."""
    row = best.hit.document.paragraphs[best.unit.paragraph].row
    counted = bool(best.features.get("counted")) and best.features.get("kind") == 1
    told = row is None and counted and query.operation == "count"
    return told and not counts_another(query, best) and not _asks_by_column(query, best)


def _asks_by_column(query: Query, best: Evidence) -> bool:
    """Whether the question selects by what is a column of plans, and the sentence says no such
    thing: «мероприятий со сроком 2022 год» are not «270 мероприятий в 2022 году»."""
    words = best.hit.document.text[best.unit.start : best.unit.end]
    return any(speaks_of(query.text, r) and not speaks_of(words, r) for r in _SELECTING)


def _answer(query: Query, table: Table, selection: Selection, language: Language) -> Draft | None:
    if query.operation == "count" or (query.operation == "sum" and _counts(query, table)):
        told = selection.conditions or not selection.unexplained
        if _is_doubtful(query, table, selection):
            return None
        return _count(query, table, selection, language) if told and _counts(query, table) else None
    if query.operation in ("most", "least"):
        return _extreme(query, table, selection, language)
    if query.operation == "sum":
        return _sum(query, table, selection, language) if selection.conditions else None
    duties = asks_duties(query, table)
    if not duties and not (query.enumerates and names_rows(query.text, table)):
        return None
    if asked_done(query.text) is not None:
        return list_by_state(query, table) if by_state(selection) else None
    if len(selection.rows) > 1 or (duties and selection.conditions):
        whole = len(selection.rows) <= MAX_WHOLE and not selection.unexplained
        return list_rows(table, selection, language) if selection.conditions or whole else None
    return None


def _is_doubtful(query: Query, table: Table, selection: Selection) -> bool:
    """Whether a count would leave out a condition of the question, or too many rows that do not
    say whether they are done, or all of them."""
    if any(names_something(token, query.language) for token in selection.unexplained):
        return True
    if asked_done(query.text) is not None and all(c.done is None for c in selection.conditions):
        return True
    by_status = [c.column for c in selection.conditions if c.done is not None]
    said = [row.cells[column] for column in by_status for row in table.rows]
    silent = [cell for cell in said if cell.strip() and says_done(cell) is None]
    return len(silent) > _MOST_SILENT * len(said)


def _counts(query: Query, table: Table) -> bool:
    """Whether rows are what the question wants counted: «сколько (всего) мероприятий»."""
    counted = COUNTED.search(query.text)
    return (
        counted is not None and not is_mass(counted[1].split()[0]) and names_rows(counted[1], table)
    )


def is_uncounted(query: Query, ranked: Sequence[Evidence]) -> bool:
    """Whether rows of a table would have to be counted, and the best evidence is one of them that
    says no number of them: nothing that could be shown answers.
    """
    if query.operation != "count" or query.parts or not ranked:
        return False
    best = ranked[0]
    source = best.hit.document.paragraphs[best.unit.paragraph]
    whole = (best.unit.start, best.unit.end) == (source.start, source.end)
    if source.row is None or (not whole and best.features.get("counted")):
        return False
    tables = find_tables(ranked[:1])
    return bool(tables) and _counts(query, tables[0])


def _count(query: Query, table: Table, selection: Selection, language: Language) -> Draft:
    rows = selection.rows
    shown = rows[:MAX_CITATIONS]
    names = "; ".join(_name(table, i) for i in shown)
    text = counted_rows(query, len(rows), language) + _told(table, selection)
    if len(rows) > len(shown):
        first = frame("first", language)
        text += f". {first[:1].upper()}{first[1:]}: {names}."
    else:
        text += f": {names}."
    draft = Draft()
    operands = tuple(operand(table, i) for i in rows)
    computation = Computation("count", operands, float(len(rows)), selection.conditions)
    draft.add(text, [row_place(table.hit, table.paragraphs[i]) for i in shown], computation)
    return draft


def _told(table: Table, selection: Selection) -> str:
    """« (Срок: 2022 год – 4, 4 квартал 2022 года – 2)»: what the cells that count say, where all
    say the same or each says little."""
    parts: list[str] = []
    for condition in selection.conditions:
        if condition.heading:
            continue
        cells = [" ".join(table.rows[i].cells[condition.column].split()) for i in selection.rows]
        said = Counter(cells)
        most = 2 * _MAX_TOLD_CHARACTERS if len(said) == 1 else _MAX_TOLD_CHARACTERS
        if len(said) > 4 or any(len(cell) > most for cell in said) or condition.above is not None:
            continue
        tally = ", ".join(
            cell if len(said) == 1 else f"{cell} – {n}" for cell, n in said.most_common()
        )
        parts.append(f"{column_name(table.rows[0], condition.column)}: {tally}")
    return f" ({'; '.join(parts)})" if parts else ""


def is_of_other_state(query: Query, ranked: Sequence[Evidence]) -> bool:
    """Whether all that is done, or is not, is asked for and the best evidence is a row that says
    the opposite, or speaks of nothing undone where that is asked for."""
    asked = asked_done(query.text)
    if asked is None or not query.enumerates or query.parts or not ranked:
        return False
    source = ranked[0].hit.document.paragraphs[ranked[0].unit.paragraph]
    if source.row is not None:
        states = {says_done(cell) for cell in source.row.cells}
        return (not asked) in states or not (asked or False in states)
    text = ranked[0].hit.document.text[source.start : source.end]
    return not asked and all(
        says_done(text[start:end]) is not False for start, end in split_sentences(text)
    )


def _extreme(query: Query, table: Table, selection: Selection, language: Language) -> Draft | None:
    found = None if _of_other_kind(query, table) else _figures(query, table, selection, language)
    if found is None or len(found[1]) < 2:
        return None
    column, figures = found
    most = query.operation == "most"
    order = sorted(figures, key=lambda i: (-figures[i].value if most else figures[i].value, i))
    best = figures[order[0]].value
    winners = [i for i in order if figures[i].value == best][:MAX_CITATIONS]
    names = "; ".join(_name(table, i) for i in winners)
    word: Frame = "most" if most else "least"
    name = column_name(table.rows[0], column)
    text = f"{frame(word, language)}: {names} – {name}: {figures[order[0]].said}"
    text += f" ({frame('rows_compared', language)}: {len(order)})."
    operands = tuple(figures[i].operand for i in order)
    computation = Computation("most" if most else "least", operands, figures[order[0]].read)
    draft = Draft()
    draft.add(text, [row_place(table.hit, table.paragraphs[i]) for i in winners], computation)
    return draft


def _of_other_kind(query: Query, table: Table) -> bool:
    """Whether a place of another kind is asked for than the one that the rows are called."""
    asked = asked_kind(query)
    words = table.header[table.naming_column()].lower().split()
    kinds = {type_.kind for word in words if (type_ := place_type(word)) is not None}
    return asked is not None and bool(kinds) and asked not in kinds


def _sum(query: Query, table: Table, selection: Selection, language: Language) -> Draft | None:
    found = _figures(query, table, selection, language)
    if found is None or not 2 <= len(found[1]) <= MAX_CITATIONS:
        return None
    _, figures = found
    total = render_number(sum(figure.amount for figure in figures.values()))
    unit = next(iter(figures.values())).unit
    said = " + ".join(figure.written for figure in figures.values())
    names = "; ".join(_name(table, i) for i in figures)
    text = f"{frame('together', language)}: {said} = {total} {unit}".rstrip() + f". {names}."
    operands = tuple(figure.operand for figure in figures.values())
    value = sum(figure.read for figure in figures.values())
    draft = Draft()
    places = [row_place(table.hit, table.paragraphs[i]) for i in figures]
    draft.add(text, places, Computation("sum", operands, value))
    return draft


def _figures(
    query: Query, table: Table, selection: Selection, language: Language
) -> tuple[int, dict[int, Figure]] | None:
    """The column that is asked about, and its figures by row; None when they are of several kinds
    or it is not clear."""
    spoken = table.document.paragraphs[table.paragraphs[0]].language
    column = measured_column(query, table, spoken)
    if column is None:
        return None
    read = {i: cell_figure(table.document, table.paragraphs[i], column) for i in selection.rows}
    figures = {i: figure for i, figure in read.items() if figure is not None}
    alike = len({figure.unit for figure in figures.values()}) == 1
    return (column, figures) if alike else None


def _name(table: Table, i: int) -> str:
    words = " ".join(table.rows[i].cells[table.naming_column()].split()).rstrip(" .;:")
    if len(words) <= MAX_NAME_CHARACTERS:
        return words
    return words[:MAX_NAME_CHARACTERS].rsplit(" ", 1)[0] + " …"
