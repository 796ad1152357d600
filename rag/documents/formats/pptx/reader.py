"""Slides to blocks, in their order: the title is a heading, the rest follows as it is read aloud.

A slide's number is the page of all that stands on it. Its notes and comments come after it.
Hidden slides are kept, running heads, dates and slide numbers left out; charts, pictures and
embedded objects are not opened, links not followed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.documents.asides import aside_style
from rag.documents.formats.pptx.paragraphs import body_text
from rag.documents.formats.pptx.shapes import find_title, shape_parts, shapes, title_text
from rag.documents.frames import Part
from rag.documents.layout import layout_blocks
from rag.documents.lines import Line, Style, flat
from rag.documents.package import Package
from rag.documents.properties import read_properties, sensible_date, sensible_title
from rag.documents.relations import (
    Relation,
    find_main_part,
    find_part,
    read_relations,
    relation_id,
)
from rag.documents.xml_parts import Element, child, children, parse_xml
from rag.errors import TooLarge
from rag.text.normalise import normalise_text
from rag.types import Aside, Draft

_MAX_SLIDES = 5000
_EMPTY = Line("")


def parse_pptx(content: bytes) -> Draft:
    """The blocks of a presentation. Raises: CorpusError, TooLarge for more than 5000 slides."""
    package = Package(content)
    parts: list[Part] = []
    for number, slide in enumerate(_slides(package), 1):
        parts.extend(_slide_parts(package, slide, number))
    blocks = layout_blocks(parts)
    title, saved = read_properties(package)
    return Draft(blocks, title=sensible_title(title, blocks), date=sensible_date(saved, blocks))


def _slides(package: Package) -> list[str]:
    """The parts of slides in the order they are shown in."""
    main = find_main_part(package, "ppt/presentation.xml")
    parts = {relation.id: relation.part for relation in read_relations(package, main)}
    root = parse_xml(package.open_part(main))
    listed = children(child(root, "sldIdLst"), "sldId")
    if len(listed) > _MAX_SLIDES:
        raise TooLarge(f"has more than {_MAX_SLIDES} slides.", mend="Split it.")
    return [parts[id_] for id_ in map(relation_id, listed) if id_ in parts]


def _slide_parts(package: Package, slide: str, number: int) -> Iterator[Part]:
    relations = read_relations(package, slide)
    root = parse_xml(package.open_part(slide))
    found = list(shapes(child(child(root, "cSld"), "spTree")))
    title = find_title(found)
    if title is not None:
        # The title of the whole stands above those of its slides.
        level = 1 if title.role == "ctrTitle" else 2
        yield Line(title_text(title), style=Style(level, whole=True), page=number)
    diagrams = _diagrams(package, relations)
    for shape in found:
        if shape is not title:
            yield from shape_parts(shape, diagrams, number)
            yield _EMPTY
    for line in _asides(package, relations):
        yield replace(line, page=number)
    yield _EMPTY


def _diagrams(package: Package, relations: Sequence[Relation]) -> dict[str, Element]:
    return {
        relation.id: parse_xml(package.open_part(relation.part))
        for relation in relations
        if relation.kind == "diagramData" and relation.part in package
    }


def _asides(package: Package, relations: tuple[Relation, ...]) -> Iterator[Line]:
    """Notes of the speaker, then comments."""
    notes = find_part(package, relations, "notesSlide")
    if notes is not None:
        root = parse_xml(package.open_part(notes))
        for shape in shapes(child(child(root, "cSld"), "spTree")):
            if shape.role == "body":
                yield from _lines(body_text(child(shape.element, "txBody")), "note")
    for relation in relations:
        if relation.kind == "comments" and relation.part in package:
            for comment in parse_xml(package.open_part(relation.part)).iter("{*}cm"):
                plain = child(comment, "text")
                text = plain.text if plain is not None else body_text(child(comment, "txBody"))
                yield from _lines(normalise_text(text or ""), "comment")


def _lines(text: str, kind: Aside) -> Iterator[Line]:
    return (Line(flat(line), style=aside_style(kind)) for line in text.split("\n") if line.strip())
