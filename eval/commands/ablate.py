"""``derek eval ablate``: what is each part worth?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.commands.options import (
    AgainOption,
    ChangeOption,
    ConfigOption,
    CorpusOption,
    LayoutOption,
    LimitOption,
    MetricOption,
    OutOption,
    QueriesOption,
    SeedOption,
    SetArgument,
    TaskOption,
    load_options,
    settings_from,
    tasks,
    written_command,
)

if TYPE_CHECKING:
    from eval.ablation.parts import Part

PartOption = Annotated[
    list[str] | None, typer.Option("--part", help="Only this part off; repeat it.")
]


def ablate(
    path: SetArgument,
    layout: LayoutOption = None,
    queries: QueriesOption = None,
    corpus: CorpusOption = None,
    limit: LimitOption = None,
    seed: SeedOption = 0,
    config: ConfigOption = None,
    change: ChangeOption = None,
    part: PartOption = None,
    task: TaskOption = None,
    metric: MetricOption = None,
    out: OutOption = None,
    again: AgainOption = False,
) -> None:
    """Take parts of retrieval and composition out in turn, and show what each was worth.

    The table is also kept beside the runs, as ablation.md. Interrupted, the same command goes on
    where it stopped.
    """
    from eval.ablation.ablate import differences, run_parts
    from eval.commands.show import print_table
    from eval.json_lines import write_whole
    from eval.load import read_question_set
    from eval.metrics.catalogue import find_metrics
    from eval.report.markdown import render_table
    from eval.report.tables import ablation_table
    from eval.run import Plan
    from eval.summary import HEADLINE

    chosen = _chosen(part)
    metrics = find_metrics(metric or HEADLINE)
    options = load_options(layout, queries=queries, corpus=corpus, limit=limit, seed=seed)
    question_set = read_question_set(path, options)
    settings = settings_from(config, change)
    folder: Path = out or settings.data / "eval" / f"{question_set.name}-ablation"
    plan = Plan(tasks(task), seed=seed, command=written_command(), again=again)
    results = list(run_parts(question_set, chosen, settings, folder, plan))
    table = ablation_table(differences(results, metrics), metrics)
    print_table(table)
    write_whole(folder / "ablation.md", render_table(table).encode() + b"\n")


def _chosen(names: list[str] | None) -> list[Part]:
    """The parts of these names, all by default, with the runs that they stand beside."""
    from eval.ablation.parts import UNGUARDED, WHOLE, all_parts

    known = {item.name: item for item in all_parts()}
    unknown = [name for name in names or () if name not in known]
    if unknown:
        raise typer.BadParameter(f"{unknown[0]!r}; parts: {', '.join(known)}", param_hint="--part")
    wanted = set(names or known) | {WHOLE, UNGUARDED}
    return [item for name, item in known.items() if name in wanted]
