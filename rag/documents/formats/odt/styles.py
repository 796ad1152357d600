"""What the styles of an OpenDocument text say: headings, bold type, list numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from rag.documents.frames import TITLE_LEVEL
from rag.documents.xml_parts import Element, attribute, child, local

_HEADING_NAME = re.compile(r"(?:heading|заголовок)[ _]?(?:20_)?([1-9])\b", re.I)
_CONTENTS_NAME = re.compile(r"contents[ _]|оглавление|содержание", re.I)
_MAX_CHAIN = 20
_BOLD_WEIGHT = 600
_MAX_LEVELS = 10


@dataclass(frozen=True, slots=True)
class Look:
    """What a style says; None is left to the style behind it. ``level`` is that of a heading in a
    paragraph style, ``TITLE_LEVEL`` for the title, 0 for none."""

    bold: bool | None = None
    centred: bool | None = None
    hidden: bool | None = None
    level: int = 0
    contents: bool = False

    def over(self, behind: Look) -> Look:
        """This look, with what it leaves open from ``behind``."""
        return Look(
            bold=behind.bold if self.bold is None else self.bold,
            centred=behind.centred if self.centred is None else self.centred,
            hidden=behind.hidden if self.hidden is None else self.hidden,
            level=self.level or behind.level,
            contents=self.contents or behind.contents,
        )


NO_LOOK = Look()


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list is numbered. ``shown`` upper levels come before its own number;
    ``form`` is ODF's name of the figures, "" for none, None for a bullet. ``pattern`` has «%1%»
    where the number of level 1 goes and wins over all the rest."""

    form: str | None
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    start: int = 1
    pattern: str = ""


ListStyle = Mapping[int, ListLevel]
"""Levels of a list, counted from 1."""


@dataclass(slots=True)
class Styles:
    """Styles by name; those of the text itself are added to those of the document.

    ``outline`` numbers the headings.
    """

    elements: dict[str, Element] = field(default_factory=dict)
    lists: dict[str, ListStyle] = field(default_factory=dict)
    outline: ListStyle = field(default_factory=dict)
    _looks: dict[str, Look] = field(default_factory=dict)

    def add(self, root: Element | None) -> None:
        """Take the styles that stand in an element."""
        for element in root if root is not None else ():
            kind = local(element)
            name = attribute(element, "name") or ""
            if kind == "style":
                self.elements[name] = element
            elif kind == "list-style":
                self.lists[name] = _levels(element)
            elif kind == "outline-style":
                self.outline = _levels(element)

    def look(self, name: str | None) -> Look:
        """The look of a style with all that it is based on; an unknown one says nothing."""
        if not name:
            return NO_LOOK
        if name not in self._looks:
            self._looks[name] = self._resolved(name)
        return self._looks[name]

    def _resolved(self, name: str) -> Look:
        look, seen = NO_LOOK, set[str]()
        while name in self.elements and name not in seen and len(seen) < _MAX_CHAIN:
            seen.add(name)
            look = look.over(_own(self.elements[name], name))
            name = attribute(self.elements[name], "parent-style-name") or ""
        # Built-in styles need not be written out: their names say what they are.
        return look.over(_named(name))


def _own(style: Element, name: str) -> Look:
    text = child(style, "text-properties")
    weight, align = attribute(text, "font-weight"), _align(style)
    shown = attribute(style, "display-name") or name
    return Look(
        bold=None if weight is None else _is_bold(weight),
        centred=None if align is None else align == "center",
        hidden=True if attribute(text, "display") == "none" else None,
    ).over(_named(shown))


def _named(name: str) -> Look:
    heading = _HEADING_NAME.match(name)
    if heading:
        return Look(level=int(heading[1]))
    if name in ("Title", "Заголовок", "Название"):
        return Look(level=TITLE_LEVEL)
    return Look(contents=bool(_CONTENTS_NAME.match(name)))


def _align(style: Element) -> str | None:
    return attribute(child(style, "paragraph-properties"), "text-align")


def _is_bold(weight: str) -> bool:
    return weight == "bold" or (weight.isdecimal() and int(weight) >= _BOLD_WEIGHT)


def _levels(style: Element) -> dict[int, ListLevel]:
    found: dict[int, ListLevel] = {}
    for element in style:
        number = attribute(element, "level") or ""
        if number.isdecimal() and 1 <= int(number) <= _MAX_LEVELS:
            found[int(number)] = _level(element)
    return found


def _level(element: Element) -> ListLevel:
    if local(element) in ("list-level-style-bullet", "list-level-style-image"):
        return ListLevel(form=None)
    return ListLevel(
        form=attribute(element, "num-format") or "",
        prefix=attribute(element, "num-prefix") or "",
        suffix=attribute(element, "num-suffix") or "",
        shown=_number(attribute(element, "display-levels"), 1),
        start=_number(attribute(element, "start-value"), 1),
        pattern=attribute(element, "num-list-format") or "",
    )


def _number(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"\d{1,6}", value) else otherwise
