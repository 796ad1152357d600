"""A report as one HTML file that asks nothing of the network."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from eval.records import Judged, Run
from eval.report.plots import plot_bars, plot_calibration, plot_latency, plot_risk_coverage
from eval.report.tables import Table, bar_values, metric_table, provenance_table, slice_tables
from eval.report.worst import Bad, worst_questions

STYLE = """
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;
color:#1c1f23;background:#fff}
table{border-collapse:collapse;margin:.5rem 0 2rem;display:block;overflow-x:auto}
th,td{border-bottom:1px solid #ddd;padding:.25rem .6rem;text-align:left;vertical-align:top}
th{background:#f3f5f7}td{font-variant-numeric:tabular-nums}
figure{display:inline-block;margin:.5rem;vertical-align:top}figcaption{font-weight:600}
svg{max-width:100%;height:auto;background:#fff}
article{border-left:4px solid #b34;padding:.2rem .9rem;margin:1rem 0}
article h3{margin:.2rem 0;font-size:1rem}dl{margin:.2rem 0}dt{color:#667;font-size:.85rem}
dd{margin:0 0 .3rem;white-space:pre-wrap}
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render_html(runs: Sequence[Run], title: str = "Evaluation") -> str:
    """The whole page. Text of documents and answers cannot become markup.

    Raises: MissingPackage without matplotlib.
    """
    body = [
        f"<h1>{escape(title)}</h1>",
        _table(metric_table(runs)),
        "<h2>Pictures</h2>",
        *_pictures(runs),
        *(_table(table) for run in runs for table in slice_tables(run)),
        *(part for run in runs for part in _worst(run)),
        _table(provenance_table(runs)),
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>\n<body>\n"
        + "\n".join(body)
        + "\n</body></html>\n"
    )


def _pictures(runs: Sequence[Run]) -> list[str]:
    drawn = {
        "Risk over coverage": plot_risk_coverage(runs),
        "Calibration": plot_calibration(runs),
        "Correct, by kind of question": plot_bars(bar_values(runs, "correct"), "correct"),
        "nDCG@10, by kind of question": plot_bars(bar_values(runs, "ndcg@10"), "nDCG@10"),
        "Latency": plot_latency(runs),
    }
    return [
        f"<figure><figcaption>{escape(title)}</figcaption>{svg}</figure>"
        for title, svg in drawn.items()
        if svg is not None
    ]


def _table(table: Table) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in table.header)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows
    )
    return f"<h2>{escape(table.title)}</h2><table><tr>{head}</tr>{rows}</table>"


def _worst(run: Run) -> list[str]:
    bad = worst_questions(run.judged)
    if not bad:
        return []
    return [f"<h2>{escape(run.name)}: worst questions</h2>", *map(_article, bad)]


def _article(bad: Bad) -> str:
    case, row = bad.judged.case, bad.judged.row
    history = " / ".join(turn.content for turn in case.history)
    sure = "" if row.confidence is None else f", confidence {row.confidence:.2f}"
    parts = [
        ("before", history),
        ("answer", row.text),
        *((f"quote · {cited.source}", cited.quote) for cited in row.citations),
        ("gold", _gold(bad.judged)),
        *((f"evidence · {gold.source}", gold.quote) for gold in case.evidence),
    ]
    listed = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in parts if text
    )
    return (
        f"<article><h3>{escape(case.question)}</h3>"
        f"<p>{escape(case.id)} · {escape(case.kind)} · {escape(bad.fault + sure)}</p>"
        f"<dl>{listed}</dl></article>"
    )


def _gold(judged: Judged) -> str:
    groups = [" or ".join(group) for group in judged.case.answers]
    return "; ".join(groups) or "no answer in the corpus"
