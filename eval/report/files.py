"""Writes reports to disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from eval.json_lines import write_whole
from eval.records import Run
from eval.report.contents import contents_of
from eval.report.html import render_html
from eval.report.markdown import render_markdown


def write_reports(paths: Sequence[Path], runs: Sequence[Run], title: str = "Evaluation") -> None:
    """The same report in each file: HTML, or Markdown where the name ends in ``.md``.

    Raises: MissingPackage.
    """
    contents = contents_of(runs, title)
    for path in paths:
        text = render_markdown(contents) if path.suffix == ".md" else render_html(contents)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode())
