"""Tables on a terminal, and JSON for programs."""

from __future__ import annotations

import msgspec
import typer
from rich.console import Console
from rich.table import Table as Drawn
from rich.text import Text

from eval.report.tables import Table

PLAIN_WIDTH = 200
"""Characters of a line where output goes to a file or a pipe."""


def print_table(table: Table) -> None:
    """On stdout; nothing in it is taken for markup."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=PLAIN_WIDTH)
    drawn = Drawn(title=table.title, title_justify="left")
    for name in table.header:
        drawn.add_column(Text(name))
    for row in table.rows:
        drawn.add_row(*(Text(cell) for cell in row))
    console.print(drawn)


def print_json(value: object) -> None:
    """Indented, on stdout."""
    typer.echo(msgspec.json.format(msgspec.json.encode(value)).decode())
