"""Word paragraphs to lines with their style, list number and notes."""

from __future__ import annotations

from dataclasses import dataclass, field

from rag.documents.formats.docx.numbering import Numbering
from rag.documents.formats.docx.runs import RunText
from rag.documents.formats.docx.styles import Look, Styles, paragraph_look, run_look
from rag.documents.frames import TITLE_LEVEL
from rag.documents.lines import Line
from rag.documents.styled import styled_lines
from rag.documents.xml_parts import Element, attribute, child


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
        lines = list(
            styled_lines(
                runs.pieces,
                level=TITLE_LEVEL if look.kind == "title" and not look.level else look.level or 0,
                mark=mark,
                item=bool(mark),
                set_off=bool(look.centred) or look.kind == "subtitle",
                contents=look.kind == "contents",
            )
        )
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
