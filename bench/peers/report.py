"""Writes the figures as JSON, as a Markdown table and as a plot."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

TIMES = ("query_ms_p50", "query_ms_p95", "query_cpu_ms_p50")
GROWTHS = ("query_growth_exponent", "query_cpu_growth_exponent")
WANTED_SIZES = (1_000, 10_000, 100_000)
SETS = ("kazqad-dev", "xquad-ru", "xquad-en-ru")
NOTES = """\
- **Vectors** are the same for all, from our server on loopback
  (`bench/peers/embeddings_server.py`): language means taken off, which is Derek's own doing and
  here helps everybody. rank-bm25 uses none. Derek asks for more of them: each sentence has its own.
- **First 700** is the share of questions with an accepted string in the first 700 characters of
  the passages found, joined. **Own answer** is the same of the answer itself; an abstention counts
  as wrong. Only Derek answers without a language model.
- **Peers have their defaults**: llama-index's BM25 stems English; the others' do not stem.
- **Growth** is in Kazakh: real passages, above 3,882 made up from their sentences with a fifth of
  the words replaced; vectors of hashed words, so that no model time is counted. The exponent is
  the slope of log p50 over log passages: 1 is linear, 0 is constant; from two or three sizes it
  is rough, and where the load differed only that of the processor's time means anything.
  Questions wait for their vector over HTTP alike, except rank-bm25's.
- **Derek** keeps everything safe on disk (one passage a document in the sets, 50 in growth), starts
  two processes that read files, and embeds each sentence beside its passage; the peers hold
  everything in memory and lose it at the end. Ingestion of the sets stands in the JSON.
- **cpu ms** is the median of processor time in the peer's own process for one question, **cpu ms a
  passage** the same for ingestion: a busy machine spoils them less than wall-clock times, and
  embedding is not in them. **load** is the load average at the end, where it was noted: seconds of
  runs under another load do not compare.
- **Memory** is the peak of the process; the embedding model is in none of them.
"""


def write_report(report: Mapping[str, Any], folder: Path) -> None:
    """``peers-DATE.json``, ``.md`` and ``.svg`` in ``folder``, replacing older ones of the day."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = folder / f"peers-{report['date']}"
    stem.with_suffix(".json").write_text(
        json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )
    stem.with_suffix(".md").write_text(render_markdown(report), "utf-8")
    plot = plot_growth(report["peers"])
    if plot is not None:
        stem.with_suffix(".svg").write_text(plot, "utf-8")


def render_markdown(report: Mapping[str, Any]) -> str:
    """Where, how good, how fast, what was not run."""
    machine, peers = report["machine"], report["peers"]
    loads = ", ".join(f"{load:.1f}" for load in machine["load_averages"])
    sizes = _sizes(peers)
    parts = [
        f"# Derek beside its peers, {report['date']}\n",
        f"{machine['cores']} cores of {machine['processor']}, Python {machine['python']}, revision "
        f"{report['revision']}; load average between the corpora: {loads}. One run; "
        f"{report['questions_of_each_set']} questions of each set.\n",
        "## Quality\n",
        _table(*_quality_rows(peers)),
        "## Speed\n",
        *(part for size in sizes for part in _speed_of(peers, size)),
        "### Growth of a question's time, by the clock and by the processor\n",
        _table(*_growth_rows(peers)),
        "## How to read it\n",
        NOTES,
        "## Versions\n",
        "\n".join(f"- {name}: {_versions(figures)}" for name, figures in peers.items()) + "\n",
        "## Not run\n",
        _not_run(peers, sizes),
    ]
    return "\n".join(parts)


def _quality_rows(peers: Mapping[str, Any]) -> tuple[list[str], list[list[str]]]:
    head = ["peer"]
    for name in SETS:
        head += [f"{name} nDCG@10", "first 700", "own answer"]
    rows = []
    for peer, figures in peers.items():
        row = [peer]
        for name in SETS:
            found = figures["quality"].get(name, {})
            names = ("ndcg_at_10", "answer_in_first_700", "own_answer")
            row += [_number(found.get(metric), 3) for metric in names]
        rows.append(row)
    return head, rows


