"""The filled cells of a sheet as they are shown, row by row, and which of them are merged."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from rag.documents.formats.xlsx.book import PLAIN_LOOK, Book, Look, rich_text
from rag.documents.formats.xlsx.number_format import number_text
from rag.documents.package import Package
from rag.documents.xml_parts import Element, attribute, child, local, scan_xml
from rag.errors import TooLarge

MAX_ROWS = 65_536
"""Rows with words in a workbook: what a sheet held until 2007. Each one becomes a paragraph."""
MAX_CELLS = 1_000_000
MAX_CHARACTERS = 50_000_000
_MAX_VISITED = 3_000_000
_MAX_MERGED = 200_000
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.I)
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T00:00(?::00(?:\.0+)?)?)?Z?")
_WORDS = {True: ("ЛОЖЬ", "ИСТИНА"), False: ("FALSE", "TRUE")}

Place = tuple[int, int]
"""Row and column, counted from 1 and 0."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What a cell shows, and whether it is set off by bold type or by standing in the middle."""

    text: str
    bold: bool = False
    centred: bool = False


@dataclass(slots=True)
class Sheet:
    """``rows``: filled cells by row number and column; ``merged``: first and last place of every
    merged range."""

    rows: dict[int, dict[int, SheetCell]] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)


@dataclass(slots=True)
class Budget:
    """How much a workbook may still show."""

    rows: int = MAX_ROWS
    cells: int = MAX_CELLS
    characters: int = MAX_CHARACTERS
    visited: int = _MAX_VISITED

    def visit(self, n_cells: int) -> None:
        """Count cells, empty ones too. Raises: TooLarge."""
        self.visited -= n_cells
        if self.visited < 0:
            raise _too_large()

    def take(self, cells: Iterable[SheetCell]) -> None:
        """Count a row. Raises: TooLarge."""
        sizes = [len(cell.text) for cell in cells]
        self.rows -= 1
        self.cells -= len(sizes)
        self.characters -= sum(sizes)
        if min(self.rows, self.cells, self.characters) < 0:
            raise _too_large()


def _too_large() -> TooLarge:
    return TooLarge(
        f"has more than {MAX_ROWS} rows, {MAX_CELLS} cells or {MAX_CHARACTERS} characters.",
        mend="Split the workbook.",
    )


def read_sheet(package: Package, part: str, book: Book, budget: Budget) -> Sheet:
    """The cells of a sheet that show anything. Raises: CorpusError, TooLarge."""
    sheet = Sheet()
    number = 0
    for element in scan_xml(package.open_part(part), frozenset({"row", "mergeCell"})):
        if local(element) == "mergeCell":
            _add_merged(sheet, attribute(element, "ref") or "")
            continue
        number = _row_number(element) or number + 1
        budget.visit(len(element))
        cells = _cells(element, book)
        if cells:
            budget.take(cells.values())
            sheet.rows.setdefault(number, {}).update(cells)
    return sheet


def _cells(row: Element, book: Book) -> dict[int, SheetCell]:
    cells: dict[int, SheetCell] = {}
    column = -1
    for element in row.iterchildren("{*}c"):
        place = find_place(element.get("r") or "")
        column = place[1] if place else column + 1
        look = _look(element.get("s"), book)
        text = _shown(element, look, book)
        if text.strip():
            cells[column] = SheetCell(text, look.bold, look.centred)
    return cells


def _shown(element: Element, look: Look, book: Book) -> str:
    kind = element.get("t") or "n"
    if kind == "inlineStr":
        inline = child(element, "is")
        return rich_text(inline) if inline is not None else ""
    text = next(((value.text or "") for value in element.iterchildren("{*}v")), "")
    if kind == "s":
        index = int(text) if re.fullmatch(r"\s*\d{1,9}\s*", text) else -1
        return book.strings[index] if 0 <= index < len(book.strings) else ""
    if kind == "b":
        return _WORDS[book.writing.cyrillic][text.strip() in ("1", "true")] if text else ""
    if kind == "n":
        return _number(text, look, book)
    return _day(text) if kind == "d" else text


def _number(text: str, look: Look, book: Book) -> str:
    try:
        value = float(text)
    except ValueError:
        return text
    finite = value - value == 0
    return number_text(value, look.code, book.writing) if finite else text


def _day(text: str) -> str:
    match = _ISO_DAY.fullmatch(text.strip())
    return f"{match[3]}.{match[2]}.{match[1]}" if match else text


def _look(style: str | None, book: Book) -> Look:
    index = int(style) if style and re.fullmatch(r"\d{1,9}", style) else 0
    return book.looks[index] if index < len(book.looks) else PLAIN_LOOK


def _row_number(element: Element) -> int | None:
    number = element.get("r") or ""
    return int(number) if re.fullmatch(r"\d{1,7}", number) else None


def _add_merged(sheet: Sheet, reference: str) -> None:
    first, _, last = reference.partition(":")
    start, end = find_place(first), find_place(last)
    if start and end:
        sheet.merged.append((start, end))
    if len(sheet.merged) > _MAX_MERGED:
        raise TooLarge(f"has more than {_MAX_MERGED} merged cells.")


def find_place(reference: str) -> Place | None:
    """Row and column of a reference such as «AB12», None for anything else.

    >>> find_place("AB12"), find_place("12")
    ((12, 27), None)
    """
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    return int(match[2]), _column(match[1].upper())


def _column(letters: Iterable[str]) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
