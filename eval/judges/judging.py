"""Puts a judge's figures into the rows of a finished run."""

from __future__ import annotations

import tempfile
from pathlib import Path

from eval.judges.judge import judged_rows
from eval.judges.ragas_judge import JudgeModel, RagasJudge
from eval.parquet import write_parquet
from eval.progress import Counted
from eval.records import Run
from eval.run_folder import RunFolder, read_run
from rag.assembly import open_derek
from rag.settings import Settings, read_settings


def judge_run(path: Path, model: JudgeModel | None) -> Run:
    """The run with its judgements; its files are replaced only when all are there.

    Raises: RunError for an unfinished run, JudgeError, MissingPackage, DerekError.
    """
    run = read_run(path)
    settings = read_settings()
    with tempfile.TemporaryDirectory() as empty, open_derek(_empty(settings, Path(empty))) as derek:
        judge = RagasJudge(derek.embedder, model)
        with Counted(f"{run.name}, judged", len(run.judged)) as counted:
            judgements = judge.judge_all(run.judged, counted.advance)
    RunFolder(path).write_rows(judged_rows(run.judged, judgements))
    judged = read_run(path)
    write_parquet(path / "rows.parquet", judged)
    return judged


def _empty(settings: Settings, folder: Path) -> Settings:
    cache = settings.cache or settings.data / "eval" / "cache"
    return settings.model_copy(update={"data": folder, "cache": cache})
