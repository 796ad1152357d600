"""Says a table row in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from rag.compose.columns import (
    Role,
    asked_columns,
    column_roles,
    header_years,
    is_number,
)
from rag.compose.comments import MAX_CELL_CHARACTERS, comment, cut, told_in_comment
from rag.compose.matching import match, words_of
from rag.compose.measures import cell_unit, column_name
from rag.text.analyse import analyse
from rag.types import Document, Language, Query, Row, Unit

MAX_CELLS = 4
"""A row of a wide table is not read out: so many cells are said when none is asked for."""
_WORDS: Mapping[Role, Mapping[Language, str]] = {
    "plan": {"kk": "жоспар", "ru": "план", "en": "plan"},
    "actual": {"kk": "нақты", "ru": "факт", "en": "actual"},
}


def say_row(row: Row, query: Query | None = None, language: Language = "ru") -> str:
    """«Name: column – value unit; column – value unit», «Name: plan 17,5 %, actual 18,4 %».

    The cell that names the row comes first; then the columns that the question asks for, else
    plan beside actual, else the first few. Numbering, empty cells and comments are left out.
    ``language`` is that of the row, in which plan and actual are named.
    """
    label, rest = name_column(row), _values(row)
    words = _say_cells(row, _chosen(row, label, rest, query, language), language)
    name = cut(row.cells[label]).rstrip(":") if label is not None else ""
    if name and not words:
        words = "; ".join(cut(row.cells[i]) for i in rest if _says_something(row.cells[i]))
    return f"{name}: {words}" if name and words else name or words


def row_label(row: Row) -> str:
    """The cell that names the row, '' when there is none."""
    label = name_column(row)
    return "" if label is None else " ".join(row.cells[label].split())


def name_column(row: Row) -> int | None:
    """The column whose cell names the row: the first with a word in it; None when none has."""
    roles = column_roles(row)
    for i, cell in enumerate(row.cells):
        if roles[i] != "unit" and sum(map(str.isalpha, cell)) >= 2:
            return i
    return None


def is_whole_row(document: Document, unit: Unit) -> bool:
    """Whether a unit is a row of a table as a whole, not a sentence in a cell of it."""
    source = document.paragraphs[unit.paragraph]
    return source.row is not None and (unit.start, unit.end) == (source.start, source.end)


def tells_asked(row: Row, query: Query, language: Language) -> bool:
    """Whether a column that the question asks for, or a comment, has something in it."""
    label, rest = name_column(row), _values(row)
    said = [i for i in rest if _says_something(row.cells[i])]
    asked = asked_columns(row, label, query, language) if row.header else ()
    return bool(set(asked) & set(said) or told_in_comment(row, label, said, query, language))


def is_blank(row: Row) -> bool:
    """Whether a row of a table with columns of values holds none beside its name."""
    rest = _values(row)
    return bool(rest) and not any(_says_something(row.cells[i]) for i in rest)


def _values(row: Row) -> list[int]:
    # What stands before the name is the row's number in the list.
    label = name_column(row)
    roles = column_roles(row)
    first = 0 if label is None else label + 1
    return [i for i in range(first, len(row.cells)) if roles[i] not in ("unit", "index")]


def _chosen(
    row: Row, label: int | None, rest: Sequence[int], query: Query | None, language: Language
) -> dict[int, str]:
    """The columns that are said, in order, each with the words of its cell."""
    said = [i for i in rest if _says_something(row.cells[i])]
    whole = {i: f"{cut(row.cells[i])} {cell_unit(row, i)}".strip() for i in said}
    told: dict[int, str] = {}
    for part in query.parts or (query,) if query is not None else ():
        told |= told_in_comment(row, label, said, part, language)
    if told and not (query and query.parts):
        return told
    asked = set(asked_columns(row, label, query, language)) if query and row.header else set()
    if query and asked & set(said):
        asked |= _naming(row, said, query, language) | _beside(row, asked)
        telling = query.polar or (query.enumerates and query.operation is None)
        verdicts = _statuses(row, said, query, language) if telling else {}
        return {i: whole[i] for i in said if i in asked} | verdicts | told
    short = [i for i in said if len(row.cells[i].strip()) <= MAX_CELL_CHARACTERS]
    roles = column_roles(row)
    figures = [i for i in short if roles[i] in ("plan", "actual")]
    if not figures or query is None:
        return {i: whole[i] for i in (short if query is None else short[:MAX_CELLS])}
    return {i: whole[i] for i in figures} | _statuses(row, said, query, language)


def _statuses(row: Row, said: Sequence[int], query: Query, language: Language) -> dict[int, str]:
    """What the columns of statuses and notes say that is worth telling."""
    roles = column_roles(row)
    told = {
        i: comment(row, i, name_column(row), query, language) for i in said if roles[i] == "status"
    }
    return {i: words for i, words in told.items() if words}


def _beside(row: Row, asked: Collection[int]) -> set[int]:
    """The plan of an actual figure that is asked for, or the other way round, of the same year."""
    roles = column_roles(row)
    return {
        other
        for column in asked
        for other, role in enumerate(roles)
        if {roles[column], role} == {"plan", "actual"}
        and header_years(row.header[other]) == header_years(row.header[column])
        and is_number(row.cells[other])
    }


def _naming(row: Row, said: Sequence[int], query: Query, language: Language) -> set[int]:
    """Cells of words, beside the name, that hold what the question speaks of."""
    tokens = analyse(query.text, language=query.language)
    roles = column_roles(row)
    texts = [i for i in said if roles[i] == "other" and not is_number(row.cells[i])]
    hits = {i: sum(match(t, words_of(row.cells[i], language)) > 0 for t in tokens) for i in texts}
    return {i for i in texts if hits[i] >= 2}


def _say_cells(row: Row, words: Mapping[int, str], language: Language) -> str:
    roles = column_roles(row)
    pair = [i for i in words if roles[i] in _WORDS and is_number(row.cells[i])]
    years = {year for i in pair for year in header_years(row.header[i])}
    # One year for all that is said, and the roles tell the columns apart.
    plain = len(years) <= 1 and not any(_has_like(row, i, roles) for i in pair)
    names = {i: column_name(row, i) for i in words if not (plain and i in pair)}
    parts = [f"{name} – {words[i]}" if name else words[i] for i, name in names.items()]
    if plain and pair:
        figures = ", ".join(f"{_WORDS[roles[i]][language]} {words[i]}" for i in pair)
        parts.insert(0, f"{figures} ({years.pop()})" if years else figures)
    return "; ".join(parts)


def _has_like(row: Row, column: int, roles: Sequence[Role]) -> bool:
    """Whether another column holds the same kind of figure of the same year."""
    others = (i for i, role in enumerate(roles) if role == roles[column] and i != column)
    years = header_years(row.header[column])
    return any(header_years(row.header[i]) == years for i in others)


def _says_something(cell: str) -> bool:
    return any(character.isalnum() for character in cell)
