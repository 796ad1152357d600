"""The text of OpenDocument paragraphs, and what hangs on it: notes, comments, text boxes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rag.documents.formats.odt.styles import Look, Styles
from rag.documents.xml_parts import Element, attribute, local

_SPACE = re.compile(r"[ \t\r\n]+")
_MAX_SPACES = 100
_HANGING = {"note": "note", "annotation": "comment"}
_DRAWN = frozenset({"frame", "g", "custom-shape", "rect", "ellipse", "line", "control", "a"})
_SKIPPED = frozenset("ruby-text hidden-text hidden-paragraph annotation-end title desc".split())


@dataclass(slots=True)
class Text:
    """Text of one paragraph. ``pieces`` are texts with whether they are bold; a line break is
    "\\n". ``hanging`` are notes, comments and drawn things in order."""

    styles: Styles
    pieces: list[tuple[str, bool]] = field(default_factory=list)
    hanging: list[Element] = field(default_factory=list)

    def take(self, element: Element, look: Look) -> None:
        """Add what stands in an element; ``look`` is that of the text around."""
        self._write(element.text, look)
        for inner in element:
            self._take_inner(inner, local(inner), look)
            self._write(inner.tail, look)

    def _take_inner(self, inner: Element, name: str, look: Look) -> None:
        if name in _HANGING or (name in _DRAWN and not _is_link(inner)):
            self.hanging.append(inner)
        elif name == "s":
            self._add(" " * min(_count(attribute(inner, "c")), _MAX_SPACES), look)
        elif name == "tab":
            self._add("\t", look)
        elif name == "line-break":
            self._add("\n", look)
        elif name and name not in _SKIPPED:
            own = self.styles.look(attribute(inner, "style-name")) if name == "span" else None
            self.take(inner, look if own is None else own.over(look))

    def _write(self, text: str | None, look: Look) -> None:
        if text:
            self._add(_SPACE.sub(" ", text), look)

    def _add(self, text: str, look: Look) -> None:
        if not look.hidden:
            self.pieces.append((text, bool(look.bold)))


def _is_link(element: Element) -> bool:
    """``text:a`` holds text, ``draw:a`` a drawing."""
    return local(element) == "a" and str(element.tag).endswith(":text:1.0}a")


def _count(value: str | None) -> int:
    return int(value) if value and re.fullmatch(r"\d{1,6}", value) else 1
