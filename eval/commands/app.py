"""All commands of ``derek eval``; importing this loads none of what they work with."""

from __future__ import annotations

import typer

from eval.commands import (
    ablate,
    check,
    compare,
    draft,
    gate,
    judge,
    metrics,
    report,
    run,
    suite,
    tune,
)

commands = typer.Typer(
    help="Question sets in, figures and pictures out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
commands.command("check")(check.check)
commands.command("run")(run.run)
commands.command("suite")(suite.suite)
commands.command("judge")(judge.judge)
commands.command("compare")(compare.compare)
commands.command("gate")(gate.gate)
commands.command("accept")(gate.accept)
commands.command("report")(report.report)
commands.command("ablate")(ablate.ablate)
commands.command("tune")(tune.tune)
commands.command("generate")(draft.generate)
commands.command("harvest")(draft.harvest)
commands.command("review")(draft.review)
commands.command("metrics")(metrics.metrics)
