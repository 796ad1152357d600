"""Writes reports to disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from eval.json_lines import write_whole
from eval.records import Run
from eval.report.html import render_html
from eval.report.markdown import render_markdown


def write_report(path: Path, runs: Sequence[Run], title: str = "Evaluation") -> None:
    """HTML, or Markdown where the name ends in ``.md``. Raises: MissingPackage."""
    text = render_markdown(runs) if path.suffix == ".md" else render_html(runs, title)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text.encode())
