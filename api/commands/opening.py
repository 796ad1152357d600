"""Options that commands share, and Derek opened for the time of one command."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:  # loading these takes the model's and the engine's libraries
    from rag.assembly import Derek
    from rag.ingest.next_index import NextIndex
    from rag.settings import Settings

DataOption = Annotated[
    Path | None,
    typer.Option("--data", help="Folder that holds all state [DEREK_DATA, default .derek]."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Opener = Callable[..., "Derek"]
NICENESS = 10
"""Of the process that makes another index: a service beside it has the processors first. Measured:
without it questions took twice as long meanwhile, with it no longer than before."""


def settings_for(data: Path | None) -> Settings:
    """Settings of environment and ``derek.toml``, with ``--data`` over both.

    Raises: SettingsError.
    """
    from rag.settings import read_settings

    settings = read_settings()
    return settings if data is None else settings.model_copy(update={"data": data})


def _print_progress(line: str) -> None:
    typer.echo(line, err=True)


def open_for(
    ctx: typer.Context,
    settings: Settings,
    *,
    rebuild: bool = False,
    tell: Callable[[str], None] = _print_progress,
) -> Derek:
    """Derek, opened by what the caller of the command line handed over, else by the assembly.

    ``tell`` hears a sentence when something has to be made first that takes seconds. Raises:
    DataFolderInUse, IndexIncompatible, AdapterError.
    """
    opener: Opener | None = ctx.obj
    if opener is not None:
        return opener(settings, rebuild=rebuild)
    from rag.assembly import open_derek

    return open_derek(settings, rebuild=rebuild, tell=tell)


def open_next_for(ctx: typer.Context, settings: Settings) -> NextIndex:
    """The index of these settings, to be made beside the one that serves; opened by whoever
    ``open_for`` lets open. Raises: DataFolderInUse, AdapterError."""
    opener: Callable[..., NextIndex] | None = ctx.obj
    if opener is not None:
        return opener(settings, reembed=True)
    from rag.assembly import open_next_index

    if hasattr(os, "nice"):  # not on every system
        os.nice(NICENESS)
    return open_next_index(settings, tell=_print_progress)
