"""Is the evaluation to be trusted: does the gate stop worse builds only, and what does it cost?

    python bench/evaluation.py [--json] [--part gate|overhead] [--runs N] [--questions N]
                               [--cache FOLDER] [--set eval/sets/derek-corpus.jsonl]

``gate`` accepts a run of this build, then judges ``--runs`` unchanged ones, each over an index made
anew, and one run for each way to worsen the build. ``overhead`` times a run beside the same calls
of the flows without the suite, in turns. Real engine and model. Asserts nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from eval.ablation.parts import Part, all_parts, removed  # noqa: E402
from eval.gate import judge_build, read_floors, write_baseline  # noqa: E402
from eval.load import read_question_set  # noqa: E402
from eval.loaders.options import LoadOptions  # noqa: E402
from eval.progress import Unwatched  # noqa: E402
from eval.provenance import git_revision  # noqa: E402
from eval.records import QuestionSet, Run  # noqa: E402
from eval.run import DEPTH, Plan, run_set  # noqa: E402
from eval.run_folder import read_run  # noqa: E402
from eval.targets.in_process import InProcess  # noqa: E402
from eval.targets.opening import open_scratch  # noqa: E402
from rag.settings import Settings  # noqa: E402
from rag.types import Question  # noqa: E402

PARTS = ("gate", "overhead")
WORSENED = {
    "fusion off (vectors alone)": "lexical leg",
    "fusion off (words alone)": "vector leg",
    "threshold at 0": "always answers",
    "stemmer off": "stemming",
}
"""How a build is made worse, by the part that evaluation takes out of it."""
ROUNDS = 3


def opened(
    settings: Settings, question_set: QuestionSet, home: Path
) -> AbstractContextManager[InProcess]:
    """Derek over the set's corpus, its index made anew."""
    return open_scratch(settings, question_set.corpus, home / "index")


def run_build(question_set: QuestionSet, settings: Settings, home: Path, part: Part) -> Run:
    """A run of the build without one part, over an index of its own."""
    with removed(part), opened(settings, question_set, home) as target:
        flow = replace(target.derek.ask, **part.flow)
        changed = replace(target, derek=replace(target.derek, ask=flow))
        return run_set(question_set, changed, home / "run", Plan(again=True), Unwatched())


def measure_gate(
    question_set: QuestionSet, settings: Settings, home: Path, n_runs: int
) -> dict[str, Any]:
    """Why the gate stopped each run: nothing is how it should be for unchanged ones."""
    parts = {part.name: part for part in all_parts()}
    accepted = home / "accepted"
    write_baseline(run_build(question_set, settings, home, parts["whole"]), home / "run", accepted)
    baseline, floors = read_run(accepted), read_floors(accepted)

    def reasons(part: Part, seed: int) -> dict[str, str]:
        run = run_build(question_set, settings, home, part)
        verdicts = judge_build(run, baseline, floors, seed=seed)
        return {v.metric.name: v.why for v in verdicts if not v.passes}

    unchanged = [reasons(parts["whole"], seed) for seed in range(n_runs)]
    worsened = {name: reasons(parts[part], 0) for name, part in WORSENED.items()}
    return {
        "unchanged_runs": n_runs,
        "unchanged_stopped": sum(map(bool, unchanged)),
        "worsened_stopped": sum(map(bool, worsened.values())),
        "worsened": {name: sorted(why) for name, why in worsened.items()},
    }


def call_directly(question_set: QuestionSet, target: InProcess, tasks: tuple[str, ...]) -> None:
    """What the suite asks of the flows, and nothing else."""
    flow = target.derek.ask
    for case in question_set.cases:
        filters = replace(case.filters, groups=case.groups)
        if "ask" in tasks:
            flow.ask(Question(case.question, history=case.history, filters=filters))
        if "search" in tasks:
            flow.search(case.question, filters, DEPTH)


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds of a call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measure_overhead(question_set: QuestionSet, settings: Settings, home: Path) -> dict[str, Any]:
    """Seconds of the calls alone and of a run that makes them, at their median."""
    with opened(settings, question_set, home) as target:
        run = partial(run_set, question_set, target, home / "run", Plan(again=True), Unwatched())
        tasks = run().manifest.tasks
        direct, suite = [], []
        for _ in range(ROUNDS):
            direct.append(seconds(lambda: call_directly(question_set, target, tasks)))
            suite.append(seconds(run))
    return {
        "questions": len(question_set.cases),
        "tasks": tasks,
        "direct_seconds": round(statistics.median(direct), 2),
        "suite_seconds": round(statistics.median(suite), 2),
        "overhead": round(
            statistics.median(b / a for a, b in zip(direct, suite, strict=True)) - 1, 3
        ),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    parser.add_argument("--part", choices=PARTS, help="measure only this")
    parser.add_argument("--runs", type=int, default=10, help="unchanged ones")
    parser.add_argument("--questions", type=int, help="of the set (default: all)")
    parser.add_argument("--cache", type=Path, help="vectors and model files (default: temporary)")
    parser.add_argument("--set", type=Path, default=ROOT / "eval/sets/derek-corpus.jsonl")
    chosen = parser.parse_args()
    question_set = read_question_set(chosen.set, LoadOptions(limit=chosen.questions))
    figures: dict[str, Any] = {
        "set": question_set.name,
        "git": git_revision(),
        "cores": len(os.sched_getaffinity(0)),
        "load_average": round(os.getloadavg()[0], 2),
    }
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        settings = Settings(data=home / "data", cache=chosen.cache or home / "cache")
        if chosen.part != "overhead":
            figures["gate"] = measure_gate(question_set, settings, home, chosen.runs)
        if chosen.part != "gate":
            figures["overhead"] = measure_overhead(question_set, settings, home)
    print(json.dumps(figures, ensure_ascii=False, indent=None if chosen.json else 2))


if __name__ == "__main__":
    main()
