"""Marks of list items as a browser draws them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from rag.documents.counting import written_number
from rag.documents.ranks import find_number
from rag.documents.shapes import find_bullet, find_item_number

_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_WHOLE = re.compile(r"\s*(-?\d{1,6})\s*")
_MAX_LEVEL = 9
_MAX_HEADING_SIZE = 6


@dataclass(slots=True)
class HtmlList:
    """An open list. ``form`` is None for bullets; ``next`` is the number of its next item."""

    form: str | None
    next: int = 1
    step: int = 1
    markless: bool = False

    def mark(self, item: LexborNode) -> str:
        """What stands before an item, with the space behind it; empty for a list without marks."""
        own = _find_whole(item.attributes.get("value"))
        number = self.next if own is None else own
        self.next = number + self.step
        if self.markless:
            return ""
        return "- " if self.form is None else f"{written_number(number, self.form)}. "


def open_list(node: LexborNode, *, markless: bool) -> HtmlList:
    """The list that an ``ul``, ``ol``, ``menu`` or ``dir`` opens."""
    if node.tag != "ol":
        return HtmlList(None, markless=markless)
    form = _FORMS.get(node.attributes.get("type") or "1", "decimal")
    start = _find_whole(node.attributes.get("start"))
    if "reversed" in node.attributes:
        n_items = sum(child.tag == "li" for child in node.iter())
        return HtmlList(form, n_items if start is None else start, -1, markless)
    return HtmlList(form, 1 if start is None else start, markless=markless)


def marked_item(mark: str, text: str) -> str:
    """An item with its mark; a bullet gives way to a mark that the text brings itself."""
    if mark == "- " and (find_bullet(text) or find_item_number(text) or find_number(text)):
        return text
    return mark + text


def heading_level(node: LexborNode) -> int:
    """1..9 for a heading element, 0 for any other."""
    tag = node.tag or ""
    if len(tag) == 2 and tag[0] == "h" and "1" <= tag[1] <= str(_MAX_HEADING_SIZE):
        return int(tag[1])
    if node.attributes.get("role") == "heading":
        level = _find_whole(node.attributes.get("aria-level")) or 2
        return min(max(level, 1), _MAX_LEVEL)
    return 0


def _find_whole(value: str | None) -> int | None:
    match = _WHOLE.fullmatch(value or "")
    return int(match[1]) if match else None
