"""What the styles of a Word document say of a paragraph: heading, list, type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from rag.documents.xml_parts import Element, attribute, child, children

_HEADING_NAME = re.compile(r"(?:heading|заголовок|тақырып)\s*([1-9])\b", re.I)
_KIND_NAMES = (
    (re.compile(r"(?:title|название)$", re.I), "title"),
    (re.compile(r"(?:subtitle|подзаголовок)$", re.I), "subtitle"),
    (re.compile(r"(?:toc|оглавление|table of figures)\b", re.I), "contents"),
)
_OFF = frozenset({"0", "false", "off"})
_BODY_LEVEL = 9
_MAX_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Look:
    """What is said of a paragraph or a run; None is left to what stands behind it.

    ``level`` is 1..9 for a heading and 0 for body text. ``num_id`` and ``depth`` name its list
    and its level there, counted from 0. ``kind`` is "title", "subtitle", "contents" or "".
    """

    level: int | None = None
    num_id: str | None = None
    depth: int | None = None
    bold: bool | None = None
    hidden: bool | None = None
    centred: bool | None = None
    kind: str = ""

    def over(self, behind: Look) -> Look:
        """This look, with what it leaves open from ``behind``."""
        return Look(
            level=behind.level if self.level is None else self.level,
            num_id=behind.num_id if self.num_id is None else self.num_id,
            depth=behind.depth if self.depth is None else self.depth,
            bold=behind.bold if self.bold is None else self.bold,
            hidden=behind.hidden if self.hidden is None else self.hidden,
            centred=behind.centred if self.centred is None else self.centred,
            kind=self.kind or behind.kind,
        )


NO_LOOK = Look()


@dataclass(frozen=True, slots=True)
class Styles:
    """Looks by the id of the style, what they are based on included."""

    looks: Mapping[str, Look] = field(default_factory=dict)
    default: str = ""

    def look(self, style_id: str | None) -> Look:
        """The look of a style; that of the default paragraph style without or for an unknown id."""
        return self.looks.get(style_id or self.default, self.looks.get(self.default, NO_LOOK))

    def run_look(self, style_id: str | None) -> Look:
        """The look of a character style, which says nothing without or for an unknown id."""
        return self.looks.get(style_id, NO_LOOK) if style_id else NO_LOOK


def parse_styles(root: Element | None) -> Styles:
    """The styles of the part ``styles``; none without it."""
    elements = {attribute(e, "styleId") or "": e for e in children(root, "style")}
    defaults = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
    behind = run_look(defaults)
    looks = {id_: _based(id_, elements).over(behind) for id_ in elements}
    default = next(
        (
            id_
            for id_, element in elements.items()
            if attribute(element, "type") == "paragraph"
            and (attribute(element, "default") or "0") not in _OFF
        ),
        "",
    )
    character = {
        id_: _based(id_, elements)
        for id_, element in elements.items()
        if attribute(element, "type") == "character"
    }
    return Styles({**looks, **character}, default)


def paragraph_look(properties: Element | None) -> Look:
    """What a ``pPr`` says itself, its style not followed."""
    if properties is None:
        return NO_LOOK
    numbering = child(properties, "numPr")
    return Look(
        level=_level(attribute(child(properties, "outlineLvl"), "val")),
        num_id=attribute(child(numbering, "numId"), "val"),
        depth=find_int(attribute(child(numbering, "ilvl"), "val")),
        centred=_centred(attribute(child(properties, "jc"), "val")),
    )


def run_look(properties: Element | None) -> Look:
    """What an ``rPr`` says itself, its style not followed."""
    if properties is None:
        return NO_LOOK
    return Look(
        bold=find_switch(properties, "b"),
        hidden=find_switch(properties, "vanish"),
    )


def find_switch(properties: Element, name: str) -> bool | None:
    """Whether a property is switched on or off, None when nothing is said."""
    switch = child(properties, name)
    if switch is None:
        return None
    return (attribute(switch, "val") or "1").lower() not in _OFF


def find_int(value: str | None) -> int | None:
    """A whole number of at most six digits, None for anything else."""
    text = (value or "").strip()
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else None


def _based(style_id: str, elements: Mapping[str, Element]) -> Look:
    look, seen = NO_LOOK, set[str]()
    while style_id in elements and style_id not in seen and len(seen) < _MAX_CHAIN:
        seen.add(style_id)
        look = look.over(_own(elements[style_id]))
        style_id = attribute(child(elements[style_id], "basedOn"), "val") or ""
    return look


def _own(style: Element) -> Look:
    name = attribute(child(style, "name"), "val") or ""
    look = paragraph_look(child(style, "pPr")).over(run_look(child(style, "rPr")))
    heading = _HEADING_NAME.match(name)
    kind = next((kind for pattern, kind in _KIND_NAMES if pattern.match(name)), "")
    level = 0 if kind == "contents" else int(heading[1]) if heading else None
    return look.over(Look(level=level, kind=kind))


def _level(value: str | None) -> int | None:
    number = find_int(value)
    if number is None:
        return None
    return number + 1 if 0 <= number < _BODY_LEVEL else 0


def _centred(value: str | None) -> bool | None:
    return None if value is None else value == "center"
