"""Turns what a peer did on a job into figures."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from eval.metrics.ndcg import ndcg
from eval.metrics.strings import meets_groups
from eval.records import Case

AT = 10


def quality(result: Mapping[str, Any], cases: Mapping[str, Sequence[Case]]) -> dict[str, Any]:
    """By set: nDCG@10, and the share of questions with an accepted string in the first 700
    characters of the passages found, and of the peer's own answer where it has one."""
    rows = {row["id"]: row for row in result["asked"]}
    return {
        name: _set_quality([(case, rows[f"{name}/{case.id}"]) for case in group])
        for name, group in cases.items()
    }


def _set_quality(pairs: Sequence[tuple[Case, Mapping[str, Any]]]) -> dict[str, Any]:
    judged = [(case, row) for case, row in pairs if case.relevant]
    answerable = [(case, row) for case, row in pairs if case.answers]
    figures = {
        "n": len(pairs),
        "ndcg_at_10": statistics.fmean(ndcg(row["ranking"], c.relevant, AT) for c, row in judged),
        "answer_in_first_700": _share_met(answerable, "first"),
    }
    if all("answer" in row for _, row in answerable):
        figures["own_answer"] = _share_met(answerable, "answer")
        figures["own_answer_refused"] = statistics.fmean(not row["answer"] for _, row in answerable)
        figures |= times([row["answer_seconds"] for _, row in pairs], "answer")
    return {name: round(figure, 4) for name, figure in figures.items()}


def _share_met(pairs: Sequence[tuple[Case, Mapping[str, Any]]], name: str) -> float:
    return statistics.fmean(meets_groups(row[name], case.answers) for case, row in pairs)


def speed(result: Mapping[str, Any]) -> dict[str, Any]:
    """Passages a second, milliseconds a question, peak memory in MiB."""
    figures = {
        "n_passages": result["n_passages"],
        "n_units": result["n_units"],
        "ingest_seconds": round(result["ingest_seconds"], 2),
        "ingest_per_second": round(result["n_passages"] / result["ingest_seconds"], 1),
        "ingest_cpu_seconds": round(result["ingest_cpu_seconds"], 2),
        "memory_before_mib": result["memory_before_mib"],
        "memory_mib": result["memory_mib"],
    }
    figures |= times([row["seconds"] for row in result["asked"]], "query")
    return figures | times([row["cpu_seconds"] for row in result["asked"]], "query_cpu")


def times(seconds: Sequence[float], name: str) -> dict[str, float]:
    """Median and 95th percentile in milliseconds."""
    return {
        f"{name}_ms_p50": round(statistics.median(seconds) * 1000, 2),
        f"{name}_ms_p95": round(statistics.quantiles(seconds, n=20)[-1] * 1000, 2),
    }


def growth_exponent(points: Sequence[tuple[int, float]]) -> float | None:
    """Slope of log(milliseconds) over log(passages) by least squares: 1 is linear, 0 is constant.

    None for fewer than two sizes.
    """
    if len(points) < 2:
        return None
    xs = [math.log(n) for n, _ in points]
    ys = [math.log(ms) for _, ms in points]
    return round(statistics.linear_regression(xs, ys).slope, 2)
