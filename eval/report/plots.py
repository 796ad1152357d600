"""Plots of runs as SVG that needs nothing from outside (matplotlib)."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from eval.errors import MissingPackage
from eval.metrics.calibration import reliability
from eval.metrics.confidence import sure_answers
from eval.metrics.risk_coverage import risk_coverage
from eval.records import Run

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 6.0, 3.4
N_BUCKETS = 30
MAX_LABELLED = 20
"""Bars that may carry their number without one running into the next."""
STYLE: Any = {
    "svg.hashsalt": "derek",  # same run, same file
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.alpha": 0.3,
    "figure.autolayout": True,
}


def plot_risk_coverage(runs: Sequence[Run]) -> str | None:
    """Risk over coverage, a line a run; None when no run tells how sure it was."""
    curves = {run.name: risk_coverage(run.judged) for run in runs if _can_be_right(run)}
    if not any(curves.values()):
        return None
    figure, axes = _axes("share of questions answered", "share of them wrong")
    for name, curve in curves.items():
        if curve:
            axes.plot([c for c, _ in curve], [r for _, r in curve], label=name)
    axes.set(xlim=(0, 1), ylim=(0, 1))
    _name_lines(axes)
    return _svg(figure)


def plot_calibration(runs: Sequence[Run]) -> str | None:
    """How often answers were right over how sure they were; None as above."""
    pairs = {run.name: sure_answers(run.judged) for run in runs if _can_be_right(run)}
    bins = {name: reliability(np.array(found)) for name, found in pairs.items() if found}
    if not bins:
        return None
    figure, axes = _axes("confidence", "share right")
    axes.plot([0, 1], [0, 1], color="gray", linestyle=":", label="perfect")
    for name, found in bins.items():
        axes.plot([b.confidence for b in found], [b.right for b in found], "o-", label=name)
    axes.set(xlim=(0, 1), ylim=(0, 1.02))
    _name_lines(axes)
    return _svg(figure)


def plot_bars(values: Mapping[str, Mapping[str, float]], label: str) -> str | None:
    """Bars of ``label`` by slice, grouped by run: ``values[run][slice]``; None without values."""
    names = list(dict.fromkeys(name for by_slice in values.values() for name in by_slice))
    if not names:
        return None
    figure, axes = _axes("", label)
    width = 0.8 / len(values)
    for place, (run, by_slice) in enumerate(values.items()):
        at = [x + (place - (len(values) - 1) / 2) * width for x in range(len(names))]
        bars = axes.bar(at, [by_slice.get(name, 0.0) for name in names], width, label=run)
        if len(values) * len(names) <= MAX_LABELLED:
            shown = [f"{by_slice[name]:.2f}" if name in by_slice else "" for name in names]
            axes.bar_label(bars, shown, fontsize=7)
    axes.set_xticks(range(len(names)), names, rotation=30, ha="right")
    axes.set_ylim(0, 1.05)
    axes.grid(visible=False, axis="x")
    if len(values) > 1:
        _name_lines(axes)
    return _svg(figure)


def plot_latency(runs: Sequence[Run]) -> str | None:
    """Histogram of seconds from question to answer; None when nothing was asked."""
    seconds = {
        run.name: [i.seconds.ask["total"] for i in run.judged if "total" in i.seconds.ask]
        for run in runs
    }
    if not any(seconds.values()):
        return None
    figure, axes = _axes("milliseconds from question to answer", "% of the questions")
    slowest = np.percentile([1000 * s for found in seconds.values() for s in found], 99)
    for name, found in seconds.items():
        if found:
            # What is slower than nearly all stands in the last bin, so that the rest can be seen.
            times = np.minimum([1000 * s for s in found], slowest)
            share = np.full(len(found), 100 / len(found))
            bins = np.linspace(0, slowest, N_BUCKETS + 1).tolist()
            axes.hist(times, bins=bins, weights=share, histtype="step", label=name)
    axes.set_xlim(0, slowest)
    _name_lines(axes)
    return _svg(figure)


def _can_be_right(run: Run) -> bool:
    """Where nothing can be answered, every answer is wrong and a curve says nothing."""
    return any(judged.case.answerable for judged in run.judged)


def _name_lines(axes: Axes) -> None:
    """A legend above the plot, never over what is drawn."""
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, frameon=False)


def _axes(x: str, y: str) -> tuple[Figure, Axes]:
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure as NewFigure
    except ImportError as fault:
        raise MissingPackage("matplotlib", "A report with plots") from fault
    with mpl.rc_context(STYLE):
        figure = NewFigure(figsize=(WIDTH, HEIGHT))
        axes = figure.subplots()
        axes.set(xlabel=x, ylabel=y)
    return figure, axes


def _svg(figure: Figure) -> str:
    """The picture alone, without the prologue that would name a DTD elsewhere."""
    import matplotlib as mpl

    written = io.StringIO()
    with mpl.rc_context(STYLE):
        figure.savefig(written, format="svg", metadata={"Date": None})
    text = written.getvalue()
    return text[text.index("<svg") :]
