"""Tables of a report as rows of cells, before they are HTML or Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from eval.ablation.parts import Part
from eval.compare import Difference
from eval.gate import Verdict
from eval.metrics.catalogue import METRICS, find_metrics
from eval.metrics.metric import Metric
from eval.records import Judged, Run
from eval.slices import NONE, SLICES
from eval.statistics import measure
from eval.summary import HEADLINE, Figure, break_down, render_value, summarise


class Table(NamedTuple):
    """A titled table; every row is as long as the header."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def metric_table(runs: Sequence[Run]) -> Table:
    """Every metric that some run measured, with its 95 % interval."""
    figures = {run.name: {f.metric.name: f for f in summarise(run.judged)} for run in runs}
    rows = [
        (
            name,
            metric.meaning,
            _arrow(metric.better),
            *(_cell(figures[r.name].get(name)) for r in runs),
        )
        for name, metric in METRICS.items()
        if any(name in by_name for by_name in figures.values())
    ]
    return Table("Metrics", ("metric", "what", "better", *(r.name for r in runs)), tuple(rows))


def run_table(run: Run, figures: Sequence[Figure]) -> Table:
    """The figures of one run."""
    rows = tuple(
        (f.metric.name, f.metric.meaning, _arrow(f.metric.better), _cell(f)) for f in figures
    )
    return Table(run.manifest.set_name, ("metric", "what", "better", "value (95 %)"), rows)


def verdict_table(verdicts: Sequence[Verdict]) -> Table:
    """What the gate says, metric by metric."""
    rows = tuple(
        (
            v.metric.name,
            NONE if v.before is None else render_value(v.metric, v.before),
            NONE if v.now is None else render_value(v.metric, v.now),
            NONE if v.floor is None else render_value(v.metric, v.floor),
            f"{v.p:.4f}",
            v.why or "passes",
        )
        for v in verdicts
    )
    return Table("Gate", ("metric", "accepted", "now", "floor", "p (Holm)", "verdict"), rows)


def ablation_table(
    found: Sequence[tuple[Part, list[Difference]]], metrics: Sequence[Metric]
) -> Table:
    """A row for each part that is off: the value, and what it lost or won; a star where p < .05."""
    rows = []
    for part, differences in found:
        by_name = {d.metric.name: d for d in differences}
        cells = [_worth(by_name.get(m.name), part.name == part.beside) for m in metrics]
        rows.append((part.name, part.beside, *cells))
    return Table("Without", ("part", "beside", *(m.name for m in metrics)), tuple(rows))


def _worth(difference: Difference | None, is_whole: bool) -> str:
    if difference is None:
        return NONE
    value = render_value(difference.metric, difference.b)
    if is_whole:
        return value
    star = " *" if difference.p < 0.05 else ""
    return f"{value} ({_signed(difference, difference.b - difference.a)}){star}"


def slice_tables(run: Run) -> list[Table]:
    """The headline figures by every slice that has more than one part."""
    tables = []
    for title, slice_of in SLICES.items():
        parts = break_down(run.judged, slice_of)
        if len(parts) < 2:
            continue
        metrics = find_metrics(HEADLINE)
        rows = tuple(
            (name, str(len(part)), *(_value(metric.name, part) for metric in metrics))
            for name, part in parts.items()
        )
        tables.append(Table(f"{run.name} by {title}", (title, "n", *HEADLINE), rows))
    return tables


def bar_values(runs: Sequence[Run], metric: str) -> Mapping[str, Mapping[str, float]]:
    """The metric by kind of question, by run; kinds it does not apply to are left out."""
    (wanted,) = find_metrics([metric])
    found: dict[str, dict[str, float]] = {}
    for run in runs:
        parts = break_down(run.judged, SLICES["question kind"])
        values = {name: measure(wanted, part) for name, part in parts.items()}
        found[run.name] = {name: value for name, value in values.items() if value is not None}
    return {name: values for name, values in found.items() if values}


def provenance_table(runs: Sequence[Run]) -> Table:
    """What every run was made of."""
    rows = [
        ("set", *(f"{r.manifest.set_name}, {r.manifest.n_cases} questions" for r in runs)),
        ("target", *(r.manifest.target for r in runs)),
        ("settings", *(r.manifest.fingerprint for r in runs)),
        ("revision", *(r.manifest.git for r in runs)),
        ("seed", *(str(r.manifest.seed) for r in runs)),
        ("begun", *(r.manifest.started for r in runs)),
        ("took", *(f"{r.manifest.seconds:.0f} s" for r in runs)),
        ("command", *(r.manifest.command for r in runs)),
    ]
    return Table("Runs", ("", *(r.name for r in runs)), tuple(rows))


def difference_table(differences: Sequence[Difference], a: str, b: str) -> Table:
    """Two runs side by side; a star where p is below .05."""
    rows = tuple(
        (
            d.metric.name + (" *" if d.p < 0.05 else ""),
            render_value(d.metric, d.a),
            render_value(d.metric, d.b),
            _signed(d, d.b - d.a),
            f"{_signed(d, d.low)} … {_signed(d, d.high)}",
            f"{d.p:.4f}",
            NONE if d.wins is None else f"{d.wins} / {d.ties} / {d.losses}",
        )
        for d in differences
    )
    header = ("metric", f"A {a}", f"B {b}", "B − A", "95 %", "p", "wins / ties / losses")
    return Table(f"{a} and {b}", header, rows)


def _signed(difference: Difference, value: float) -> str:
    if difference.metric.unit == "share":
        return f"{value:+.3f}"
    return f"{value * 1000:+.0f} ms" if difference.metric.unit == "seconds" else f"{value:+.0f}"


def _arrow(better: str) -> str:
    return "↑" if better == "higher" else "↓"


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return NONE
    metric = figure.metric
    low, high = render_value(metric, figure.low), render_value(metric, figure.high)
    return f"{render_value(metric, figure.value)} ({low} … {high}; n {figure.n})"


def _value(name: str, part: Sequence[Judged]) -> str:
    metric = METRICS[name]
    value = measure(metric, part)
    return NONE if value is None else render_value(metric, value)
