"""Whether a table row says why, where that is asked."""

from __future__ import annotations

from rag.compose.columns import column_roles
from rag.compose.kinds import holds_kind
from rag.compose.rows import name_column
from rag.text.cells import STATUS_WORDS
from rag.types import Evidence, Query

_SILENT = ("index", "unit", "plan", "actual", "deadline", "executor", "money")
"""Roles of columns that say no reason."""


def lacks_reason(query: Query, item: Evidence) -> bool:
    """Whether a reason is asked for, and a whole row has no words beside its name but a status.

    «Почему не построили?» is not answered by «Построено школ | 3 | 2 | не исполнено».
    """
    source = item.hit.document.paragraphs[item.unit.paragraph]
    row = source.row
    whole = (item.unit.start, item.unit.end) == (source.start, source.end)
    if query.kind != "reason" or query.parts or row is None or not whole:
        return False
    label, roles = name_column(row), column_roles(row)
    told = [cell for i, cell in enumerate(row.cells) if i != label and roles[i] not in _SILENT]
    return not any(len(cell.split()) > STATUS_WORDS or _says_why(cell) for cell in told)


def _says_why(cell: str) -> bool:
    return holds_kind(cell, "reason") == 1
