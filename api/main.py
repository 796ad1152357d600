"""The command ``derek``: the commands of this package and those that other packages register."""

from __future__ import annotations

from importlib.metadata import entry_points, version
from typing import Annotated

import typer

from api.commands import ask, doctor, documents, ingest, search, serve
from api.commands.errors import SpokenErrors
from api.heaps import bound_heaps

EXTENSIONS = "derek.commands"
"""Entry point group: name of the subcommand → a ``typer.Typer``."""


def main() -> None:
    """Run the command line and leave with 0 (fine), 1 (the work failed) or 2 (wrong usage)."""
    bound_heaps()
    make_commands()()


def make_commands() -> typer.Typer:
    """All commands; importing none of what they work with."""
    app = typer.Typer(
        cls=SpokenErrors,
        help="Answers over your own documents, every sentence cited to its source.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_options)
    app.command("ingest")(ingest.ingest)
    app.command("ask")(ask.ask)
    app.command("search")(search.search)
    app.command("serve")(serve.serve)
    app.add_typer(documents.commands, name="documents")
    app.command("doctor")(doctor.doctor)
    _add_extensions(app)
    return app


def _add_extensions(app: typer.Typer) -> None:
    for point in sorted(entry_points(group=EXTENSIONS), key=lambda point: point.name):
        try:
            app.add_typer(point.load(), name=point.name)
        except ImportError as error:
            typer.echo(f"`derek {point.name}` is left out: {error}.", err=True)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(version("derek"))
        raise typer.Exit


def _options(
    show_version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    pass
