"""What a page's styles say of an element: hidden, bold, in the middle, without a list mark."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]*)?(?:[.#][\w-]+)?", re.I)
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.I)
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|bolder|[1-9]00|normal|lighter)", re.I)
_ALIGN = re.compile(r"text-align\s*:\s*(\w+)", re.I)
_MARKLESS = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.I)
_MAX_SHEET = 500_000
_LIGHT = frozenset({"normal", "lighter", "100", "200", "300", "400", "500"})


@dataclass(frozen=True, slots=True)
class Look:
    """What is said of an element; None is left to what it stands in."""

    hidden: bool = False
    bold: bool | None = None
    centred: bool | None = None
    markless: bool | None = None

    def over(self, behind: Look) -> Look:
        """This look, with what it leaves open from ``behind``."""
        return Look(
            self.hidden or behind.hidden,
            behind.bold if self.bold is None else self.bold,
            behind.centred if self.centred is None else self.centred,
            behind.markless if self.markless is None else self.markless,
        )


NO_LOOK = Look()


@dataclass(frozen=True, slots=True)
class Looks:
    """Looks by simple selectors: a tag, a class, an id, a tag with either."""

    rules: Mapping[str, Look] = field(default_factory=dict)

    def look(self, node: LexborNode) -> Look:
        """The look of an element by its own attributes, then by the rules of the page."""
        attributes = node.attributes
        tag = node.tag or ""
        look = _own(attributes)
        if not self.rules:
            return look
        names = [f"#{attributes['id']}"] if attributes.get("id") else []
        names += [f".{name}" for name in (attributes.get("class") or "").split()[:20]]
        for name in names:
            for selector in (tag + name, name):
                if selector in self.rules:
                    look = look.over(self.rules[selector])
        return look.over(self.rules[tag]) if tag in self.rules else look


def parse_looks(sheet: str) -> Looks:
    """The rules of a style sheet that hold on every screen; those within «@media» do not."""
    rules: dict[str, Look] = {}
    for selectors, said in _RULE.findall(_unconditional(_COMMENT.sub("", sheet[:_MAX_SHEET]))):
        look = _declared(said)
        if look == NO_LOOK:
            continue
        for selector in selectors.split(","):
            name = selector.strip()
            if name and _SIMPLE.fullmatch(name):
                rules[name] = look.over(rules.get(name, NO_LOOK))
    return Looks(rules)


def _own(attributes: Mapping[str, str | None]) -> Look:
    style = attributes.get("style")
    look = _declared(style) if style else NO_LOOK
    if "hidden" in attributes:
        look = Look(hidden=True).over(look)
    align = attributes.get("align")
    return look.over(Look(centred=align.lower() == "center")) if align else look


def _declared(said: str) -> Look:
    weight, align = _WEIGHT.search(said), _ALIGN.search(said)
    return Look(
        hidden=bool(_HIDDEN.search(said)),
        bold=weight[1].lower() not in _LIGHT if weight else None,
        centred=align[1].lower() == "center" if align else None,
        markless=True if _MARKLESS.search(said) else None,
    )


def _unconditional(sheet: str) -> str:
    """``sheet`` without its blocks in blocks (``@media``, ``@supports`` …)."""
    kept: list[str] = []
    depth = 0
    start = 0
    for match in re.finditer(r"[{}]", sheet):
        depth = depth + 1 if match[0] == "{" else max(0, depth - 1)
        if depth == 0:
            rule = sheet[start : match.end()]
            kept.append("" if rule.count("{") > 1 or "@" in rule.partition("{")[0] else rule)
            start = match.end()
    return "".join(kept)
