"""Seconds of a question, by stage: median and 95th percentile over the run.

Percentiles by linear interpolation between the two nearest ranks. Lower is better; they differ from
run to run and machine to machine. Source: Hyndman and Fan 1996, type 7, doi:10.2307/2684934.
"""

from __future__ import annotations

import numpy as np

from eval.metrics.metric import Combine, CombineMany, Feature, Floats
from eval.records import Judged

STAGES = ("analyse", "embed", "retrieve", "compose", "verify", "total")


def ask_seconds(stage: str) -> Feature:
    """Seconds of a stage of the ask flow; None where the question did not go through it."""

    def on(judged: Judged) -> tuple[float] | None:
        seconds = judged.seconds.ask.get(stage)
        return None if seconds is None else (seconds,)

    return on


def search_seconds(judged: Judged) -> tuple[float] | None:
    """Seconds of a whole search."""
    seconds = judged.seconds.search.get("total")
    return None if seconds is None else (seconds,)


def percentile(percent: float) -> Combine:
    """Of at least one time."""

    def of(seconds: Floats) -> float:
        return float(np.percentile(seconds[:, 0], percent))

    return of


def percentiles(percent: float) -> CombineMany:
    """The same of many draws at once, shape (draws, questions, 1) → (draws,)."""

    def of(draws: Floats) -> Floats:
        found: Floats = np.percentile(draws[:, :, 0], percent, axis=1)
        return found

    return of
