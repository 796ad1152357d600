"""Whether a table row says why, where that is asked, and which sentence says it instead."""

from __future__ import annotations

from collections.abc import Sequence

from rag.compose.columns import column_roles
from rag.compose.kinds import holds_kind
from rag.compose.matching import match, words_of
from rag.compose.order import OTHER_ODDS, put_first
from rag.compose.rows import is_whole_row, name_column, row_label
from rag.compose.sequel import odds
from rag.text.analyse import analyse
from rag.text.cells import STATUS_WORDS
from rag.text.sentences import split_sentences
from rag.types import Evidence, Language, Query

_SILENT = ("index", "unit", "plan", "actual", "deadline", "executor", "money")
"""Roles of columns that say no reason."""

ALIKE = 0.8
"""Share of a row's name that opens the paragraph which explains it."""


def prefer_reason(query: Query, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence with one first that explains what the best tells, where a reason is asked for and
    the best is a row without one; else in its order.

    Beside a table of indicators reports explain them one by one: «Доля переработанного молока. С
    марта по август не работал цех.»
    """
    if not ranked or not lacks_reason(query, ranked[0]):
        return tuple(ranked)
    rest = [item for item in ranked if item.hit.document.id == ranked[0].hit.document.id]
    explaining = next((item for item in rest if _explains(item, ranked[0])), None)
    telling = next((item for item in rest if _tells_why(item, ranked[0])), None)
    first = explaining or telling
    return tuple(ranked) if first is None else put_first(first, ranked)


def _tells_why(item: Evidence, row: Evidence) -> bool:
    likely = odds(item) >= OTHER_ODDS * odds(row)
    return likely and item.features["kind"] == 1 and not is_whole_row(item.hit.document, item.unit)


def _explains(item: Evidence, row: Evidence) -> bool:
    """Whether the unit follows a sentence that is no more than the row's name."""
    document = item.hit.document
    paragraph = document.paragraphs[item.unit.paragraph]
    text = document.text[paragraph.start : paragraph.end]
    head = next((text[a:b] for a, b in split_sentences(text)), "")
    if paragraph.row is not None or item.unit.start < paragraph.start + len(head):
        return False
    return _are_alike(head, row)


def _are_alike(head: str, item: Evidence) -> bool:
    document = item.hit.document
    source = document.paragraphs[item.unit.paragraph]
    label = row_label(source.row) if source.row is not None else ""
    pairs = ((head, label), (label, head))
    return all(_share_said(a, b, source.language) >= ALIKE for a, b in pairs)


def _share_said(text: str, other: str, language: Language) -> float:
    tokens, words = analyse(text, language=language), words_of(other, language)
    return sum(match(token, words) > 0 for token in tokens) / max(1, len(tokens))


def lacks_reason(query: Query, item: Evidence) -> bool:
    """Whether a reason is asked for, and a whole row has no words beside its name but a status.

    «Почему не построили?» is not answered by «Построено школ | 3 | 2 | не исполнено».
    """
    row = item.hit.document.paragraphs[item.unit.paragraph].row
    whole = is_whole_row(item.hit.document, item.unit)
    if query.kind != "reason" or query.parts or row is None or not whole:
        return False
    label, roles = name_column(row), column_roles(row)
    told = [cell for i, cell in enumerate(row.cells) if i != label and roles[i] not in _SILENT]
    return not any(len(cell.split()) > STATUS_WORDS or _says_why(cell) for cell in told)


def _says_why(cell: str) -> bool:
    return holds_kind(cell, "reason") == 1
