"""A report as one HTML file that asks nothing of the network."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from eval.records import Judged
from eval.report.contents import Contents, RunPart
from eval.report.plots import plot_bars, plot_calibration, plot_latency, plot_risk_coverage
from eval.report.tables import Table, bar_values, set_values
from eval.report.worst import Bad

STYLE = """
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem;
color:#1c1f23;background:#fff}
h2{margin:2.2rem 0 .4rem}h3{margin:1.2rem 0 .2rem}nav a{margin-right:1rem}a{color:#1656a3}
.wide{overflow-x:auto;margin:.3rem 0 1rem}table{border-collapse:collapse}
th,td{border-bottom:1px solid #ddd;padding:.25rem .7rem .25rem 0;text-align:left;
vertical-align:top;overflow-wrap:break-word;max-width:32rem}
th{font-size:.85rem;color:#444;vertical-align:bottom}td{font-variant-numeric:tabular-nums}
.figures td:nth-child(n+3){white-space:nowrap}.figures td:first-child{white-space:nowrap}
.figures td:nth-child(2){min-width:7rem}
.figures tr>:first-child{position:sticky;left:0;background:#fff}
small{display:block;color:#667;font-size:.72rem}.hint{color:#556;margin:.2rem 0}
.pictures{display:flex;flex-wrap:wrap;gap:1rem 2.5rem}section{max-width:100%}
figure{margin:0;flex:0 1 37rem}
figcaption{font-weight:600}svg{max-width:100%;height:auto;background:#fff}
details{margin:.4rem 0}summary{cursor:pointer;font-weight:600}
article{border-left:4px solid #b34;padding:.1rem .9rem;margin:1rem 0}
article h4{margin:.2rem 0;font-size:1rem}article p{margin:.1rem 0;color:#556;font-size:.85rem}
dl{display:grid;grid-template-columns:minmax(5rem,14rem) 1fr;gap:.1rem .8rem;margin:.3rem 0}
dt{color:#667;font-size:.85rem;overflow-wrap:anywhere}dd{margin:0;white-space:pre-wrap}
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
HINT = (
    "↑ more is better, ↓ less is better. Under a figure: the interval that 95 % of bootstrap "
    "resamples of the questions fall into, and n, the questions it was measured on. "
    "– means that it does not apply."
)


def render_html(contents: Contents) -> str:
    """The whole page. Text of documents and answers cannot become markup.

    Raises: MissingPackage without matplotlib.
    """
    title = escape(contents.title)
    body = [
        f"<h1>{title}</h1>",
        _links(contents),
        f'<p class="hint">{HINT}</p>',
        _table(contents.overview),
        "<h2>Pictures</h2>",
        '<div class="pictures">',
        *_pictures(contents),
        "</div>",
        "<h2>Metrics</h2>",
        '<div class="pictures">',
        *(f"<section>{_table(table, 3)}</section>" for table in contents.families),
        "</div>",
        *(part for number, run in enumerate(contents.parts) for part in _run(number, run)),
        *(_table(table) for table in contents.origins),
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<title>{title}</title><style>{STYLE}</style></head>\n<body>\n"
        + "\n".join(body)
        + "\n</body></html>\n"
    )


def _links(contents: Contents) -> str:
    links = [
        f'<a href="#run-{number}">{escape(run.name)}</a>'
        for number, run in enumerate(contents.runs)
    ]
    return f"<nav>{''.join(links)}</nav>"


def _pictures(contents: Contents) -> list[str]:
    runs, figures = contents.runs, contents.figures
    correct, ranked = bar_values(runs, "correct"), bar_values(runs, "ndcg@10")
    drawn = {
        "Correct, by run": plot_bars(set_values(figures, "correct"), "correct"),
        "nDCG@10, by run": plot_bars(set_values(figures, "ndcg@10"), "nDCG@10"),
        f"Correct, by kind of question{_of(correct)}": plot_bars(correct, "correct"),
        f"nDCG@10, by kind of question{_of(ranked)}": plot_bars(ranked, "nDCG@10"),
        "Risk over coverage": plot_risk_coverage(runs),
        "Calibration": plot_calibration(runs),
        "Latency": plot_latency(runs),
    }
    return [
        f"<figure><figcaption>{escape(title)}</figcaption>{svg}</figure>"
        for title, svg in drawn.items()
        if svg is not None
    ]


def _of(values: Mapping[str, object]) -> str:
    """Which run it is, where bars are of one alone and have no legend."""
    return f" ({next(iter(values))})" if len(values) == 1 else ""


def _run(number: int, part: RunPart) -> list[str]:
    name = escape(part.run.name)
    found = [f'<h2 id="run-{number}">{name}</h2>']
    if part.slices:
        tables = "".join(_table(table, 3) for table in part.slices)
        found.append(f"<details open><summary>Breakdowns</summary>{tables}</details>")
    if part.worst:
        articles = "".join(map(_article, part.worst))
        summary = f"Worst questions ({len(part.worst)})"
        found.append(f"<details open><summary>{summary}</summary>{articles}</details>")
    return found


def _table(table: Table, level: int = 2) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in table.header)
    rows = "".join(
        "<tr>" + "".join(f"<td>{_cell(cell)}</td>" for cell in row) + "</tr>" for row in table.rows
    )
    title = f"<h{level}>{escape(table.title)}</h{level}>"
    return f'{title}<div class="wide"><table class="figures"><tr>{head}</tr>{rows}</table></div>'


def _cell(cell: str) -> str:
    """The first line as it is, a second one small."""
    first, _, second = cell.partition("\n")
    return escape(first) + (f"<small>{escape(second.strip('()'))}</small>" if second else "")


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
        f"<article><h4>{escape(case.question)}</h4>"
        f"<p>{escape(case.id)} · {escape(case.kind)} · {escape(bad.fault + sure)}</p>"
        f"<dl>{listed}</dl></article>"
    )


def _gold(judged: Judged) -> str:
    groups = [" or ".join(group) for group in judged.case.answers]
    return "; ".join(groups) or "no answer in the corpus"
