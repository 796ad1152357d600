"""Numbers of lists and headings as a reader of an OpenDocument text sees them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from rag.documents.counting import written_number
from rag.documents.formats.odt.styles import ListLevel, ListStyle, Styles
from rag.documents.xml_parts import Element, attribute

_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman"}
_FORMS |= {"I": "upperRoman", "а": "russianLower", "А": "russianUpper"}
_PLACE = re.compile(r"%(\d{1,2})%")
_MAX_MARK = 60

Counts = dict[int, int]
"""The last number of each level, counted from 1."""


@dataclass(slots=True)
class OpenList:
    """A list that is being read: its style, its level and the counts it shares with its parts."""

    style: ListStyle
    level: int
    counts: Counts


@dataclass(slots=True)
class Numbering:
    """Counts list items and headings in the order they are asked for."""

    styles: Styles
    _by_id: dict[str, Counts] = field(default_factory=dict)
    _by_style: dict[str, Counts] = field(default_factory=dict)
    _headings: Counts = field(default_factory=dict)
    _last: Counts = field(default_factory=dict)

    def open_list(self, element: Element, outer: OpenList | None) -> OpenList:
        """A list that begins; one in another goes a level deeper, any other counts anew unless it
        says that it goes on."""
        name = attribute(element, "style-name") or ""
        own = self.styles.lists.get(name)
        if outer is not None:
            style = outer.style if own is None else own
            return OpenList(style, outer.level + 1, outer.counts)
        counts = self._continued(element, name)
        id_ = attribute(element, "id")
        if id_:
            self._by_id[id_] = counts
        self._by_style[name] = self._last = counts
        return OpenList(own or {}, 1, counts)

    def _continued(self, element: Element, name: str) -> Counts:
        after = attribute(element, "continue-list")
        if after in self._by_id:
            return self._by_id[after or ""]
        if attribute(element, "continue-numbering") == "true":
            return self._by_style.get(name, self._last)
        return {}

    def item_mark(self, place: OpenList, start: str | None) -> str:
        """What stands before the next item, the space behind it included. Bullets are «-»."""
        level = place.style.get(place.level)
        if level is None:
            return ""
        if level.form is None:
            return "- "
        if start and start.isdecimal():
            place.counts[place.level] = int(start[:6]) - 1
        return _counted(place.counts, place.level, place.style)

    def heading_mark(self, depth: int) -> str:
        """The number of the next heading of a level, where the document numbers its headings."""
        if depth not in self.styles.outline:
            return ""
        return _counted(self._headings, depth, self.styles.outline)


def _counted(counts: Counts, depth: int, style: ListStyle) -> str:
    for upper in range(1, depth):
        counts.setdefault(upper, style[upper].start if upper in style else 1)
    counts[depth] = counts.get(depth, style[depth].start - 1) + 1
    for deeper in [place for place in counts if place > depth]:
        del counts[deeper]
    mark = _written(style[depth], depth, counts, style).strip()[:_MAX_MARK]
    return f"{mark} " if mark else ""


def _written(level: ListLevel, depth: int, counts: Mapping[int, int], style: ListStyle) -> str:
    def number(place: int) -> str:
        form = style[place].form if place in style else "1"
        return written_number(counts.get(place, 1), _form(form)) if form else ""

    if level.pattern:
        return _PLACE.sub(lambda match: number(int(match[1])), level.pattern)
    if not level.form:
        return ""
    shown = [number(place) for place in range(max(1, depth - level.shown + 1), depth + 1)]
    return level.prefix + ".".join(filter(None, shown)) + level.suffix


def _form(name: str) -> str:
    """ODF names figures by their first one; Cyrillic letters as «А, Б, .., Аа, Бб, ... (ru)»."""
    return _FORMS.get(name[:1], "decimal")
