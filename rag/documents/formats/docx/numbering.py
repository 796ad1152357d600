"""Numbers of list paragraphs as a reader sees them: «2.1.», «б)», «Статья 5»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from rag.documents.counting import written_number
from rag.documents.formats.docx.styles import find_int
from rag.documents.xml_parts import Element, attribute, child, children

BULLET = "-"
_PLACE = re.compile(r"%([1-9])")
_MAX_LEVELS = 9
_MAX_MARK = 60


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list. ``text`` has «%1» where the number of level 1 goes. ``restart``: the
    level (counted from 1) from which on upper ones start it anew, 0 for none."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    glued: bool = False
    style: str | None = None


_Levels = Mapping[int, _Level]


@dataclass(frozen=True, slots=True)
class _List:
    """A list as paragraphs name it: whose counters it shares, its levels, its own starts."""

    abstract: str
    levels: _Levels
    starts: Mapping[int, int]


@dataclass(slots=True)
class Numbering:
    """Counts list paragraphs in the order they are asked for."""

    lists: Mapping[str, _List] = field(default_factory=dict)
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def depth_of_style(self, num_id: str, style_id: str) -> int:
        """The level of a list that is tied to a paragraph style, 0 when none is."""
        levels = self.lists[num_id].levels if num_id in self.lists else {}
        return next((depth for depth, level in levels.items() if level.style == style_id), 0)

    def next_mark(self, num_id: str, depth: int) -> str:
        """What stands before the next paragraph of a list at a level counted from 0, the space
        behind it included; empty for an unknown list. Bullets are «-»."""
        known = self.lists.get(num_id)
        level = known.levels.get(depth) if known else None
        if known is None or level is None:
            return ""
        counters = self._counters.setdefault(known.abstract, {})
        if num_id not in self._begun:
            self._begun.add(num_id)
            for place, start in known.starts.items():
                counters[place] = start - (place >= depth)
        _advance(counters, depth, known.levels)
        if level.form == "bullet":
            return f"{BULLET} "
        numbers = [_written(place, counters, known, level) for place in range(_MAX_LEVELS)]
        mark = _PLACE.sub(lambda match: numbers[int(match[1]) - 1], level.text).strip()
        return mark[:_MAX_MARK] + ("" if level.glued or not mark else " ")


def _advance(counters: dict[int, int], depth: int, levels: _Levels) -> None:
    """Count on at a level. Levels above it that have not been counted yet stand at their start
    from now on, as Word shows them."""
    for upper in range(depth):
        counters.setdefault(upper, levels[upper].start if upper in levels else 1)
    counters[depth] = counters.get(depth, levels[depth].start - 1) + 1
    for deeper in [place for place in counters if place > depth]:
        restart = levels[deeper].restart if deeper in levels else None
        if restart is None or (restart and depth < restart):
            del counters[deeper]


def _written(place: int, counters: Mapping[int, int], known: _List, level: _Level) -> str:
    own = known.levels.get(place, _Level())
    form = "decimal" if level.legal and own.form != "decimalZero" else own.form
    return written_number(counters.get(place, own.start), form)


def parse_numbering(root: Element | None) -> Numbering:
    """The lists of the part ``numbering``; none without it."""
    abstracts = {attribute(e, "abstractNumId") or "": e for e in children(root, "abstractNum")}
    by_style = {
        attribute(child(element, "styleLink"), "val"): id_
        for id_, element in abstracts.items()
        if child(element, "styleLink") is not None
    }
    lists: dict[str, _List] = {}
    for element in children(root, "num"):
        abstract = attribute(child(element, "abstractNumId"), "val") or ""
        if abstract not in abstracts:
            continue
        linked = attribute(child(abstracts[abstract], "numStyleLink"), "val")
        abstract = by_style.get(linked, abstract) if linked else abstract
        levels = _levels(children(abstracts[abstract], "lvl"))
        overrides = children(element, "lvlOverride")
        levels.update(_levels(e for o in overrides for e in children(o, "lvl")))
        lists[attribute(element, "numId") or ""] = _List(abstract, levels, _starts(overrides))
    return Numbering(lists)


def _levels(elements: Iterable[Element]) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for element in elements:
        depth = find_int(attribute(element, "ilvl"))
        if depth is not None and 0 <= depth < _MAX_LEVELS:
            found[depth] = _level(element)
    return found


def _level(element: Element) -> _Level:
    def said(name: str) -> str | None:
        return attribute(child(element, name), "val")

    level = _Level(
        form=said("numFmt") or "decimal",
        text=said("lvlText") or "",
        restart=find_int(said("lvlRestart")),
        legal=child(element, "isLgl") is not None and said("isLgl") not in ("0", "false"),
        glued=said("suff") == "nothing",
        style=said("pStyle"),
    )
    start = find_int(said("start"))
    return level if start is None else replace(level, start=start)


def _starts(overrides: Iterable[Element]) -> dict[int, int]:
    found: dict[int, int] = {}
    for element in overrides:
        depth = find_int(attribute(element, "ilvl"))
        start = find_int(attribute(child(element, "startOverride"), "val"))
        if depth is not None and start is not None:
            found[depth] = start
    return found
