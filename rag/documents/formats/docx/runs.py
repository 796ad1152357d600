"""The text of a Word paragraph's runs, and what hangs on it: notes, comments, text boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rag.documents.formats.docx.styles import Look, Styles, run_look
from rag.documents.symbols import symbol_sign
from rag.documents.xml_parts import Element, attribute, child, local

# What is no text of the paragraph: its properties, what was deleted or moved away while changes
# were tracked, instructions of fields, phonetic guides.
_SKIPPED = frozenset(
    "pPr rPr sdtPr sdtEndPr tcPr tblPr trPr del moveFrom delText instrText delInstrText rt"
    " proofErr bookmarkStart bookmarkEnd Fallback".split()
)
_NOTES = {
    "footnoteReference": "footnote",
    "endnoteReference": "endnote",
    "commentReference": "comment",
}
_DRAWN = frozenset({"drawing", "pict", "object"})


@dataclass(slots=True)
class RunText:
    """Text and marks of one paragraph. ``pieces`` are texts with whether they are bold; a line
    break is "\\n". ``notes`` are kind and id of what is referred to, ``boxes`` the contents of
    text boxes, in order."""

    styles: Styles
    look: Look
    pieces: list[tuple[str, bool]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    _fields: list[bool] = field(default_factory=list)

    def take(self, element: Element) -> None:
        """Add what stands in an element that may hold runs."""
        for inner in element:
            name = local(inner)
            if name == "r":
                self._take_run(inner)
            elif name == "AlternateContent":
                self.take(chosen(inner))
            elif name and name not in _SKIPPED:
                self.take(inner)

    def _take_run(self, run: Element) -> None:
        properties = child(run, "rPr")
        style = attribute(child(properties, "rStyle"), "val")
        look = run_look(properties).over(self.styles.run_look(style)).over(self.look)
        if not look.hidden:
            self._take_content(run, bool(look.bold))

    def _take_content(self, run: Element, bold: bool) -> None:
        for inner in run:
            name = local(inner)
            if name == "AlternateContent":
                self._take_content(chosen(inner), bold)
            elif name in _NOTES:
                self.notes.append((_NOTES[name], attribute(inner, "id") or ""))
            elif name in _DRAWN:
                self.boxes.extend(_boxes(inner))
            elif name == "fldChar":
                self._take_field(attribute(inner, "fldCharType"))
            elif name == "ruby":
                self.take(inner)
            elif all(self._fields):
                self.pieces.append((_written(inner, name), bold))

    def _take_field(self, place: str | None) -> None:
        """What stands between the beginning of a field and its result is an instruction."""
        if place == "begin":
            self._fields.append(False)
        elif self._fields and place == "separate":
            self._fields[-1] = True
        elif self._fields and place == "end":
            self._fields.pop()


def chosen(alternatives: Element) -> Element:
    """The first of an element's alternatives, which is what newer programs show."""
    choice = child(alternatives, "Choice")
    if choice is None:
        choice = child(alternatives, "Fallback")
    return alternatives if choice is None else choice


def _boxes(element: Element) -> Iterator[Element]:
    for inner in element:
        name = local(inner)
        if name == "txbxContent":
            yield inner
        elif name == "AlternateContent":
            yield from _boxes(chosen(inner))
        elif name:
            yield from _boxes(inner)


def _written(element: Element, name: str) -> str:
    if name == "t":
        return element.text or ""
    if name in ("tab", "ptab"):
        return "\t"
    if name == "cr" or (name == "br" and attribute(element, "type") in (None, "textWrapping")):
        return "\n"
    if name == "noBreakHyphen":
        return "-"
    if name == "sym":
        code = attribute(element, "char") or ""
        return symbol_sign(_find_code(code))
    return ""


def _find_code(code: str) -> int:
    try:
        return int(code, 16)
    except ValueError:
        return 0
