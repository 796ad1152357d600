"""Runs a set on builds with one part off each, over one index where the part does not shape it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from eval.ablation.parts import Part, removed
from eval.compare import Difference, compare_runs
from eval.metrics.metric import Metric
from eval.progress import ShownRun
from eval.records import Manifest, QuestionSet, Run
from eval.run import Plan, differing, make_manifest, run_set
from eval.run_folder import RunFolder, read_run
from eval.targets.in_process import InProcess
from eval.targets.opening import open_scratch
from rag.ports import Embedder
from rag.settings import Settings


def run_parts(
    question_set: QuestionSet,
    parts: Sequence[Part],
    settings: Settings,
    folder: Path,
    plan: Plan,
    embedder: Embedder | None = None,
) -> Iterator[tuple[Part, Run]]:
    """A run for each part, in the order given, each in a folder of the part's name. What an
    interrupted ablation of the same build has done is not done again, unless the plan says so.

    Raises: EvalError when a part is not in the build any more, DerekError.
    """
    shared = [part for part in parts if not part.reindexes]
    done: dict[str, Run] = {}
    with open_scratch(settings, question_set.corpus, folder, embedder=embedder) as target:
        for part in shared:
            done[part.name] = _run_without(part, question_set, target, folder, plan)
    for part in parts:
        if part.reindexes:
            with (
                removed(part),
                open_scratch(settings, question_set.corpus, folder, embedder=embedder) as target,
            ):
                done[part.name] = _run_flow(part, question_set, target, folder, plan)
    for part in parts:
        yield part, done[part.name]


def differences(
    results: Sequence[tuple[Part, Run]], metrics: Sequence[Metric]
) -> list[tuple[Part, list[Difference]]]:
    """What each part is worth: its run minus the run it stands beside, where that one was made."""
    by_name = {part.name: run for part, run in results}
    return [
        (part, compare_runs(by_name[part.beside], run, metrics))
        for part, run in results
        if part.beside in by_name
    ]


def _run_without(
    part: Part, question_set: QuestionSet, target: InProcess, folder: Path, plan: Plan
) -> Run:
    with removed(part):
        return _run_flow(part, question_set, target, folder, plan)


def _run_flow(
    part: Part, question_set: QuestionSet, target: InProcess, folder: Path, plan: Plan
) -> Run:
    flow = replace(target.derek.ask, **part.flow)
    changed = replace(
        target, derek=replace(target.derek, ask=flow), label=f"without {part.name}", _tokens={}
    )
    place = folder / part.name.replace(" ", "-")
    before = RunFolder(place).find_manifest()
    goes_on = (
        before is not None and not plan.again and _is_same(before, question_set, changed, plan)
    )
    if before is not None and goes_on and before.complete:
        return read_run(place)
    return run_set(
        question_set, changed, place, replace(plan, again=not goes_on), ShownRun(part.name)
    )


def _is_same(before: Manifest, question_set: QuestionSet, target: InProcess, plan: Plan) -> bool:
    now = make_manifest(question_set, target, plan)
    return before.target == now.target and not differing(before, now)
