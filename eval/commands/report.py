"""``derek eval report``: finished runs as one page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

RunsArgument = Annotated[
    list[Path], typer.Argument(metavar="RUN…", help="Folders of finished runs, or folders of such.")
]
FileOption = Annotated[Path, typer.Option("--out", help="An .html or .md file to write.")]
TitleOption = Annotated[str, typer.Option("--title", help="Of the page.")]


def report(
    runs: RunsArgument, out: FileOption = Path("report.html"), title: TitleOption = "Evaluation"
) -> None:
    """Write one self-contained HTML file, or Markdown where the name ends in .md."""
    from eval.report.files import write_reports
    from eval.run_folder import read_run, run_folders

    write_reports([out], [read_run(run) for path in runs for run in run_folders(path)], title)
    typer.echo(str(out), err=True)
