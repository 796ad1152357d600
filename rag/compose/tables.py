"""The whole table that a row of evidence stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.compose.columns import column_role, is_number
from rag.compose.rows import name_column
from rag.text.cells import is_total
from rag.types import Document, Evidence, Hit, Row

MAX_EVIDENCE = 12
"""Evidence whose tables are looked at."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one table, totals left out: indices of paragraphs in order, and their rows."""

    hit: Hit
    paragraphs: tuple[int, ...]
    rows: tuple[Row, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self.rows[0].header

    @property
    def document(self) -> Document:
        """Where the table stands."""
        return self.hit.document

    def context(self) -> str:
        """What stands over all of the table: its name, its document's, common headings."""
        paths = [
            self.document.sections[self.document.paragraphs[i].section].path
            for i in self.paragraphs
        ]
        shared = [name for name in paths[0] if all(name in path for path in paths)]
        return "\n".join((self.document.title, *shared, self.rows[0].table))

    def headings(self, i: int) -> tuple[str, ...]:
        """What stands over a row, the outermost first."""
        place = self.document.paragraphs[self.paragraphs[i]]
        return self.document.sections[place.section].path

    def numeric_columns(self) -> tuple[int, ...]:
        """Columns in which at least half of the rows hold a number."""
        return tuple(
            i
            for i, name in enumerate(self.header)
            if column_role(name) != "index"
            and 2 * sum(is_number(row.cells[i]) for row in self.rows) >= len(self.rows)
        )

    def naming_column(self) -> int:
        """The column that tells the rows apart: that of their names, or one beside it."""
        label = name_column(self.rows[0]) or 0
        for i in range(label, len(self.header)):
            cells = [row.cells[i] for row in self.rows]
            words = column_role(self.header[i]) in ("other", "index") and not is_number(cells[0])
            if words and len(set(cells)) == len(cells):
                return i
        return label


def find_tables(ranked: Sequence[Evidence]) -> tuple[Table, ...]:
    """The tables with a header that the best evidence stands in, best first."""
    found: dict[tuple[str, str, tuple[str, ...]], Table] = {}
    for item in ranked[:MAX_EVIDENCE]:
        document = item.hit.document
        row = document.paragraphs[item.unit.paragraph].row
        if row is None or not row.header or (document.id, row.table, row.header) in found:
            continue
        table = _table(item.hit, row)
        if len(table.rows) > 1:
            found[(document.id, row.table, row.header)] = table
    return tuple(found.values())


def sister_tables(table: Table) -> tuple[Table, ...]:
    """The tables of its document with the same columns, this one among them, in their order."""
    found: dict[str, Table] = {}
    for paragraph in table.document.paragraphs:
        row = paragraph.row
        if row is not None and row.header == table.header and row.table not in found:
            found[row.table] = _table(table.hit, row)
    return tuple(like for like in found.values() if like.rows)


def _table(hit: Hit, like: Row) -> Table:
    places: list[int] = []
    rows: list[Row] = []
    for i, paragraph in enumerate(hit.document.paragraphs):
        row = paragraph.row
        if row is not None and row.table == like.table and row.header == like.header:
            label = name_column(row)
            if label is not None and not is_total(row.cells[label]):
                places.append(i)
                rows.append(row)
    return Table(hit, tuple(places), tuple(rows))
