"""Tables as their source marks them up: rows of cells that may span columns and rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the number of columns and rows it covers, its own included, 1 or more.

    ``above``: it only continues the cell above it, whose text it has (office formats write that
    where HTML writes a number of rows and nothing below).
    """

    text: str
    columns: int = 1
    rows: int = 1
    above: bool = False


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """A row as it is marked up. ``head``: the source calls it a header row. ``strong``: it is in
    bold type throughout. ``cells`` are those that begin in it, from left to right."""

    cells: tuple[Cell, ...]
    head: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class MarkedTable:
    """Rows in order; ``caption`` is empty when the source gives the table none. ``named``: it is
    marked as the table's own and stands on no line above it."""

    rows: tuple[MarkedRow, ...]
    caption: str = ""
    page: int | None = None
    named: bool = False
