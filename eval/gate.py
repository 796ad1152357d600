"""Stops a build whose figures fell: below a floor, or significantly below the accepted run."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from eval.compare import check_comparable
from eval.errors import RunError, SetError
from eval.json_lines import read_bytes, write_lines, write_whole
from eval.metrics.catalogue import METRICS, find_metrics
from eval.metrics.metric import Metric
from eval.records import Run
from eval.run_folder import CASES, MANIFEST, ROWS, SECONDS
from eval.statistics import holm, measure, worse_p

GATED = (
    "correct",
    "first_citation",
    "citation_precision",
    "citation_recall",
    "exact_span",
    "false_answer",
    "false_refusal",
    "balanced_accuracy",
    "ndcg@10",
    "mrr@10",
)
"""Metrics that a build is held to; speed is not among them, a busy machine would stop it."""
ALPHA = 0.05
"""Chance of stopping a build that is no worse, over all metrics together (Holm)."""
FLOOR_MARGIN = 0.03
"""An accepted run's floors lie this much below its figures: what may be lost without asking."""
PROMISED = frozenset({"exact_span"})
"""Promises of the outer contract: nothing of them may be lost."""
FLOORS = "floors.toml"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says of one metric. ``p`` is adjusted; ``why`` is empty when it passes."""

    metric: Metric
    before: float | None
    now: float | None
    floor: float | None
    p: float
    why: str

    @property
    def passes(self) -> bool:
        """Whether this metric lets the build through."""
        return not self.why


def judge_build(
    run: Run, baseline: Run, floors: Mapping[str, float], names: Sequence[str] = (), seed: int = 0
) -> list[Verdict]:
    """A verdict for every gated metric (default ``GATED``) that the baseline measured, and for
    every metric with a floor. Raises: RunError when the runs cannot be compared, UnknownMetric."""
    check_comparable(baseline, run)
    wanted = find_metrics(dict.fromkeys([*(names or GATED), *floors]))
    measured = [m for m in wanted if measure(m, baseline.judged) is not None or m.name in floors]
    ps = holm([worse_p(metric, baseline.judged, run.judged, seed) for metric in measured])
    return [
        _verdict(metric, run, baseline, floors.get(metric.name), p)
        for metric, p in zip(measured, ps, strict=True)
    ]


def read_floors(folder: Path) -> Mapping[str, float]:
    """Floors by metric beside a baseline; none where there is no such file. Raises: SetError."""
    path = folder / FLOORS
    if not path.is_file():
        return {}
    try:
        floors = tomllib.loads(read_bytes(path, SetError).decode("utf-8"))
        return {name: float(value) for name, value in floors.items()}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, ValueError) as fault:
        raise SetError(f"{path.name} does not hold metrics and numbers: {fault}.") from fault


def write_baseline(run: Run, source: Path, folder: Path) -> None:
    """Keep a finished run as the accepted one, without the words of passages, with its floors.

    Raises: RunError when the run lies there already.
    """
    if source.resolve() == folder.resolve():
        raise RunError(f"{folder} is the run itself.")
    folder.mkdir(parents=True, exist_ok=True)
    for name in (MANIFEST, CASES, SECONDS):
        shutil.copyfile(source / name, folder / name)
    write_lines(folder / ROWS, (replace(item.row, contexts=()) for item in run.judged))
    lines = [
        f'"{name}" = {_floor(METRICS[name], value):.4f}\n'
        for name in GATED
        if (value := measure(METRICS[name], run.judged)) is not None
    ]
    write_whole(folder / FLOORS, "".join(lines).encode())


def _floor(metric: Metric, value: float) -> float:
    if metric.name in PROMISED:
        return value
    if metric.better == "higher":
        return max(value - FLOOR_MARGIN, 0.0)
    return min(value + FLOOR_MARGIN, 1.0)


def _verdict(metric: Metric, run: Run, baseline: Run, floor: float | None, p: float) -> Verdict:
    before, now = measure(metric, baseline.judged), measure(metric, run.judged)
    why = ""
    if now is None:
        why = "not measured any more"
    elif floor is not None and _is_beyond(metric, now, floor):
        why = "beyond its floor"
    elif p < ALPHA:
        why = "significantly worse"
    return Verdict(metric, before, now, floor, p, why)


def _is_beyond(metric: Metric, value: float, floor: float) -> bool:
    return value < floor if metric.better == "higher" else value > floor
