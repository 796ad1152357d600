"""How well the name of a table row fits a question beside the names of the rows around it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import fmean

from rag.compose.candidates import Candidate
from rag.compose.matching import Words, collect, match, words_of
from rag.compose.rows import row_label
from rag.text.analyse import Token, analyse
from rag.types import Document, Language, Row

MOST_ROWS = 60
"""Of a longer table the rows within this distance are looked at."""


def told_apart(tokens: Sequence[Token], item: Candidate) -> float:
    """The fit of a row's name above the mean of its table's rows, -1..1; 0 for what is no row.

    Rows of one table are called alike («Өнеркәсіп өнімінің индексі», «Ауыл шаруашылығы өнімінің
    индексі»): what few of them have tells them apart. fit = shared / (shared + missed + added), by
    the weights of words among the names: shared are those of question and name, missed those of the
    question that other names have, added those of the name alone.
    """
    document, at = item.hit.document, item.unit.paragraph
    row = document.paragraphs[at].row
    names = _names(document, at) if row is not None else {}
    if at not in names or len(names) < 2:
        return 0.0
    language = document.paragraphs[at].language
    fits = _fits(tokens, names, language)
    return fits[at] - fmean(fits.values())


def _names(document: Document, at: int) -> Mapping[int, str]:
    """The names of the rows of the table that a paragraph is in, by paragraph."""
    row = document.paragraphs[at].row
    near = range(max(0, at - MOST_ROWS), min(len(document.paragraphs), at + MOST_ROWS + 1))
    rows = ((i, document.paragraphs[i].row) for i in near)
    labels = ((i, row_label(other)) for i, other in rows if other and _same_table(other, row))
    return {i: label for i, label in labels if label}


def _same_table(one: Row, other: Row | None) -> bool:
    return other is not None and one.header == other.header and one.table == other.table


def _fits(
    tokens: Sequence[Token], names: Mapping[int, str], language: Language
) -> Mapping[int, float]:
    words = {i: words_of(name, language) for i, name in names.items()}
    every = tuple(words.values())
    asked = collect(tokens)
    weights = [(token, _weight(token, every)) for token in tokens]
    own = {i: _added(name, asked, every, language) for i, name in names.items()}
    fits = {}
    for i, name in words.items():
        shared = sum(weight * match(token, name) for token, weight in weights)
        total = sum(weight for _, weight in weights) + own[i]
        fits[i] = shared / total if total > 0 else 0.0
    return fits


def _added(name: str, asked: Words, every: Sequence[Words], language: Language) -> float:
    """The weight of the name's words that the question does not have."""
    own = {token.term: token for token in analyse(name, language=language)}.values()
    return sum(_weight(token, every) for token in own if not match(token, asked))


def _weight(token: Token, names: Sequence[Words]) -> float:
    """ln(1 + (N − n + .5) / (n + .5)) for n of N names that have the word; 0 when none has."""
    n = sum(match(token, name) > 0 for name in names)
    return math.log(1 + (len(names) - n + 0.5) / (n + 0.5)) if n else 0.0
