"""Refuses pages that are built to keep a parser busy."""

from __future__ import annotations

import re

from rag.errors import TooLarge

# Browsers flatten a tree at 512; a builder of trees takes quadratic time in either.
_MAX_DEPTH = 5000
_MAX_NAMES = 20_000
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,40})([^<>]*)>")
_ATTRIBUTE = re.compile(r"\s([^\s=\"'<>/]{1,100})")
# Elements without a content or closed by what follows them.
_FLAT = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th"
    " thead tbody tfoot option optgroup colgroup html head body".split()
)


def check_bounds(html: str) -> None:
    """Raises: TooLarge for elements open within one another, or names of attributes, that no page
    has. Linear in the length of ``html``."""
    depth = deepest = 0
    names: set[str] = set()
    for closes, name, rest in (match.groups() for match in _TAG.finditer(html)):
        if rest:
            names.update(_ATTRIBUTE.findall(rest))
        if name.lower() in _FLAT or rest.endswith("/"):
            continue
        depth = max(0, depth - 1) if closes else depth + 1
        deepest = max(deepest, depth)
    if len(names) > _MAX_NAMES:
        raise TooLarge(f"uses more than {_MAX_NAMES} names of attributes.")
    if deepest > _MAX_DEPTH:
        raise TooLarge(f"nests its elements more than {_MAX_DEPTH} deep.")
