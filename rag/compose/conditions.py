"""Reads out of a question which rows of a table are meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.compose.columns import column_role, header_years, is_number
from rag.compose.figures import cell_figure
from rag.compose.matching import match, words_of
from rag.compose.measures import measures_same
from rag.compose.sides import asked_side, sided_column
from rag.compose.tables import Table
from rag.text.analyse import Token, analyse
from rag.text.cells import carries, row_meets, says_done, token_keys
from rag.text.dates import find_dates
from rag.text.numbers import Number, find_numbers
from rag.types import CellCondition, Language, Query

_ABOVE = re.compile(
    r"(?:больше|более|свыше|выше|превыша\w+|дороже|длиннее|старше|дальше"
    r"|не менее|over|above|more than)\s*(?:чем\s)?(?:(?:на|в)\s)?$"
    r"|^\s*-?(?:нан|нен|дан|ден|тан|тен)?[^.?]{0,24}?\b(?:аса\w*|астам|артық|көп|жоғары)\b",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"(?:меньше|менее|ниже|дешевле|короче|младше"
    r"|не более|under|below|less than|fewer than)\s*(?:чем\s)?(?:(?:на|в)\s)?$"
    r"|^\s*-?(?:нан|нен|дан|ден|тан|тен)?[^.?]{0,24}?\b(?:кем|аз|төмен)\b",
    re.IGNORECASE,
)
_OPERATING = re.compile(
    r"^(?:больш|меньш|бол[её]е|мен[её]е|свыше|длинн|коро[чт]|выш[ее]|ниж[ее]|сам(?:ый|ая|ое|ые|ую|ого|ой|ом)$|наи|всего"
    r"|вместе|сумм|обш|общ|количеств|числ|перечисл|назов|список|срок|мерзім|имеющ|имеют|поруч|долж"
    r"|таблиц|кесте|table|асат|астам|көп|артық|тізім|атап|атаңыз|жоғары|төмен|most|least|more|less|total|list)",
    re.IGNORECASE,
)
_SAME_THINGS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"мероприяти|\bмер[аыу]?\b|іс-шара|шара|action|event|measure|\bзадач|\bработ|поручени"
        r"|тапсырма",
        r"показател|индикатор|көрсеткіш|indicator",
        r"проект|жоба|project",
        r"вопрос|проблем|мәселе|сұрақ|issue|question",
        r"решени|шешім",
    )
)
"""Words for what the rows of a plan are: the question and the table seldom use the same."""


_ROWS = re.compile(
    r"(?<!насел[её]нных )\bпункт|\bпозици|\bстро(?:к|чек)|\bтармақ|\bitems?\b|\brows?\b",
    re.IGNORECASE,
)
"""Words for the rows of any table."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions read out of a question, the rows that meet them (indices into ``Table.rows``), and
    the words of the question that neither they nor the table account for."""

    conditions: tuple[CellCondition, ...]
    rows: tuple[int, ...]
    unexplained: tuple[Token, ...]


def select_rows(query: Query, table: Table) -> Selection | None:
    """What the question selects of a table; None when it speaks of a time that is not the table's.

    A question without conditions selects all rows.
    """
    language = table.document.paragraphs[table.paragraphs[0]].language
    dated = _period_condition(query, table)
    if dated is None:
        return None
    bounds = _bounds(query, table, language)
    done = _done_condition(query, table)
    tokens = telling_tokens(query, table, language, by_status=done is not None)
    worded, found = _worded(tokens, table, language)
    used = frozenset(found)
    conditions = (*dated, *bounds, *([done] if done else ()), *worded)
    rows = tuple(i for i in range(len(table.rows)) if _meets(table, i, conditions, language))
    return Selection(conditions, rows, tuple(t for t in tokens if t not in used))


def accounts_for(query: Query, selection: Selection) -> bool:
    """Whether table and conditions explain the question: all its names, and most of its words."""
    unknown = selection.unexplained
    named = any(token.term in query.names for token in unknown)
    return not named and 2 * len(unknown) <= max(2, len(query.terms))


def names_rows(words: str, table: Table) -> bool:
    """Whether these words name what the rows are: by the header of their names or the table's."""
    if _ROWS.search(words):
        return True
    header = table.header[table.naming_column()]
    figures = [name for name in table.header if column_role(name) in ("plan", "actual")]
    heading = "\n".join((header, *figures, table.rows[0].table, table.context()))
    if any(same.search(words) and same.search(heading) for same in _SAME_THINGS):
        return True
    language = table.document.paragraphs[table.paragraphs[0]].language
    own = words_of(header, language)
    return any(match(token, own) for token in analyse(words))


def is_operating(word: str) -> bool:
    """Whether a word of a question asks how to choose or to show, and names nothing itself."""
    return _OPERATING.match(word) is not None


def _meets(table: Table, i: int, conditions: Sequence[CellCondition], language: Language) -> bool:
    cells, headings = table.rows[i].cells, table.headings(i)
    return all(row_meets(cells, headings, c, language) for c in conditions)


def _period_condition(query: Query, table: Table) -> tuple[CellCondition, ...] | None:
    if not query.periods:
        return ()
    asked = query.periods[0]
    side = asked_side(query)
    if side is not None and (sided := sided_column(table, asked)) is not None:
        return (CellCondition(sided, period=asked, side=side),)
    for column, name in enumerate(table.header):
        role = column_role(name)
        if role in ("status", "unit", "index") or header_years(name):
            continue
        dated = sum(bool(find_dates(row.cells[column])) for row in table.rows)
        if (role == "deadline" and dated) or 2 * dated > len(table.rows):
            return (CellCondition(column, period=asked),)
    years = {year for name in (*table.header, table.context()) for year in header_years(name)}
    return () if asked.year is None or asked.year in years else None


