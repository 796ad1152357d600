"""A workbook to blocks: each sheet under its name, cells as they are shown.

Hidden sheets are left out: they hold what feeds the sheets that are shown. Hidden rows and
columns are kept: a filter hides rows that are still the document's. Of formulas the value is read
that Excel saved last. Comments and text boxes come at the end of their sheet. Charts and pictures
are not opened, links not followed, macros not run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.documents.asides import aside_style
from rag.documents.formats.xlsx.book import SheetPlace, read_book
from rag.documents.formats.xlsx.regions import sheet_parts
from rag.documents.formats.xlsx.sheet import Budget, read_sheet
from rag.documents.frames import Part
from rag.documents.layout import layout_blocks
from rag.documents.lines import Line, Style, flat
from rag.documents.package import Package
from rag.documents.properties import read_properties, sensible_date, sensible_title
from rag.documents.relations import read_relations
from rag.documents.xml_parts import Element, child, children, local, parse_xml, scan_xml
from rag.text.normalise import normalise_text
from rag.types import Aside, Draft

_UNNAMED = re.compile(r"\s*(?:лист|sheet|парақ|бет|list|tdsheet|page)\s*\d*\s*$", re.I)


def parse_xlsx(content: bytes) -> Draft:
    """The blocks of a workbook. A sheet's name is a heading, but for the only sheet that has
    words when its name is the program's («Лист1»). Raises: CorpusError, TooLarge."""
    package = Package(content)
    book = read_book(package)
    budget = Budget()
    sheets: list[tuple[SheetPlace, list[Part]]] = []
    for place in book.sheets:
        parts = sheet_parts(read_sheet(package, place.part, book, budget))
        parts.extend(_asides(package, place.part))
        if parts:
            sheets.append((place, parts))
    alone = len(sheets) == 1
    everything: list[Part] = []
    for place, parts in sheets:
        name = flat(normalise_text(place.name))
        if name and not (alone and _UNNAMED.match(name)):
            everything.append(Line(name, style=Style(level=1, whole=True)))
        everything.extend(parts)
    blocks = layout_blocks(everything)
    title, saved = read_properties(package)
    return Draft(blocks, title=sensible_title(title, blocks), date=sensible_date(saved, blocks))


def _asides(package: Package, part: str) -> Iterator[Line]:
    """Comments, then text boxes of a sheet."""
    relations = read_relations(package, part)
    threaded = any(relation.kind == "threadedComment" for relation in relations)
    for relation in relations:
        if relation.part not in package:
            continue
        # Programs that do not know threads get a copy of each as a plain comment.
        if relation.kind == ("threadedComment" if threaded else "comments"):
            yield from _comments(parse_xml(package.open_part(relation.part)))
    for relation in relations:
        if relation.kind == "drawing" and relation.part in package:
            for shape in scan_xml(package.open_part(relation.part), frozenset({"txBody"})):
                yield from _lines("\n".join(map(_drawn, children(shape, "p"))), "text_box")


def _comments(root: Element) -> Iterator[Line]:
    for element in root.iter("{*}comment", "{*}threadedComment"):
        text = child(element, "text")
        if text is not None:
            yield from _lines("".join(str(part) for part in text.itertext()), "comment")


def _drawn(paragraph: Element) -> str:
    return "".join(e.text or "" for e in paragraph.iter("{*}t") if local(e) == "t")


def _lines(text: str, kind: Aside) -> Iterator[Line]:
    for line in normalise_text(text).split("\n"):
        if line.strip():
            yield Line(flat(line), style=aside_style(kind))