def _speed_of(peers: Mapping[str, Any], size: int) -> list[str]:
    head = ["peer", "passages/s", "cpu ms a passage", "p50 ms", "p95 ms", "cpu ms", "MiB", "load"]
    rows = []
    for peer, figures in peers.items():
        found = figures["speed"].get(f"growth-{size}", {})
        row = [peer, _number(found.get("ingest_per_second"), 0), _number(_ingest_cpu(found), 2)]
        row += [_number(found.get(name), 1) for name in TIMES]
        row += [_number(found.get("memory_mib"), 0), _number(found.get("load_average"), 0)]
        rows.append(row)
    return [f"### {size:,} passages\n", _table(head, rows)]


def _growth_rows(peers: Mapping[str, Any]) -> tuple[list[str], list[list[str]]]:
    rows = [
        [peer, str(_n_sizes(figures)), *(_number(figures.get(name), 2) for name in GROWTHS)]
        for peer, figures in peers.items()
    ]
    return ["peer", "sizes", "exponent", "of cpu"], rows


def _n_sizes(figures: Mapping[str, Any]) -> int:
    return sum(name.startswith("growth-") for name in figures["speed"])


def _ingest_cpu(found: Mapping[str, Any]) -> float | None:
    """Milliseconds of processor time in the peer's own process for one passage."""
    seconds = found.get("ingest_cpu_seconds")
    return None if seconds is None else 1000 * seconds / found["n_passages"]


def plot_growth(peers: Mapping[str, Any]) -> str | None:
    """Median milliseconds of a question over passages, both logarithmic; None without sizes."""
    import io

    from matplotlib import rc_context
    from matplotlib.figure import Figure

    sizes = _sizes(peers)
    if not sizes:
        return None
    with rc_context({"svg.hashsalt": "derek", "font.size": 9, "figure.autolayout": True}):
        figure = Figure(figsize=(6, 3.6))
        axes = figure.subplots()
        for peer, figures in peers.items():
            found = [figures["speed"].get(f"growth-{size}") for size in sizes]
            points = [(f["n_passages"], f["query_ms_p50"]) for f in found if f]
            axes.plot(*zip(*points, strict=True), "o-", label=peer) if points else None
        axes.set(xscale="log", yscale="log", xlabel="passages", ylabel="a question, p50, ms")
        axes.grid(alpha=0.3)
        axes.legend()
        drawn = io.StringIO()
        figure.savefig(drawn, format="svg", metadata={"Date": None})
    return "\n".join(line.rstrip() for line in drawn.getvalue().splitlines()) + "\n"


def _sizes(peers: Mapping[str, Any]) -> list[int]:
    names = {name for figures in peers.values() for name in figures["speed"]}
    return sorted(int(n.removeprefix("growth-")) for n in names if n.startswith("growth-"))


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def _number(figure: float | None, digits: int) -> str:
    return "–" if figure is None else f"{figure:,.{digits}f}"


def _versions(figures: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {number}" for name, number in figures.get("versions", {}).items())


def _not_run(peers: Mapping[str, Any], sizes: Sequence[int]) -> str:
    lines = [
        f"- {peer}, {job}: {reason}."
        for peer, figures in peers.items()
        for job, reason in figures["not_run"].items()
    ]
    for size in sorted({*sizes, *WANTED_SIZES}):
        job = f"growth-{size}"
        missing = [
            peer
            for peer, figures in peers.items()
            if job not in figures["speed"] and job not in figures["not_run"]
        ]
        if missing:
            lines.append(f"- {', '.join(missing)}, {job}: not asked for (`--sizes`, `--only`).")
    return "\n".join(lines or ["- nothing: every peer was measured on everything."]) + "\n"
