"""Says a known error in one sentence on stderr, never with a traceback, and leaves with 1."""

from __future__ import annotations

import sys
from typing import Any

import typer
from typer.core import TyperGroup

from rag.errors import DerekError


class SpokenErrors(TyperGroup):
    """A group of commands whose ``DerekError`` becomes a sentence and, if known, what mends it."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command. Raises: typer.Exit with 1."""
        try:
            return super().invoke(ctx)
        except DerekError as error:
            typer.secho(error.message, err=True, fg="red" if sys.stderr.isatty() else None)
            if error.mend:
                typer.echo(error.mend, err=True)
            raise typer.Exit(1) from None
        except BrokenPipeError:
            raise typer.Exit(0) from None
