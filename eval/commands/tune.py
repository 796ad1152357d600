"""``derek eval tune``: settings fitted on a set."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eval.commands.options import (
    ChangeOption,
    ConfigOption,
    CorpusOption,
    LayoutOption,
    LimitOption,
    QueriesOption,
    SeedOption,
    SetArgument,
    load_options,
    settings_from,
    written_command,
)

FileOption = Annotated[Path, typer.Option("--out", help="Settings file to write.")]


def tune(
    path: SetArgument,
    layout: LayoutOption = None,
    queries: QueriesOption = None,
    corpus: CorpusOption = None,
    limit: LimitOption = None,
    seed: SeedOption = 0,
    config: ConfigOption = None,
    change: ChangeOption = None,
    out: FileOption = Path("derek.tuned.toml"),
) -> None:
    """Fit the lexical weight, then the abstention threshold, by five-fold cross-validation."""
    from eval.json_lines import write_whole
    from eval.load import read_question_set
    from eval.progress import Counted, IngestLines
    from eval.targets.opening import open_scratch
    from eval.tune import fit_abstention, fit_fusion, render_settings, with_weight

    options = load_options(layout, queries=queries, corpus=corpus, limit=limit, seed=seed)
    question_set = read_question_set(path, options)
    settings = settings_from(config, change)
    folder = settings.data / "eval" / f"{question_set.name}-tuning"
    with open_scratch(settings, question_set.corpus, folder, IngestLines()) as target:
        fusion = fit_fusion(question_set, target, seed)
        with Counted("threshold", len(question_set.cases)) as counted:
            unguarded = with_weight(target, fusion.value)
            in_force = target.derek.ask.min_score
            abstention = fit_abstention(question_set, unguarded, in_force, seed, counted.advance)
    text = render_settings([fusion, abstention], written_command())
    write_whole(out, text.encode())
    typer.echo(text)
