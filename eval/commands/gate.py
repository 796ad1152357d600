"""``derek eval gate`` and ``derek eval accept``: hold a build to accepted figures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eval.commands.options import JsonOption, MetricOption, RunArgument, SeedOption, pairs

BaselineOption = Annotated[
    Path, typer.Option("--baseline", help="The accepted run, with its floors.")
]
FloorOption = Annotated[
    list[str] | None, typer.Option("--floor", help="METRIC=VALUE over the baseline's; repeat it.")
]
IntoOption = Annotated[Path, typer.Option("--into", help="Folder of the baseline.")]


def gate(
    run: RunArgument,
    baseline: BaselineOption,
    floor: FloorOption = None,
    metric: MetricOption = None,
    seed: SeedOption = 0,
    json: JsonOption = False,
) -> None:
    """Leave with 1 when a metric is beyond its floor or significantly worse than the baseline."""
    from eval.commands.show import print_json, print_table
    from eval.gate import judge_build, read_floors
    from eval.report.tables import verdict_table
    from eval.run_folder import read_run

    floors = {**read_floors(baseline), **_floors(floor)}
    verdicts = judge_build(read_run(run), read_run(baseline), floors, metric or (), seed)
    if json:
        print_json(
            [
                {
                    "metric": v.metric.name,
                    "before": v.before,
                    "now": v.now,
                    "floor": v.floor,
                    "p": v.p,
                    "why": v.why,
                }
                for v in verdicts
            ]
        )
    else:
        print_table(verdict_table(verdicts))
    failed = [verdict for verdict in verdicts if not verdict.passes]
    for verdict in failed:
        typer.echo(f"{verdict.metric.name}: {verdict.why}", err=True)
    if failed:
        raise typer.Exit(1)


def accept(run: RunArgument, into: IntoOption) -> None:
    """Keep a finished run as the baseline, with floors a little below its figures."""
    from eval.gate import write_baseline
    from eval.run_folder import read_run

    write_baseline(read_run(run), run, into)
    typer.echo(f"{into}: accepted; look at its floors before you commit it", err=True)


def _floors(given: list[str] | None) -> dict[str, float]:
    try:
        return {name: float(value) for name, value in pairs(given, "--floor").items()}
    except ValueError as fault:
        raise typer.BadParameter(str(fault), param_hint="--floor") from fault
