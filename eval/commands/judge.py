"""``derek eval judge``: ragas's metrics added to a finished run."""

from __future__ import annotations

from typing import Annotated

import typer

from eval.commands.options import RunArgument

UrlOption = Annotated[
    str | None, typer.Option("--judge-url", help="OpenAI-compatible URL of a language model.")
]
ModelOption = Annotated[str, typer.Option("--judge-model", help="Its name there.")]
KeyOption = Annotated[
    str, typer.Option("--judge-key", envvar="EVAL_JUDGE_KEY", help="Its key.", show_envvar=True)
]
TimeoutOption = Annotated[
    float, typer.Option("--timeout", min=0.1, help="Seconds granted to one metric of a question.")
]
WorkersOption = Annotated[
    int, typer.Option("--workers", min=1, max=64, help="Questions judged at once.")
]


def judge(
    run: RunArgument,
    judge_url: UrlOption = None,
    judge_model: ModelOption = "judge",
    judge_key: KeyOption = "none",
    timeout: TimeoutOption = 60.0,
    workers: WorkersOption = 2,
) -> None:
    """Measure on ids, strings and embeddings, and with a language model where one is named."""
    from eval.commands.run import show_run
    from eval.judges.judging import judge_run
    from eval.judges.ragas_judge import JudgeModel
    from eval.metrics.judged import JUDGED_METRICS

    model = None
    if judge_url is not None:
        model = JudgeModel(judge_url, judge_model, judge_key, timeout, workers)
    judged = judge_run(run, model)
    show_run(judged, JUDGED_METRICS)
    left_out = sum(len(item.row.unjudged) for item in judged.judged)
    if left_out:
        typer.echo(f"{left_out} judgements are missing; rows.jsonl says why", err=True)
