"""Word paragraphs to lines with their style, list number and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from rag.documents.counting import note_mark
from rag.documents.formats.docx.numbering import Numbering
from rag.documents.formats.docx.runs import RunText
from rag.documents.formats.docx.styles import Look, Styles, paragraph_look, run_look
from rag.documents.lines import Line, Style, flat
from rag.documents.xml_parts import Element, attribute, child
from rag.text.normalise import normalise_text

TITLE_LEVEL = -1
"""The level of a line in the style Title until it is known whether the document has one."""
_TYPED_MARK = re.compile(
    r"((?:\d{1,3}(?:\.\d{1,3}){0,5}|[IVXLІХ]{1,6}|[а-яёәіa-z]|[-–—•·*])[.)]?)\t\s*", re.I
)


@dataclass(slots=True)
class Written:
    """A paragraph as it is read: its lines, the contents of its text boxes, what it refers to."""

    lines: list[Line]
    boxes: list[Element]
    notes: list[tuple[str, str]]


@dataclass(slots=True)
class Paragraphs:
    """Reads paragraphs in order, since numbers of lists count on from one to the next."""

    styles: Styles = field(default_factory=Styles)
    numbering: Numbering = field(default_factory=Numbering)

    def read(self, element: Element) -> Written:
        """One paragraph. A paragraph without words is an empty line, with its number if it has
        one; line breaks in it part its lines, of which only the first is ``whole``."""
        properties = child(element, "pPr")
        style_id = attribute(child(properties, "pStyle"), "val")
        look = paragraph_look(properties).over(self.styles.look(style_id))
        runs = RunText(self.styles, look)
        runs.take(element)
        mark = self._mark(look, style_id or self.styles.default)
        lines = list(_lines(runs.pieces, mark, look))
        if not runs.pieces and run_look(child(properties, "rPr")).hidden:
            lines = []
        return Written(lines, runs.boxes, runs.notes)

    def _mark(self, look: Look, style_id: str) -> str:
        if look.num_id in (None, "0"):
            return ""
        num_id = look.num_id or ""
        depth = look.depth
        if depth is None:
            depth = self.numbering.depth_of_style(num_id, style_id)
        return self.numbering.next_mark(num_id, depth)


def note_lines(lines: list[Line], mark: str) -> list[Line]:
    """Lines of a note or text box as asides, the mark before the first one with words."""
    asides = [replace(line, style=Style(whole=True, aside=True)) for line in lines if line.text]
    if asides and mark:
        asides[0] = replace(asides[0], text=f"{mark} {asides[0].text}")
    return asides


def footnote_mark(number: int) -> str:
    """What stands before a note, as on the page."""
    return note_mark(number)


def _lines(pieces: list[tuple[str, bool]], mark: str, look: Look) -> Iterator[Line]:
    segments = _segments(pieces)
    level = TITLE_LEVEL if look.kind == "title" and look.level is None else look.level or 0
    if level:
        segments = [(" ".join(text for text, _ in segments), True)]
    for i, (raw, bold) in enumerate(segments):
        text = _tidy(normalise_text(raw), look)
        if i == 0:
            text = f"{mark}{text}" if text else mark.strip()
        listed = look.kind == "contents"
        strong = bool(text) and not listed and (bold or bool(look.centred) or look.kind != "")
        item = bool(mark) or listed
        yield Line(text, style=Style(level, strong, item, whole=i == 0, aside=listed))


def _tidy(text: str, look: Look) -> str:
    text = text.strip()
    if look.kind == "contents":
        return flat(text)
    return _TYPED_MARK.sub(r"\1 ", text, count=1) if _TYPED_MARK.match(text) else text


def _segments(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Texts between line breaks with whether all of their letters and figures are bold."""
    segments: list[tuple[list[str], bool]] = [([], True)]
    for text, bold in pieces:
        for i, part in enumerate(text.split("\n")):
            if i:
                segments.append(([], True))
            parts = segments[-1][0]
            parts.append(part)
            if not bold and any(map(str.isalnum, part)):
                segments[-1] = (parts, False)
    return [("".join(parts), strong) for parts, strong in segments]
