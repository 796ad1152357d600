"""How the parts of an Office Open XML container (docx, xlsx, pptx) point to one another."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from rag.documents.package import Package, damaged
from rag.documents.xml_parts import Element, attribute, children, parse_xml

_MAX_RELATIONS = 100_000


@dataclass(frozen=True, slots=True)
class Relation:
    """``kind`` is the last word of the relation's type («styles», «image»), ``part`` the name of
    the part it points to."""

    id: str
    kind: str
    part: str


def read_relations(package: Package, part: str) -> tuple[Relation, ...]:
    """The relations of a part to other parts, in order; "" asks for those of the container.

    Those that point out of the container are left out: nothing outside is ever followed.
    Raises: CorpusError for a damaged list; one that is missing is empty.
    """
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    if listing not in package:
        return ()
    found = children(parse_xml(package.open_part(listing)), "Relationship")[:_MAX_RELATIONS]
    return tuple(
        Relation(
            id=attribute(element, "Id") or "",
            kind=(attribute(element, "Type") or "").rpartition("/")[2],
            part=_inside(folder, attribute(element, "Target") or ""),
        )
        for element in found
        if (attribute(element, "TargetMode") or "").lower() != "external"
    )


def find_part(package: Package, relations: tuple[Relation, ...], kind: str) -> str | None:
    """The part that the first relation of a kind points to, None when there is none."""
    return next((r.part for r in relations if r.kind == kind and r.part in package), None)


def find_main_part(package: Package, usual: str) -> str:
    """The part that holds the document; ``usual`` is where it stands when nothing says so.

    Raises: CorpusError when there is none.
    """
    found = find_part(package, read_relations(package, ""), "officeDocument")
    if found is None and usual not in package:
        raise damaged("lacks the part that holds its text.")
    return found or usual


def relation_id(element: Element) -> str:
    """The ``r:id`` of an element, which it may have beside an ``id`` of its own; else ""."""
    return next((str(v) for k, v in element.attrib.items() if str(k).endswith("}id")), "")


def _inside(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
