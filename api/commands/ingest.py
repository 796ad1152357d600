"""``derek ingest``: files and folders into the index, and kept in step with it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.opening import DataOption, JsonOption, open_for, open_next_for, settings_for

if TYPE_CHECKING:
    from rag.assembly import Derek
    from rag.errors import DerekError
    from rag.progress import IngestReport, ProgressWatcher

PathsArgument = Annotated[
    list[Path] | None, typer.Argument(help="Files and folders; folders are read to the bottom.")
]
CollectionOption = Annotated[
    str | None, typer.Option("--collection", help="Collection they belong to [default].")
]
RebuildOption = Annotated[
    bool, typer.Option("--rebuild", help="First make the index anew from the stored originals.")
]
ReembedOption = Annotated[
    bool,
    typer.Option(
        "--reembed", help="First make another index beside the old one, for another model."
    ),
]
WatchOption = Annotated[
    bool, typer.Option("--watch", help="Then follow what changes there, until interrupted.")
]
KeepGoneOption = Annotated[
    bool, typer.Option("--keep-gone", help="Keep documents whose files are no longer there.")
]


def ingest(
    ctx: typer.Context,
    paths: PathsArgument = None,
    collection: CollectionOption = None,
    watch: WatchOption = False,
    keep_gone: KeepGoneOption = False,
    reembed: ReembedOption = False,
    rebuild: RebuildOption = False,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Bring the index in step with files: new, changed, moved, gone.

    What did not change costs nothing. Leaves with 1 when a file failed.
    """
    _check_usage(paths, watch, reembed, rebuild)
    settings = settings_for(data)
    reports: list[IngestReport] = []
    if reembed:
        with open_next_for(ctx, settings) as index:
            reports.append(index.reembed(_watcher()))
        if not paths:
            _show(reports, json)
            return
    with open_for(ctx, settings, rebuild=rebuild) as derek:
        changes = derek.folder_watch.changes(paths) if watch and paths else iter(())
        reports += [derek.ingest.reread(_watcher())] if rebuild else []
        if paths:
            reports.append(ingest_paths(derek, paths, collection, keep_gone=keep_gone))
        _show(reports, json)
        if paths and watch:
            typer.echo("Following changes (Ctrl+C stops it).", err=True)
            _follow(derek, paths, collection, changes, keep_gone, json)
    if any(report.failed for report in reports):
        raise typer.Exit(1)


def _check_usage(paths: Sequence[Path] | None, watch: bool, reembed: bool, rebuild: bool) -> None:
    if reembed and rebuild:
        raise typer.BadParameter("Choose one of --reembed and --rebuild.", param_hint="--reembed")
    if not paths and (watch or not (reembed or rebuild)):
        raise typer.BadParameter("Name a file or folder.", param_hint="PATH")


def ingest_paths(
    derek: Derek, paths: Sequence[Path], collection: str | None, *, keep_gone: bool = False
) -> IngestReport:
    """Ingest with progress on stderr. Raises: UnreadableFile when a path is not there."""
    from rag.errors import UnreadableFile
    from rag.types import DEFAULT_COLLECTION

    for path in paths:
        if not path.exists():
            raise UnreadableFile(f"There is no {path}.")
    return derek.ingest.ingest_folder(
        paths, collection or DEFAULT_COLLECTION, _watcher(), keep_gone=keep_gone
    )


def _follow(
    derek: Derek,
    paths: Sequence[Path],
    collection: str | None,
    changes: Iterator[None],
    keep_gone: bool,
    json: bool,
) -> None:
    """Ingest after each change, until interrupted; a failure that may pass is said."""
    from rag.types import DEFAULT_COLLECTION

    with contextlib.suppress(KeyboardInterrupt):
        for report in derek.ingest.follow_folder(
            paths,
            collection or DEFAULT_COLLECTION,
            changes,
            _watcher,
            keep_gone=keep_gone,
            failed=_say,
        ):
            _show([report], json)


def _watcher() -> ProgressWatcher:
    from api.commands.progress import make_watcher

    return make_watcher()


def _say(error: DerekError) -> None:
    typer.echo(str(error), err=True)


def _show(reports: Sequence[IngestReport], json: bool) -> None:
    if not json:
        print_failed(reports)
        return
    from api.commands.show import print_json
    from api.wire import wire_reports

    print_json(wire_reports(reports))


def print_failed(reports: Sequence[IngestReport]) -> None:
    """Every quarantined file with its reason, on stderr."""
    for report in reports:
        for item in report.failed:
            typer.echo(f"{item.source}: {item.reason}", err=True)
