"""A Word document to blocks: what a reader sees of it, in the order he reads it.

Headers and footers, deleted text, hidden text and the instructions of fields are left out.
Footnotes, endnotes, comments and text boxes come after the paragraph, or the table, that they
hang on. Macros, embedded objects and pictures are not opened, links not followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rag.documents.asides import aside_parts, note_mark
from rag.documents.formats.docx.numbering import parse_numbering
from rag.documents.formats.docx.paragraphs import Paragraphs
from rag.documents.formats.docx.runs import chosen
from rag.documents.formats.docx.styles import parse_styles
from rag.documents.formats.docx.tables import ReadCell, ReadRow, read_table
from rag.documents.formats.docx.tracked import with_marks_deleted
from rag.documents.frames import Part, outermost_title
from rag.documents.layout import layout_blocks
from rag.documents.lines import flat
from rag.documents.package import Package
from rag.documents.properties import read_properties, sensible_date, sensible_title
from rag.documents.relations import Relation, find_main_part, find_part, read_relations
from rag.documents.spangrid import check_rows
from rag.documents.xml_parts import Element, attribute, child, children, local, parse_xml, scan_xml
from rag.types import Draft

_NOTE_PARTS = {"footnote": "footnotes", "endnote": "endnotes", "comment": "comments"}
_WRAPPERS = frozenset("sdt sdtContent customXml smartTag ins moveTo".split())


def parse_docx(content: bytes) -> Draft:
    """The blocks of a Word document. Raises: CorpusError, TooLarge."""
    package = Package(content)
    main = find_main_part(package, "word/document.xml")
    relations = read_relations(package, main)
    reader = _open(package, relations)
    parts: list[Part] = []
    elements = scan_xml(package.open_part(main), frozenset({"p", "tbl"}), frozenset({"Fallback"}))
    for element in with_marks_deleted(elements):
        parts.extend(reader.block(element))
    blocks = layout_blocks(outermost_title(parts))
    title, saved = read_properties(package)
    return Draft(blocks, title=sensible_title(title, blocks), date=sensible_date(saved, blocks))


def _open(package: Package, relations: tuple[Relation, ...]) -> _Reader:
    def root(kind: str) -> Element | None:
        part = find_part(package, relations, kind)
        return parse_xml(package.open_part(part)) if part else None

    notes = {
        (kind, attribute(element, "id") or ""): element
        for kind, part in _NOTE_PARTS.items()
        for element in children(root(part), kind)
        if attribute(element, "type") in (None, "normal")
    }
    paragraphs = Paragraphs(parse_styles(root("styles")), parse_numbering(root("numbering")))
    return _Reader(paragraphs, notes)


@dataclass(slots=True)
class _Reader:
    """Turns elements into lines and tables; each note is taken once, where it is first named."""

    paragraphs: Paragraphs
    notes: dict[tuple[str, str], Element]
    _n_notes: dict[str, int] = field(default_factory=dict)

    def block(self, element: Element) -> list[Part]:
        """A paragraph or table with what hangs on it."""
        if local(element) == "tbl":
            return self._table(element)
        written = self.paragraphs.read(element)
        parts: list[Part] = [*written.lines]
        for box in written.boxes:
            parts.extend(aside_parts(self._content(box), "text_box"))
        for kind, note_id in written.notes:
            parts.extend(self._note(kind, note_id))
        return parts

    def _content(self, element: Element) -> list[Part]:
        inside = with_marks_deleted(_blocks(element))
        return [part for inner in inside for part in self.block(inner)]

    def _note(self, kind: str, note_id: str) -> list[Part]:
        element = self.notes.pop((kind, note_id), None)
        if element is None:
            return []
        if kind == "comment":
            author = flat(attribute(element, "author") or "")
            mark = f"{author}:" if author else ""
        else:
            self._n_notes[kind] = self._n_notes.get(kind, 0) + 1
            mark = note_mark(str(self._n_notes[kind]))
        return aside_parts(self._content(element), "comment" if kind == "comment" else "note", mark)

    def _table(self, element: Element) -> list[Part]:
        rows = list(_rows(element))
        check_rows(len(rows))
        return read_table([self._row(row) for row in rows])

    def _row(self, element: Element) -> ReadRow:
        properties = child(element, "trPr")
        cells = [
            ReadCell(child(cell, "tcPr"), self._content(cell)) for cell in _within(element, "tc")
        ]
        return ReadRow(properties, cells)


def _blocks(element: Element) -> Iterator[Element]:
    for inner in element:
        name = local(inner)
        if name in ("p", "tbl"):
            yield inner
        elif name == "AlternateContent":
            yield from _blocks(chosen(inner))
        elif name in _WRAPPERS:
            yield from _blocks(inner)


def _rows(table: Element) -> Iterator[Element]:
    """Rows that were not deleted while changes were tracked."""
    return (row for row in _within(table, "tr") if child(child(row, "trPr"), "del") is None)


def _within(element: Element, name: str) -> Iterator[Element]:
    """Children with a name, those in wrappers included."""
    for inner in element:
        found = local(inner)
        if found == name:
            yield inner
        elif found in _WRAPPERS:
            yield from _within(inner, name)
