"""Tables of a page: those that hold rows, and those that only place text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rag.documents.lines import Line, Style, flat
from rag.documents.spangrid import check_rows
from rag.documents.spans import Cell, MarkedRow, MarkedTable

Part = Line | MarkedTable

_MAX_SPAN = 1000
_MAX_ROWS = 65_534  # Source: https://html.spec.whatwg.org/multipage/tables.html#dom-tdth-rowspan
_MIN_ROWS = 2
_MAX_JOINED = 200


@dataclass(slots=True)
class OpenCell:
    """A cell while it is read: its parts collect in it."""

    head: bool
    columns: int
    rows: int
    parts: list[Part] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of its lines, those of tables in it cell by cell."""
        return "\n".join(_texts(self.parts))

    @property
    def lines(self) -> list[Line]:
        """Its lines with words, tables in it left out."""
        return [part for part in self.parts if isinstance(part, Line) and part.text]


@dataclass(slots=True)
class OpenTable:
    """A table while it is read. ``places``: the page says that it only places text."""

    places: bool
    rows: list[list[OpenCell]] = field(default_factory=list)
    in_head: list[bool] = field(default_factory=list)
    caption: list[Part] = field(default_factory=list)
    section: str = ""

    def add_row(self) -> None:
        """A ``tr`` begins. Raises: TooLarge."""
        check_rows(len(self.rows))
        self.rows.append([])
        self.in_head.append(self.section == "thead")

    def add_cell(self, *, head: bool, columns: str | None, rows: str | None) -> OpenCell:
        """A ``td`` or ``th`` begins; a span of 0 rows reaches to the end of the table."""
        if not self.rows:
            self.add_row()
        n_rows = _MAX_ROWS if rows == "0" else _span(rows, _MAX_ROWS)
        cell = OpenCell(head, _span(columns, _MAX_SPAN), n_rows)
        self.rows[-1].append(cell)
        return cell

    def closed(self) -> list[Part]:
        """The table as one part, its caption before it; the parts of its cells, in order, when it
        only places them."""
        caption = flat(" ".join(_texts(self.caption)))
        if self._places_text():
            named: list[Part] = [Line(caption, style=Style(whole=True))] if caption else []
            return named + [part for row in self.rows for part in _placed(row)]
        rows = tuple(self._marked(row, i) for i, row in enumerate(self.rows))
        return [MarkedTable(rows, caption, named=bool(caption))]

    def _places_text(self) -> bool:
        cells = [cell for row in self.rows for cell in row]
        if self.places or any(line.style.level for cell in cells for line in cell.lines):
            return True
        inner = [p for cell in cells for p in cell.parts if isinstance(p, MarkedTable)]
        if any(len(table.rows) >= _MIN_ROWS for table in inner):
            return True
        return sum(n_told > 1 for n_told in self._told_cells()) < _MIN_ROWS

    def _told_cells(self) -> Iterator[int]:
        """How many cells with words stand in each row, those that reach into it included."""
        reaching: list[int] = []
        for row in self.rows:
            told = [cell for cell in row if cell.text]
            yield len(told) + len(reaching)
            reaching = [n - 1 for n in reaching if n > 1]
            reaching += [cell.rows - 1 for cell in told if cell.rows > 1]

    def _marked(self, row: Sequence[OpenCell], i: int) -> MarkedRow:
        told = [cell for cell in row if cell.text]
        head = self.in_head[i] or (len(told) > 1 and all(cell.head for cell in told))
        strong = all(line.style.strong for cell in told for line in cell.lines)
        # What reaches below the last row reaches nothing.
        left = len(self.rows) - i
        cells = tuple(Cell(cell.text, cell.columns, min(cell.rows, left)) for cell in row)
        return MarkedRow(cells, head=head, strong=strong and bool(told))


def _placed(row: Sequence[OpenCell]) -> list[Part]:
    """The parts of a row's cells; a few words in each of them are one line, as signatures are."""
    told = [cell for cell in row if cell.text]
    brief = all(len(cell.parts) == len(cell.lines) == 1 for cell in told)
    text = " ".join(cell.text for cell in told)
    if len(told) > 1 and brief and len(text) <= _MAX_JOINED:
        strong = all(cell.lines[0].style.strong for cell in told)
        return [Line(text, style=Style(strong=strong, whole=True))]
    return [part for cell in row for part in cell.parts]


def _texts(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Line):
            if part.text:
                yield part.text
        else:
            for row in part.rows:
                yield flat(" ".join(cell.text for cell in row.cells))


def _span(value: str | None, most: int) -> int:
    """A span as written, 1 for nonsense."""
    digits = (value or "").strip()
    return min(max(int(digits), 1), most) if digits.isdecimal() and len(digits) < 7 else 1
