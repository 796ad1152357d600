"""``derek eval compare``: two runs of one set, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.commands.options import JsonOption, MetricOption, SeedOption

if TYPE_CHECKING:
    from eval.compare import Difference, Flip

FirstArgument = Annotated[Path, typer.Argument(metavar="A", help="Folder of the run before.")]
SecondArgument = Annotated[Path, typer.Argument(metavar="B", help="Folder of the run after.")]
FlipsOption = Annotated[int, typer.Option("--flips", min=0, help="Flipped questions to show.")]


def compare(
    a: FirstArgument,
    b: SecondArgument,
    metric: MetricOption = None,
    flips: FlipsOption = 20,
    seed: SeedOption = 0,
    json: JsonOption = False,
) -> None:
    """Differences with intervals and paired tests, and the questions that flipped."""
    from eval.commands.show import print_json, print_table
    from eval.compare import compare_runs
    from eval.compare import flips as find_flips
    from eval.metrics.catalogue import METRICS, find_metrics
    from eval.report.markdown import render_flips
    from eval.report.tables import difference_table
    from eval.run_folder import read_run

    wanted = find_metrics(metric or METRICS)
    one, other = read_run(a), read_run(b)
    differences = compare_runs(one, other, wanted, seed)
    flipped = find_flips(one, other)
    if json:
        print_json(_plain(differences, flipped))
        return
    print_table(difference_table(differences, one.name, other.name))
    better = sum(flip.to_better for flip in flipped)
    typer.echo(
        f"{len(flipped)} questions flipped: {better} to better, {len(flipped) - better} to worse\n"
    )
    typer.echo(render_flips(flipped[:flips]))


def _plain(differences: Sequence[Difference], flipped: Sequence[Flip]) -> object:
    bounds = ("a", "b", "low", "high", "p", "wins", "ties", "losses")
    return {
        "metrics": {
            d.metric.name: {name: getattr(d, name) for name in bounds} for d in differences
        },
        "flips": [{"id": flip.a.case.id, "to_better": flip.to_better} for flip in flipped],
    }
