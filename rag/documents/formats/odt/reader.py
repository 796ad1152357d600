"""An OpenDocument text to blocks: what a reader sees of it, in the order he reads it.

Heads and feet of pages, deleted and hidden text are left out. Notes, comments and text boxes come
after the paragraph, or the table, that they hang on. Macros, embedded objects and pictures are
not opened, links not followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rag.documents.asides import aside_parts, note_mark
from rag.documents.formats.odt.numbering import Numbering, OpenList
from rag.documents.formats.odt.paragraphs import Text
from rag.documents.formats.odt.styles import NO_LOOK, Styles
from rag.documents.formats.odt.tables import read_table
from rag.documents.frames import Part, outermost_title
from rag.documents.layout import layout_blocks
from rag.documents.lines import flat
from rag.documents.package import Package, damaged
from rag.documents.properties import sensible_date, sensible_title
from rag.documents.styled import styled_lines
from rag.documents.xml_parts import (
    Element,
    attribute,
    child,
    local,
    parse_xml,
    scan_xml,
)
from rag.errors import CorpusError
from rag.types import Draft

_INDEXES = frozenset(
    "table-of-content illustration-index table-index object-index user-index alphabetical-index"
    " bibliography".split()
)
_BLOCKS = frozenset({"p", "h", "list", "table", "frame", "numbered-paragraph"})
_SKIPPED = frozenset({"tracked-changes", "forms", "scripts", "font-face-decls"})
_DRAWN_TEXT = frozenset({"text-box", "custom-shape", "rect", "ellipse"})
_MAX_MANIFEST = 4 * 2**20
_MAX_LEVEL = 9


def parse_odt(content: bytes) -> Draft:
    """The blocks of an OpenDocument text. Raises: CorpusError, TooLarge."""
    package = Package(content)
    _check_open(package)
    styles = Styles()
    if "styles.xml" in package:
        root = parse_xml(package.open_part("styles.xml"))
        styles.add(child(root, "styles"))
        styles.add(child(root, "automatic-styles"))
    reader = _Reader(styles, Numbering(styles))
    parts: list[Part] = []
    units = _BLOCKS | _INDEXES | {"automatic-styles"}
    for element in scan_xml(package.open_part("content.xml"), units, _SKIPPED):
        if local(element) == "automatic-styles":
            styles.add(element)
        else:
            parts.extend(reader.block(element))
    blocks = layout_blocks(outermost_title(parts))
    title, saved = _properties(package)
    return Draft(blocks, title=sensible_title(title, blocks), date=sensible_date(saved, blocks))


def _check_open(package: Package) -> None:
    if "content.xml" not in package:
        raise damaged("lacks the part that holds its text.")
    if "META-INF/manifest.xml" in package:
        manifest = package.open_part("META-INF/manifest.xml").read(_MAX_MANIFEST)
        if b"encryption-data" in manifest:
            raise CorpusError("is behind a password.", mend="Save it without the password.")


def _properties(package: Package) -> tuple[str | None, str | None]:
    if "meta.xml" not in package:
        return None, None
    meta = child(parse_xml(package.open_part("meta.xml")), "meta")
    found = {local(element): element.text for element in (() if meta is None else meta)}
    return found.get("title"), found.get("date") or found.get("creation-date")


@dataclass(slots=True)
class _Reader:
    """Turns elements into lines and tables, lists into lines with their numbers."""

    styles: Styles
    numbering: Numbering
    _notes: dict[str, int] = field(default_factory=dict)

    def block(self, element: Element, place: OpenList | None = None, mark: str = "") -> list[Part]:
        """A paragraph, list, table or index with what hangs on it; ``place`` is the list that it
        stands in, ``mark`` its number there."""
        name = local(element)
        if name in ("p", "h"):
            return self._paragraph(element, place, mark)
        if name == "list":
            return self._list(element, place)
        if name == "table":
            return read_table(element, self.content)
        if name in _INDEXES:
            return self._index(element)
        return self._drawn(element) if name == "frame" else self.content(element)

    def content(self, element: Element) -> list[Part]:
        """All blocks in an element, in order."""
        return [part for inner in _blocks(element) for part in self.block(inner)]

    def _paragraph(self, element: Element, place: OpenList | None, mark: str) -> list[Part]:
        look = self.styles.look(attribute(element, "style-name"))
        text = Text(self.styles)
        text.take(element, look)
        level = look.level
        if local(element) == "h":
            depth = attribute(element, "outline-level") or ""
            level = min(int(depth), _MAX_LEVEL) if depth.isdecimal() and int(depth) else 1
            hidden_number = attribute(element, "is-list-header") == "true"
            if place is None and not hidden_number and any(t.strip() for t, _ in text.pieces):
                mark = self.numbering.heading_mark(level)
        lines = styled_lines(
            text.pieces,
            level=level,
            mark=mark,
            item=place is not None,
            set_off=bool(look.centred),
            contents=look.contents,
        )
        hanging = [part for inner in text.hanging for part in self._hanging(inner)]
        return [*lines, *hanging]

    def _list(self, element: Element, outer: OpenList | None) -> list[Part]:
        place = self.numbering.open_list(element, outer)
        parts: list[Part] = []
        for item in element:
            if local(item) not in ("list-item", "list-header"):
                continue
            inner = list(_blocks(item))
            # An item that only holds a deeper list carries no number of its own.
            counted = local(item) == "list-item" and bool(inner) and local(inner[0]) != "list"
            start = attribute(item, "start-value")
            mark = self.numbering.item_mark(place, start) if counted else ""
            for i, block in enumerate(inner):
                parts.extend(self.block(block, place, mark if i == 0 else ""))
        return parts

    def _index(self, element: Element) -> list[Part]:
        """A table of contents: lines that are no headings."""
        parts: list[Part] = []
        for paragraph in element.iter("{*}p"):
            text = Text(self.styles)
            text.take(paragraph, NO_LOOK)
            parts.extend(styled_lines(text.pieces, contents=True))
        return parts

    def _hanging(self, element: Element) -> list[Part]:
        name = local(element)
        if name == "note":
            body = child(element, "note-body")
            parts = [] if body is None else self.content(body)
            return aside_parts(parts, "note", note_mark(_words(child(element, "note-citation"))))
        if name == "annotation":
            author = _words(child(element, "creator"))
            return aside_parts(self.content(element), "comment", f"{author}:" if author else "")
        return self._drawn(element)

    def _drawn(self, element: Element) -> list[Part]:
        """Texts in boxes and shapes."""
        parts: list[Part] = []
        for inner in _boxes(element):
            parts.extend(aside_parts(self.content(inner), "text_box"))
        return parts


def _words(element: Element | None) -> str:
    return "" if element is None else flat("".join(map(str, element.itertext())))


def _boxes(element: Element) -> Iterator[Element]:
    """The outermost elements of a drawing that hold text."""
    if local(element) in _DRAWN_TEXT:
        yield element
        return
    for inner in element:
        yield from _boxes(inner)


def _blocks(element: Element) -> Iterator[Element]:
    """The outermost blocks in an element, sections and other wrappers opened."""
    for inner in element:
        name = local(inner)
        if name in _BLOCKS or name in _INDEXES:
            yield inner
        elif name and name not in _SKIPPED:
            yield from _blocks(inner)