def _bounds(query: Query, table: Table, language: Language) -> tuple[CellCondition, ...]:
    for number in find_numbers(query.text):
        before, after = query.text[: number.start], query.text[number.end :]
        above, below = bool(_reads(_ABOVE, before, after)), bool(_reads(_BELOW, before, after))
        column = measured_column(query, table, language, number) if above or below else None
        if column is None or number.kind == "year":
            continue
        bound = number.value / _scale(table, column)
        edge = 1e-9 * bound if re.search(r"не (?:мен|бол)ее\s*$", before) else 0.0
        return (
            CellCondition(column, above=bound - edge)
            if above
            else CellCondition(column, below=bound + edge),
        )
    return ()


def _reads(pattern: re.Pattern[str], before: str, after: str) -> bool:
    return bool(pattern.search(before[-24:]) or pattern.match(after))


def _scale(table: Table, column: int) -> float:
    """How many times the figures of a column are what is written in its cells."""
    for paragraph in table.paragraphs:
        figure = cell_figure(table.document, paragraph, column)
        if figure is not None and figure.amount:
            return figure.value / figure.amount
    return 1.0


def measured_column(
    query: Query, table: Table, language: Language, number: Number | None = None
) -> int | None:
    """The column of numbers that the question speaks of, None when that is not clear."""
    numeric = table.numeric_columns()
    years = {period.year for period in query.periods if period.year}
    dated = [i for i in numeric if header_years(table.header[i]) & years]
    numeric = tuple(dated) or numeric
    if len(numeric) == 1:
        return numeric[0]
    tokens = analyse(query.text, language=query.language)
    headers = {i: words_of(table.header[i], language) for i in numeric}
    hits = {i: sum(match(t, words) > 0 for t in tokens) for i, words in headers.items()}
    for i in numeric:
        hits[i] += 2 * measures_same(query.text, table.header[i])
    actual = [i for i in numeric if column_role(table.header[i]) == "actual"]
    best = max(hits.values(), default=0)
    leading = [i for i in numeric if hits[i] == best]
    if len(leading) > 1 and len(actual) == 1 and actual[0] in leading:
        return actual[0]
    return leading[0] if len(leading) == 1 and best > 0 else None


def _done_condition(query: Query, table: Table) -> CellCondition | None:
    asked = asked_done(query.text)
    if asked is None:
        return None
    for column in range(len(table.header)):
        if is_number(table.rows[0].cells[column]):
            continue
        told = sum(says_done(row.cells[column]) is not None for row in table.rows)
        if 3 * told > len(table.rows):
            return CellCondition(column, done=asked)
    return None


def asked_done(question: str) -> bool | None:
    """Whether rows that are done are asked for; «срок исполнения» asks for no status."""
    words = re.sub(r"\b(?:срок\w*|мерзім\w*|ход\w*)\s\w+|исполнител\w*|орындаушы\w*", " ", question)
    verb = re.search(
        r"(?:\bне\s)?\b\w*(?:исполнен|выполнен|достигнут|завершен|завершён|реализован|просроч|орындал"
        r"|аяқтал|achieved|completed)\w*",
        words,
        re.IGNORECASE,
    )
    return None if verb is None else says_done(verb[0])


def telling_tokens(
    query: Query, table: Table, language: Language, *, by_status: bool = False
) -> tuple[Token, ...]:
    """Words of the question that may tell rows apart: not those of the table as a whole."""
    context = words_of(f"{table.context()}\n{table.document.source}", language)
    headers = words_of("\n".join(table.header), language)
    spans = [(d.start, d.end) for d in find_dates(query.text)]
    spans += [(n.start, n.end) for n in find_numbers(query.text)]
    kept: list[Token] = []
    for token in analyse(query.text, language=query.language):
        dated = any(start <= token.start < end for start, end in spans)
        status = by_status and says_done(token.surface) is not None
        same = any(pattern.search(token.surface) for pattern in (*_SAME_THINGS, _ROWS))
        known = match(token, context) or match(token, headers) == 1.0
        if not (dated or status or same or known or _OPERATING.match(token.surface)):
            kept.append(token)
    return tuple(kept)


def _worded(
    tokens: Sequence[Token], table: Table, language: Language
) -> tuple[tuple[CellCondition, ...], tuple[Token, ...]]:
    """The column in whose cells, or the headings in which, most words of the question stand
    together, and those words."""
    best: tuple[tuple[int, int], int, list[Token]] | None = None
    for column, name in enumerate(table.header):
        role = column_role(name)
        if role in ("index", "unit", "plan", "actual", "money") or is_number(
            table.rows[0].cells[column]
        ):
            continue
        found = [t for t in tokens if _selects(t, column, table, language)]
        rank = (len(found), int(role in ("executor", "deadline", "status")))
        if found and (best is None or rank > best[0]):
            best = rank, column, found
    headed = [t for t in tokens if _is_over_rows(t, table, language)]
    if headed and (best is None or len(headed) >= len(best[2])):
        keys = tuple(token_keys(token) for token in headed)
        return (CellCondition(0, words=keys, heading=True),), tuple(headed)
    if best is None:
        return (), ()
    keys = tuple(token_keys(token) for token in best[2])
    return (CellCondition(best[1], words=keys),), tuple(best[2])


def _is_over_rows(token: Token, table: Table, language: Language) -> bool:
    """Whether a heading over some of the rows, not over all, has the word."""
    paths = {table.headings(i) for i in range(len(table.rows))}
    over = [carries("\n".join(path), token_keys(token), language) for path in paths]
    return any(over) and not all(over)


def _selects(token: Token, column: int, table: Table, language: Language) -> bool:
    return any(carries(row.cells[column], token_keys(token), language) for row in table.rows)
