"""``derek eval suite``: many sets, one command, one report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eval.commands.options import (
    AgainOption,
    ChangeOption,
    ConfigOption,
    OutOption,
    SeedOption,
    WorkersOption,
    settings_from,
    written_command,
)

FileArgument = Annotated[Path, typer.Argument(metavar="SUITE", help="A TOML file of sets.")]
RootOption = Annotated[
    Path, typer.Option("--root", help="Folder that the paths of the suite start from.")
]


def suite(
    path: FileArgument,
    root: RootOption = Path(),
    config: ConfigOption = None,
    change: ChangeOption = None,
    workers: WorkersOption = 1,
    seed: SeedOption = 0,
    out: OutOption = None,
    again: AgainOption = False,
) -> None:
    """Run every set of a suite and write report.html and report.md beside the runs.

    Interrupted, the same command goes on where it stopped.
    """
    from eval.report.files import write_reports
    from eval.run import Plan
    from eval.suite import read_suite, run_suite

    settings = settings_from(config, change)
    folder = out or settings.data / "eval" / path.stem
    plan = Plan((), workers, seed, written_command(), again)
    runs = list(run_suite(read_suite(path), root, settings, folder, plan))
    write_reports([folder / "report.html", folder / "report.md"], runs, path.stem)
    typer.echo(str(folder / "report.html"), err=True)
