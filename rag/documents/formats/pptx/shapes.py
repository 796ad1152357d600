"""Shapes of a slide to what is read of them: its title, lines and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rag.documents.formats.pptx.paragraphs import body_text, shape_lines
from rag.documents.frames import Part, table_or_frame
from rag.documents.lines import flat
from rag.documents.marked import Cell, MarkedRow, MarkedTable
from rag.documents.xml_parts import Element, attribute, child, children, local

_TITLES = frozenset({"title", "ctrTitle"})
_RUNNING = frozenset({"dt", "ftr", "hdr", "sldNum", "sldImg"})
_MAX_SPAN = 1000
_ON = ("1", "true")


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape that holds text. ``role`` is the type of its placeholder, "" without one."""

    element: Element
    role: str


def shapes(tree: Element | None) -> Iterator[Shape]:
    """Shapes in the order they are read in, groups opened, running heads and feet left out."""
    for element in tree if tree is not None else ():
        name = local(element)
        if name == "grpSp":
            yield from shapes(element)
        elif name == "AlternateContent":
            alternatives = [child(element, "Choice"), child(element, "Fallback")]
            yield from shapes(next((a for a in alternatives if a is not None), None))
        elif name in ("sp", "graphicFrame"):
            role = _role(element)
            if role not in _RUNNING:
                yield Shape(element, role)


def find_title(found: list[Shape]) -> Shape | None:
    """The shape that names a slide, None when none does."""
    return next((shape for shape in found if shape.role in _TITLES), None)


def title_text(shape: Shape) -> str:
    """The title on one line."""
    return flat(body_text(child(shape.element, "txBody")))


def shape_parts(shape: Shape, diagrams: Mapping[str, Element], page: int | None) -> list[Part]:
    """Lines and tables of a shape. ``diagrams`` are the models of the slide's diagrams by the ids
    of their relations."""
    frame = next(shape.element.iter("{*}graphicData"), None)
    if frame is None:
        listed = shape.role in ("body", "obj")
        return [*shape_lines(child(shape.element, "txBody"), listed=listed, page=page)]
    table = child(frame, "tbl")
    if table is not None:
        return _table(table, page)
    model = diagrams.get(attribute(child(frame, "relIds"), "dm") or "")
    texts = model.iter("{*}t") if model is not None else ()
    return [line for text in texts for line in shape_lines(text, listed=True, page=page)]


def _role(element: Element) -> str:
    place = next(element.iter("{*}ph"), None)
    if place is None:
        return ""
    return attribute(place, "type") or "obj"


def _table(element: Element, page: int | None) -> list[Part]:
    """A table; one of a single row or column is a frame around its text."""
    named = attribute(child(element, "tblPr"), "firstRow") in _ON
    rows = tuple(
        MarkedRow(tuple(_cells(row)), head=named and i == 0)
        for i, row in enumerate(children(element, "tr"))
    )
    bodies = [child(c, "txBody") for row in children(element, "tr") for c in children(row, "tc")]
    inside = [line for body in bodies for line in shape_lines(body, listed=False, page=page)]
    return table_or_frame(MarkedTable(rows, page=page), inside)


def _cells(row: Element) -> Iterator[Cell]:
    """Cells that begin in a row; those that others are merged over are left out."""
    for cell in children(row, "tc"):
        if attribute(cell, "hMerge") in _ON or attribute(cell, "vMerge") in _ON:
            continue
        yield Cell(
            body_text(child(cell, "txBody")),
            columns=_span(attribute(cell, "gridSpan")),
            rows=_span(attribute(cell, "rowSpan")),
        )


def _span(value: str | None) -> int:
    return min(max(int(value), 1), _MAX_SPAN) if value and value.isdecimal() else 1
