"""``derek ingest``: files and folders into the index."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.opening import DataOption, JsonOption, open_for, settings_for

if TYPE_CHECKING:
    from rag.assembly import Derek
    from rag.progress import IngestReport

PathsArgument = Annotated[
    list[Path] | None, typer.Argument(help="Files and folders; folders are read to the bottom.")
]
CollectionOption = Annotated[
    str | None, typer.Option("--collection", help="Collection they belong to [default].")
]
RebuildOption = Annotated[
    bool, typer.Option("--rebuild", help="First make the index anew from the stored originals.")
]


def ingest(
    ctx: typer.Context,
    paths: PathsArgument = None,
    collection: CollectionOption = None,
    rebuild: RebuildOption = False,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Take files in; what did not change costs nothing. Leaves with 1 when a file failed."""
    if not paths and not rebuild:
        raise typer.BadParameter("Name a file or folder.", param_hint="PATH")
    with open_for(ctx, settings_for(data), rebuild=rebuild) as derek:
        reports = [_reread(derek)] if rebuild else []
        if paths:
            reports.append(ingest_paths(derek, paths, collection))
    if json:
        _print_reports(reports)
    else:
        print_failed(reports)
    if any(report.failed for report in reports):
        raise typer.Exit(1)


def ingest_paths(derek: Derek, paths: Sequence[Path], collection: str | None) -> IngestReport:
    """Ingest with progress on stderr. Raises: UnreadableFile when a path is not there."""
    from api.commands.progress import make_watcher
    from rag.errors import UnreadableFile
    from rag.types import DEFAULT_COLLECTION

    for path in paths:
        if not path.exists():
            raise UnreadableFile(f"There is no {path}.")
    return derek.ingest.ingest_folder(paths, collection or DEFAULT_COLLECTION, make_watcher())


def _reread(derek: Derek) -> IngestReport:
    from api.commands.progress import make_watcher

    return derek.ingest.reread(make_watcher())


def print_failed(reports: Sequence[IngestReport]) -> None:
    """Every quarantined file with its reason, on stderr."""
    for report in reports:
        for item in report.failed:
            typer.echo(f"{item.source}: {item.reason}", err=True)


def _print_reports(reports: Sequence[IngestReport]) -> None:
    from api.commands.show import print_json
    from api.wire import wire_reports

    print_json(wire_reports(reports))
