"""What all sheets of a workbook share: their names, strings and looks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.documents.formats.xlsx.format_code import BUILT_IN, GENERAL
from rag.documents.formats.xlsx.number_format import Writing
from rag.documents.package import Package
from rag.documents.relations import find_main_part, find_part, read_relations, relation_id
from rag.documents.xml_parts import (
    Element,
    attribute,
    child,
    children,
    local,
    parse_xml,
    scan_xml,
)

_CYRILLIC = re.compile("[А-Яа-яЁё]")
_CENTRED = frozenset({"center", "centerContinuous"})
_OFF = frozenset({"0", "false"})
_MAX_SAMPLE = 2000


@dataclass(frozen=True, slots=True)
class Look:
    """How cells of one style look: the code of their number format, bold type, the middle."""

    code: str = GENERAL
    bold: bool = False
    centred: bool = False


PLAIN_LOOK = Look()


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """A sheet that is shown: its name and the part that holds it."""

    name: str
    part: str


@dataclass(frozen=True, slots=True)
class Book:
    """``looks`` by the number of a cell's style, ``strings`` by that of a shared string."""

    sheets: tuple[SheetPlace, ...]
    strings: Sequence[str]
    looks: Sequence[Look]
    writing: Writing


def read_book(package: Package) -> Book:
    """The workbook of a container; hidden sheets are left out. Raises: CorpusError, TooLarge."""
    main = find_main_part(package, "xl/workbook.xml")
    relations = read_relations(package, main)
    root = parse_xml(package.open_part(main))
    parts = {relation.id: relation for relation in relations}
    sheets = []
    for element in children(child(root, "sheets"), "sheet"):
        relation = parts.get(relation_id(element))
        shown = attribute(element, "state") in (None, "visible")
        if relation and relation.kind == "worksheet" and shown:
            sheets.append(SheetPlace(attribute(element, "name") or "", relation.part))
    # Without its strings a workbook is not readable, without its styles it is.
    strings_part = next((r.part for r in relations if r.kind == "sharedStrings"), None)
    strings = list(_strings(package, strings_part)) if strings_part else []
    styles_part = find_part(package, relations, "styles")
    styles = parse_xml(package.open_part(styles_part)) if styles_part else None
    sample = (*(sheet.name for sheet in sheets), *strings[:_MAX_SAMPLE])
    writing = Writing(
        cyrillic=any(map(_CYRILLIC.search, sample)),
        from_1904=(attribute(child(root, "workbookPr"), "date1904") or "0") not in _OFF,
    )
    return Book(tuple(sheets), strings, _looks(styles), writing)


def rich_text(element: Element) -> str:
    """The text of a string with its runs, without phonetic guides."""
    parts: list[str] = []
    for inner in element:
        name = local(inner)
        if name == "t":
            parts.append(inner.text or "")
        elif name == "r":
            parts.append(rich_text(inner))
    return "".join(parts)


def _strings(package: Package, part: str) -> Iterator[str]:
    for element in scan_xml(package.open_part(part), frozenset({"si"})):
        yield rich_text(element)


def _looks(root: Element | None) -> list[Look]:
    codes = BUILT_IN | {
        _number(element, "numFmtId"): attribute(element, "formatCode") or GENERAL
        for element in children(child(root, "numFmts"), "numFmt")
    }
    bold = [_is_bold(font) for font in children(child(root, "fonts"), "font")]
    looks: list[Look] = []
    for element in children(child(root, "cellXfs"), "xf"):
        font = _number(element, "fontId")
        looks.append(
            Look(
                code=codes.get(_number(element, "numFmtId"), GENERAL),
                bold=bold[font] if 0 <= font < len(bold) else False,
                centred=attribute(child(element, "alignment"), "horizontal") in _CENTRED,
            )
        )
    return looks


def _number(element: Element, name: str) -> int:
    value = attribute(element, name) or ""
    return int(value) if re.fullmatch(r"\d{1,9}", value) else 0


def _is_bold(font: Element) -> bool:
    switch = child(font, "b")
    return switch is not None and (attribute(switch, "val") or "1") not in _OFF
