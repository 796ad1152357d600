"""What the columns of a table are for, told by their headers, and which of them a question asks."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Literal

from rag.compose.matching import match, words_of
from rag.text.analyse import Token, analyse
from rag.types import FIGURE_KINDS, AnswerKind, Language, Query, Row

Role = Literal[
    "index", "unit", "plan", "actual", "deadline", "hours", "executor", "status", "money", "other"
]

# The first that fits: what is more special stands before.
_ROLES: tuple[tuple[Role, str], ...] = (
    ("index", r"^\W*(?:№|n|п/п|р/с|р/н|no\.?)\W*(?:п/п|р/с)?\W*$"),
    ("unit", r"өлшем|бірлі|единиц|ед\.\s?изм|\bunit"),
    ("plan", r"\bплан\b|\bпланов\w+|\bжоспар(?:ы|лы|лан\w+)?\b|\bplan(?:ned)?\b|\btarget\b"),
    ("actual", r"\bфакт\w*|\bнақты\b|\bіс жүзінде|\bactual\b|(?<!не )\bосвоен\w*|\bигерілгені\b"),
    ("deadline", r"\bсрок\w*|\bмерзім\w*|\bдата\b|\bкүні\b|\bdeadline\b|\bdue\b|\bdate\b"),
    (
        "hours",
        r"\b(?:время|часы|режим|график) (?:работы|при[её]ма|движения)|\b(?:жұмыс|қабылдау)"
        r" (?:уақыты|сағат|кестесі|режимі)|\bhours\b",
    ),
    (
        "executor",
        r"исполнител|ответствен|жауапт|орындаушы|кім орындайды|подрядчик|мердігер|responsible"
        r"|\bexecutor|\bcontractor",
    ),
    (
        "status",
        r"статус|\bстади[яи]|\bэтап|\bкезеңі|орындалуы|барысы|\bход\b|исполнени|пояснени|примечани"
        r"|ескерт|\bstatus\b",
    ),
    ("money", r"тенге|теңге|\bсумм|стоимост|құны|финансир|қаржы|\bcost|\bamount"),
)
_COMPILED = tuple((role, re.compile(pattern, re.IGNORECASE)) for role, pattern in _ROLES)
_KIND_ROLES: Mapping[AnswerKind, tuple[Role, ...]] = {
    "number": (),
    "share": (),
    "place": (),
    "list": (),
    "other": (),
    "person": ("executor",),
    "organisation": ("executor",),
    "date": ("deadline",),
    "time": ("hours",),
    "money": ("money",),
    "reason": ("status",),
    "yes_no": ("status", "plan", "actual"),
}
_WHY = re.compile(r"\bпочему\b|\bпричин\w*|\bнеге\b|\bнеліктен\b|\bсебеб\w*|\bwhy\b", re.IGNORECASE)


MOST_FIGURES = 3
"""Of a row with more figures it is not clear which one is asked for."""
_HOW_LONG = re.compile(
    r"\bсколько (?:времени|дней)\b|\bза какое время\b|\bв какой срок\b|\b(?:қанша уақыт|неше күн)"
    r"|\bhow (?:long|many days)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-−]?\d[\d\s]*(?:[.,]\d+)?")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d|\d)")
_OF_YEARS = re.compile(r"\bгод|жыл|\byear|срок|мерзім|период|кезең", re.IGNORECASE)


_ANSWERS_FOR = re.compile(r"\bотвеча|\bin charge\b|\banswers for\b", re.IGNORECASE)


@lru_cache(maxsize=2_000)
def column_role(header: str) -> Role:
    """What a column with this header holds."""
    for role, pattern in _COMPILED:
        if pattern.search(header):
            return role
    return "other"


def speaks_of(text: str, role: Role) -> bool:
    """Whether words name what a column of this role holds."""
    return dict(_COMPILED)[role].search(text) is not None


def asks_executor(question: str) -> bool:
    """Whether a question asks who is responsible."""
    return speaks_of(question, "executor") or _ANSWERS_FOR.search(question) is not None


def tells_executor(question: str, row: Row) -> bool:
    """Whether a question asks who is responsible and a column of the row says it, be it short."""
    return asks_executor(question) and any(
        column_role(head) == "executor" and any(map(str.isalpha, cell))
        for head, cell in zip(row.header, row.cells, strict=False)
    )


def column_roles(row: Row) -> tuple[Role, ...]:
    """The role of every cell of a row; all "other" where the table has no header."""
    return tuple(column_role(name) for name in row.header or [""] * len(row.cells))


def asked_columns(row: Row, label: int | None, query: Query, language: Language) -> tuple[int, ...]:
    """Columns whose cells the question asks for, in order; empty when it names none.

    A column is asked for by words of its header, by the kind of answer, as the plan or the actual
    figure, or by its year. Words that name the row ask for no column: «нақты көлем индексі».
    """
    if query.parts:
        each = (_asked_or_numbers(row, label, part, language) for part in query.parts)
        return tuple(sorted({i for columns in each for i in columns}))
    roles = column_roles(row)
    values = [i for i in range(len(row.header)) if i != label and roles[i] not in ("index", "unit")]
    tokens = asking_tokens(row, label, query, language)
    named = _named(row, values, tokens, language)
    meant = _by_role(roles, values, tokens, query)
    figures = {i for i in meant if roles[i] in ("plan", "actual")}
    if figures & named and not query.polar:
        # «Кокбулакский район, факт» is asked for, and not the actual figure of another district.
        meant -= figures - named
    asked = named | meant
    dated = _of_period(row, values, query)
    if dated:
        asked = asked & dated or dated
    asked |= _with_figures(row, values, asked, query)
    return tuple(sorted(asked | _with_shares(row, values, asked, query)))


def _with_shares(row: Row, values: Sequence[int], asked: Collection[int], query: Query) -> set[int]:
    """The columns that state percentages in their cells, where a share is asked for and no column
    that the question names states one: «құрылыс, 46 %» under «Кезеңі»."""
    if query.kind != "share" or any("%" in row.header[i] + row.cells[i] for i in asked):
        return set()
    stated = {i for i in values if "%" in row.cells[i]}
    return stated if len(stated) <= MOST_FIGURES else set()


def _with_figures(
    row: Row, values: Sequence[int], asked: Collection[int], query: Query
) -> set[int]:
    """The columns that state amounts, where a figure is asked for and none of the columns that the
    question names states one: «сколько платят к празднику?» names that of the holidays."""
    if query.kind not in FIGURE_KINDS or not asked or not row.amounts:
        return set()
    stated = {i for i in values if row.amounts[i] is not None}
    return stated if stated.isdisjoint(asked) and len(stated) <= MOST_FIGURES else set()


def _asked_or_numbers(
    row: Row, label: int | None, part: Query, language: Language
) -> tuple[int, ...]:
    """What one of two questions asks for; a question for a number that names none, all numbers."""
    asked = asked_columns(row, label, part, language)
    if asked or part.kind not in ("number", "money", "share"):
        return asked
    values = [i for i in range(len(row.header)) if i != label]
    return tuple(
        i
        for i in values
        if column_role(row.header[i]) not in ("index", "unit") and is_number(row.cells[i])
    )


def is_number(cell: str) -> bool:
    """Whether a cell is a number and nothing else."""
    return bool(_NUMBER.fullmatch(" ".join(cell.split())))


def asking_tokens(
    row: Row, label: int | None, query: Query, language: Language
) -> tuple[Token, ...]:
    """Words of the question that do not name the row and are no numbers."""
    named = words_of(row.cells[label] if label is not None else "", language)
    return tuple(
        token
        for token in analyse(query.text, language=query.language)
        if not match(token, named) and not token.surface[:1].isdigit()
    )


def header_years(header: str) -> set[int]:
    """The years a header names: «2023 год», and bare «План 2023»."""
    return {int(year) for year in _YEAR.findall(header)}


def row_years(row: Row) -> frozenset[int]:
    """The years that its header names, and bare ones in columns of years and time limits."""
    named = {year for head in row.header for year in header_years(head)}
    for head, cell in zip(row.header, row.cells, strict=False):
        if _YEAR.fullmatch(cell.strip()) and _OF_YEARS.search(head):
            named.add(int(cell))
    return frozenset(named)


def measured_years(row: Row, label: int | None, query: Query, language: Language) -> set[int]:
    """The years of the columns whose heads have a word of the question that those of other years
    lack: of «Площадь 2022», «Площадь 2023», «Урожайность 2023» the last one's, where the yield is
    asked for."""
    values = [i for i in range(len(row.header)) if i != label]
    tokens = asking_tokens(row, label, query, language)
    named = _named(row, values, tokens, language)
    years: set[int] = set()
    for i in named:
        years |= header_years(row.header[i])
    others: set[int] = set()
    for i in values:
        others |= header_years(row.header[i]) - years
    return years if others else set()


def _named(
    row: Row, values: Sequence[int], tokens: Sequence[Token], language: Language
) -> set[int]:
    headers = {i: words_of(row.header[i], language) for i in values}
    found = {
        i: {token.term for token in tokens if match(token, words)} for i, words in headers.items()
    }
    # A word of every header tells none of them apart, and one with less than another is not meant.
    everywhere = set.intersection(*found.values()) if len(found) > 1 else set()
    own = {i: terms - everywhere for i, terms in found.items()}
    return {i for i, terms in own.items() if terms and not any(terms < o for o in own.values())}


def _by_role(
    roles: Sequence[Role], values: Sequence[int], tokens: Sequence[Token], query: Query
) -> set[int]:
    wanted = set(_KIND_ROLES["yes_no" if query.polar else query.kind])
    wanted |= {column_role(token.surface) for token in tokens} & {"plan", "actual"}
    if _WHY.search(query.text):
        wanted.add("status")
    if _HOW_LONG.search(query.text):
        wanted.add("deadline")
    return {i for i in values if roles[i] in wanted}


def _of_period(row: Row, values: Sequence[int], query: Query) -> set[int]:
    years = {period.year for period in query.periods if period.year is not None}
    named = {i: header_years(row.header[i]) for i in values}
    if not years or len({frozenset(found) for found in named.values() if found}) < 2:
        return set()
    return {i for i, found in named.items() if found & years}
