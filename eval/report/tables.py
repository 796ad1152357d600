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
from eval.summary import HEADLINE, Figure, break_down, fold_small, render_value, summarise

OVERVIEW_SPEED = ("total_p50", "total_p95", "search_p95")


class Table(NamedTuple):
    """A titled table; every row is as long as the header."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Figures = Mapping[str, Mapping[str, Figure]]
"""Every figure that was measured, by name of the run and of the metric."""


def all_figures(runs: Sequence[Run]) -> Figures:
    """Each run summed up once, for all tables."""
    return {run.name: {f.metric.name: f for f in summarise(run.judged)} for run in runs}


def overview_table(runs: Sequence[Run], figures: Figures) -> Table:
    """A row for each run: the figures to look at first."""
    shown = find_metrics([*HEADLINE, *OVERVIEW_SPEED])
    shown = tuple(m for m in shown if any(m.name in figures[run.name] for run in runs))
    rows = tuple(
        (
            run.name,
            str(run.manifest.n_cases),
            *(_bare_cell(figures[run.name].get(m.name)) for m in shown),
        )
        for run in runs
    )
    return Table("Overview", ("run", "questions", *map(_head, shown)), rows)


def family_tables(runs: Sequence[Run], figures: Figures) -> list[Table]:
    """For each family of metrics, its figures with their 95 % intervals in the runs that have any;
    the interval stands on a line of its own."""
    families = dict.fromkeys(metric.family for metric in METRICS.values())
    return [table for family in families if (table := _family_table(family, runs, figures))]


def _family_table(family: str, runs: Sequence[Run], figures: Figures) -> Table | None:
    of_family = [metric for metric in METRICS.values() if metric.family == family]
    having = [r for r in runs if any(m.name in figures[r.name] for m in of_family)]
    rows = tuple(
        (_head(m), m.meaning, *(_cell(figures[r.name].get(m.name), "\n") for r in having))
        for m in of_family
        if any(m.name in figures[r.name] for r in having)
    )
    if not rows:
        return None
    return Table(family.capitalize(), ("metric", "what", *(r.name for r in having)), rows)


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
        parts = fold_small(break_down(run.judged, slice_of))
        if len(parts) < 2:
            continue
        metrics = [m for m in find_metrics(HEADLINE) if measure(m, run.judged) is not None]
        rows = tuple(
            (name, str(len(part)), *(_value(metric.name, part) for metric in metrics))
            for name, part in parts.items()
        )
        header = (title, "n", *map(_head, metrics))
        tables.append(Table(f"{run.name} by {title}", header, rows))
    return tables


def bar_values(runs: Sequence[Run], metric: str) -> Mapping[str, Mapping[str, float]]:
    """The metric by kind of question, by run; kinds it does not apply to are left out, and so are
    runs with a single kind, which are one bar of ``set_values``, unless no run has more."""
    (wanted,) = find_metrics([metric])
    found: dict[str, dict[str, float]] = {}
    for run in runs:
        parts = break_down(run.judged, SLICES["question kind"])
        values = {name: measure(wanted, part) for name, part in parts.items()}
        found[run.name] = {name: value for name, value in values.items() if value is not None}
    several = {name: values for name, values in found.items() if len(values) > 1}
    return several or {name: values for name, values in found.items() if values}


def set_values(figures: Figures, metric: str) -> Mapping[str, Mapping[str, float]]:
    """The metric by run, as one group of bars; empty for a single run."""
    found = {run: by_name[metric].value for run, by_name in figures.items() if metric in by_name}
    return {metric: found} if len(found) > 1 else {}


def provenance_table(runs: Sequence[Run]) -> Table:
    """What every run was made of."""
    header = ("run", "set", "questions", "target", "settings", "revision", "seed", "begun", "took")
    rows = tuple(
        (
            r.name,
            r.manifest.set_name,
            str(r.manifest.n_cases),
            r.manifest.target,
            r.manifest.fingerprint,
            r.manifest.git,
            str(r.manifest.seed),
            r.manifest.started,
            f"{r.manifest.seconds:.0f} s",
        )
        for r in runs
    )
    return Table("Runs", header, rows)


def origin_table(runs: Sequence[Run]) -> Table:
    """The distinct commands and package versions, each with the runs that they made."""
    found: dict[tuple[str, str], list[str]] = {}
    for run in runs:
        found.setdefault(("command", run.manifest.command), []).append(run.name)
        versions = ", ".join(f"{name} {n}" for name, n in run.manifest.versions.items())
        found.setdefault(("versions", versions), []).append(run.name)
    rows = tuple(
        (what, words, "all" if len(names) == len(runs) else ", ".join(names))
        for (what, words), names in sorted(found.items())
    )
    return Table("Made by", ("what", "", "runs"), rows)


def difference_table(differences: Sequence[Difference], a: str, b: str) -> Table:
    """Two runs side by side, metrics that came out the same in every question left out; a star
    where p is below .05."""
    shown = [d for d in differences if d.a != d.b or d.wins or d.losses]
    rows = tuple(
        (
            _head(d.metric) + (" *" if d.p < 0.05 else ""),
            render_value(d.metric, d.a),
            render_value(d.metric, d.b),
            _signed(d, d.b - d.a),
            f"{_signed(d, d.low)} … {_signed(d, d.high)}",
            f"{d.p:.4f}",
            NONE if d.wins is None else f"{d.wins} / {d.ties} / {d.losses}",
        )
        for d in shown
    )
    header = ("metric", f"A {a}", f"B {b}", "B − A", "95 %", "p", "wins / ties / losses")
    same = len(differences) - len(shown)
    left_out = f" ({same} metrics are the same in both)" if same else ""
    return Table(f"{a} and {b}{left_out}", header, rows)


def _signed(difference: Difference, value: float) -> str:
    if difference.metric.unit == "share":
        return f"{value:+.3f}"
    return f"{value * 1000:+.1f} ms" if difference.metric.unit == "seconds" else f"{value:+.0f}"


def _head(metric: Metric) -> str:
    return f"{metric.name} {_arrow(metric.better)}"


def _arrow(better: str) -> str:
    return "↑" if better == "higher" else "↓"


def _bare_cell(figure: Figure | None) -> str:
    return NONE if figure is None else render_value(figure.metric, figure.value)


def _cell(figure: Figure | None, between: str = " ") -> str:
    if figure is None:
        return NONE
    metric = figure.metric
    low, high = render_value(metric, figure.low), render_value(metric, figure.high)
    return f"{render_value(metric, figure.value)}{between}({low} … {high}; n {figure.n})"


def _value(name: str, part: Sequence[Judged]) -> str:
    metric = METRICS[name]
    value = measure(metric, part)
    return NONE if value is None else render_value(metric, value)
