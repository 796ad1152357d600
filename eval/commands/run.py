"""``derek eval run``: a set asked, its rows kept, its figures shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.commands.options import (
    AgainOption,
    ChangeOption,
    ColumnOption,
    ConfigOption,
    CorpusOption,
    JsonOption,
    LangOption,
    LayoutOption,
    LimitOption,
    MetricOption,
    OutOption,
    QueriesOption,
    SeedOption,
    SetArgument,
    SplitOption,
    TaskOption,
    UnanswerableOption,
    WorkersOption,
    load_options,
    settings_from,
    tasks,
    written_command,
)

if TYPE_CHECKING:
    from eval.metrics.metric import Metric
    from eval.records import QuestionSet, Run
    from eval.run import Plan
    from rag.settings import Settings

UrlOption = Annotated[
    str | None, typer.Option("--url", help="Ask a running Derek there, over its own documents.")
]
KeyOption = Annotated[
    str | None,
    typer.Option("--key", envvar="EVAL_KEY", help="Its key.", show_envvar=True),
]


def run(
    path: SetArgument,
    layout: LayoutOption = None,
    lang: LangOption = "",
    split: SplitOption = None,
    queries: QueriesOption = None,
    corpus: CorpusOption = None,
    column: ColumnOption = None,
    unanswerable: UnanswerableOption = False,
    limit: LimitOption = None,
    seed: SeedOption = 0,
    config: ConfigOption = None,
    change: ChangeOption = None,
    url: UrlOption = None,
    key: KeyOption = None,
    task: TaskOption = None,
    workers: WorkersOption = 1,
    metric: MetricOption = None,
    out: OutOption = None,
    again: AgainOption = False,
    json: JsonOption = False,
) -> None:
    """Ask every question of a set. An interrupted run is resumed by the same command."""
    from eval.load import read_question_set
    from eval.metrics.catalogue import METRICS, find_metrics
    from eval.run import Plan

    wanted = find_metrics(metric or METRICS)
    options = load_options(layout, lang, split, queries, corpus, column, unanswerable, limit, seed)
    question_set = read_question_set(path, options)
    settings = settings_from(config, change)
    folder = out or settings.data / "eval" / question_set.name
    plan = Plan(tasks(task), workers, seed, written_command(), again)
    done = _run_over(question_set, settings, folder, plan, url, key)
    show_run(done, wanted, json)
    typer.echo(f"{folder}: {_cost(done)}", err=True)


def show_run(run: Run, metrics: tuple[Metric, ...], json: bool = False) -> None:
    """Figures with intervals on stdout."""
    from eval.commands.show import print_json, print_table
    from eval.report.tables import run_table
    from eval.summary import summarise

    figures = summarise(run.judged, metrics, run.manifest.seed)
    if json:
        print_json(
            {
                f.metric.name: [round(f.value, 6), round(f.low, 6), round(f.high, 6), f.n]
                for f in figures
            }
        )
    else:
        print_table(run_table(run, figures))


def _cost(run: Run) -> str:
    """Seconds, and what the suite added to the calls themselves where they did not overlap."""
    spent = run.manifest.flow_seconds
    took = f"{run.manifest.seconds:.1f} s"
    if not spent or run.manifest.workers > 1:
        return took
    return f"{took}, {run.manifest.seconds / spent - 1:+.1%} beside the flows alone"


def _run_over(
    question_set: QuestionSet,
    settings: Settings,
    folder: Path,
    plan: Plan,
    url: str | None,
    key: str | None,
) -> Run:
    from eval.progress import IngestLines, ShownRun
    from eval.run import run_set
    from eval.targets.opening import open_scratch
    from eval.targets.over_http import OverHttp

    watch = ShownRun(question_set.name)
    if url is not None:
        target = OverHttp(url, key)
        try:
            return run_set(question_set, target, folder, plan, watch)
        finally:
            target.close()
    with open_scratch(settings, question_set.corpus, folder, IngestLines()) as scratch:
        return run_set(question_set, scratch, folder, plan, watch)
