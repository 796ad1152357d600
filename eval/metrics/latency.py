"""Seconds of a question, by stage: median and 95th percentile over the run.

Percentiles by linear interpolation between the two nearest ranks. Lower is better; they differ from
run to run and machine to machine. Source: Hyndman and Fan 1996, type 7, doi:10.2307/2684934.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from eval.records import Judged

STAGES = ("analyse", "embed", "retrieve", "compose", "verify", "total")


def percentile(stage: str, percent: float) -> Callable[[Sequence[Judged]], float | None]:
    """A measure of a stage of the ask flow; None when no question went through it."""

    def on(judged: Sequence[Judged]) -> float | None:
        seconds = [item.seconds.ask[stage] for item in judged if stage in item.seconds.ask]
        return float(np.percentile(seconds, percent)) if seconds else None

    return on


def search_percentile(percent: float) -> Callable[[Sequence[Judged]], float | None]:
    """The same for whole searches."""

    def on(judged: Sequence[Judged]) -> float | None:
        seconds = [i.seconds.search["total"] for i in judged if "total" in i.seconds.search]
        return float(np.percentile(seconds, percent)) if seconds else None

    return on
