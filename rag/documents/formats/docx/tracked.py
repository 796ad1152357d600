"""Paragraphs whose ends were deleted while changes were tracked, one with what follows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy

from rag.documents.xml_parts import Element, child, local

# Each paragraph of a long chain is copied with all before it.
_MAX_JOINED = 300


def with_marks_deleted(elements: Iterable[Element]) -> Iterator[Element]:
    """Paragraphs and tables in order; a paragraph whose mark was deleted stands at the beginning
    of the next one, which is changed, or by itself where none follows."""
    held: Element | None = None
    for element in elements:
        if held is not None:
            if local(element) == "p":
                _put_before(element, held)
            else:
                yield held
            held = None
        if local(element) == "p" and len(element) <= _MAX_JOINED and _lost_its_mark(element):
            held = deepcopy(element)  # a scan empties what it gave before
        else:
            yield element
    if held is not None:
        yield held


def _lost_its_mark(paragraph: Element) -> bool:
    properties = child(child(paragraph, "pPr"), "rPr")
    return child(properties, "del") is not None or child(properties, "moveFrom") is not None


def _put_before(paragraph: Element, held: Element) -> None:
    place = 0 if child(paragraph, "pPr") is None else 1
    for inner in reversed([inner for inner in held if local(inner) != "pPr"]):
        paragraph.insert(place, inner)
