"""Finds the items of a list that a sentence introduces."""

from __future__ import annotations

from rag.types import Evidence, Query

_LIST_KINDS = ("list", "other")
MAX_ITEMS = 4


def list_items(query: Query, best: Evidence) -> list[tuple[int, int, int]]:
    """``(paragraph, start, end)`` of the items that follow when ``best`` ends its paragraph with a
    colon and the question asks for them; else empty."""
    document = best.hit.document
    paragraph = document.paragraphs[best.unit.paragraph]
    introduces = document.text[: best.unit.end].endswith(":") and best.unit.end == paragraph.end
    if not introduces or not (query.enumerates or query.kind in _LIST_KINDS):
        return []
    items: list[tuple[int, int, int]] = []
    for index in range(best.unit.paragraph + 1, len(document.paragraphs)):
        item = document.paragraphs[index]
        if item.kind != "list_item" or item.section != paragraph.section or len(items) == MAX_ITEMS:
            break
        items.append((index, item.start, item.end))
    return items
