"""Takes of a long sentence only the clauses that answer, with the words they hang on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.compose.kinds import holds_kind
from rag.compose.matching import carried, term_weights, words_of
from rag.text.analyse import Token, analyse
from rag.text.dates import find_dates
from rag.types import Language, Query

MAX_SENTENCE_CHARACTERS = 295
"""A shorter sentence is said whole."""
MIN_CLAUSE_CHARACTERS = 12
# A comma between digits is a decimal one; what stands in brackets or quotes is one word.
_BREAK = re.compile(r"(?:[;:]|,(?!\d)|\s[–—](?=\s))\s+")
_BULLET = re.compile(r"^\s*[-–—•*·]\s+")
_OPENING, _CLOSING = "(«“[", ")»”]"
OTHER_YEAR_WORTH = 0.2
"""Of a clause that names another year than the question, beside 1."""
_GAP = " … "


def as_sentence(text: str) -> str:
    """An entry of a list without the marks that part it from the others.

    >>> as_sentence("- на молодёжную практику – 124 человека;")
    'на молодёжную практику – 124 человека'
    """
    return _BULLET.sub("", text).rstrip(" ,;")


def answering_part(text: str, query: Query, language: Language) -> str:
    """The clauses that answer, in order, gaps marked by «…»; the whole text when it is short.

    The clause with most of what is asked, by weight, stands in the middle; its neighbours join as
    long as there is room, and the first clause when it carries words of the question.
    """
    words = " ".join(text.split())
    if len(words) <= MAX_SENTENCE_CHARACTERS:
        return words
    clauses = _clauses(words)
    if len(clauses) < 3:
        return words
    tokens = analyse(query.text, language=query.language)
    worth = _worth(clauses, tokens, query, language)
    named = _with_name(clauses, query)
    best = max(named, key=lambda i: (worth[i], -i))
    head = clauses[0]
    room = MAX_SENTENCE_CHARACTERS - len(head) - len(_GAP)
    with_head = best > 0 and len(clauses[best]) <= room
    first, last = _widened(clauses, best, room if with_head else MAX_SENTENCE_CHARACTERS)
    said = " ".join(clauses[first:last])
    if first > 0 and with_head:
        said = f"{head} {said}" if first == 1 else f"{head}{_GAP}{said}"
    elif first > 0:
        said = f"… {said}"
    return said if last == len(clauses) else f"{said.rstrip(' ,;:–—')} …"


def _with_name(clauses: Sequence[str], query: Query) -> Sequence[int]:
    """The clauses with a name where somebody is asked for; all where none has one."""
    every = range(len(clauses))
    if query.kind != "person":
        return every
    return [i for i in every if holds_kind(clauses[i], query.kind) > 0] or every


def _clauses(words: str) -> list[str]:
    clauses: list[str] = []
    begin = 0
    for found in _BREAK.finditer(words):
        piece = words[begin : found.end()]
        if len(piece) >= MIN_CLAUSE_CHARACTERS and not _inside(words[: found.start()]):
            clauses.append(piece.strip())
            begin = found.end()
    return [*clauses, words[begin:]]


def _inside(before: str) -> bool:
    """Whether a bracket or quotation that was opened is still open."""
    return sum(map(before.count, _OPENING)) > sum(map(before.count, _CLOSING))


def _worth(
    clauses: Sequence[str], tokens: Sequence[Token], query: Query, language: Language
) -> list[float]:
    """What of the question each clause holds, half as much again with the kind of answer asked.

    Names weigh double: of clauses built alike the one about what is asked for answers. A clause of
    another year than the one asked for hardly counts.
    """
    words = [carried(tokens, words_of(clause, language)) for clause in clauses]
    weights = {
        term: weight * (2 if term in query.names else 1)
        for term, weight in term_weights(tokens, words).items()
    }
    return [
        sum(weights[token.term] * own.get(token.term, 0.0) for token in tokens)
        * (OTHER_YEAR_WORTH if _is_of_other_year(clause, query) else 1.0)
        * (1 + 0.5 * (query.kind != "other") * holds_kind(clause, query.kind))
        for clause, own in zip(clauses, words, strict=True)
    ]


def _is_of_other_year(clause: str, query: Query) -> bool:
    asked = {period.year for period in query.periods if period.year is not None}
    named = {date.year for date in find_dates(clause) if date.year is not None} if asked else set()
    return bool(named) and named.isdisjoint(asked)


def _widened(clauses: Sequence[str], best: int, most: int) -> tuple[int, int]:
    """The run of clauses around the best one that fits, what stands after it first."""
    first, last = best, best + 1
    room = most - len(clauses[best])
    while True:
        if last < len(clauses) and len(clauses[last]) < room:
            room -= len(clauses[last]) + 1
            last += 1
        elif first > 0 and len(clauses[first - 1]) < room:
            first -= 1
            room -= len(clauses[first]) + 1
        else:
            return first, last
