"""``python -m eval``: the commands of ``derek eval`` without the rest of ``derek``."""

from __future__ import annotations

import sys

import typer

from eval.commands.app import commands
from rag.errors import DerekError


def main() -> None:
    """Run a command and leave with 0 (fine), 1 (the work failed) or 2 (wrong usage)."""
    try:
        commands(prog_name="eval")
    except DerekError as error:
        typer.echo(error.message, err=True)
        if error.mend:
            typer.echo(error.mend, err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
