"""Asks a target every question of a set, and keeps what came of it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b
from pathlib import Path

from eval.errors import RunError
from eval.languages import relevant_languages
from eval.load import corpus_digest
from eval.metrics.ranking import FoundPassage, grades_of, ranking_of
from eval.parquet import write_parquet
from eval.progress import RunWatcher
from eval.provenance import git_revision, package_versions, utc_now
from eval.records import Case, Judged, Manifest, QuestionSet, Row, Run, Seconds
from eval.run_folder import Entry, RunFolder, read_run
from eval.targets.target import Target

DEPTH = 50
"""Passages looked at of a search: the deepest cut of a metric."""
N_CONTEXTS = 5
"""Passages whose words are kept in a row, for people and judges."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to run. ``tasks`` empty means what the set is good for."""

    tasks: tuple[str, ...] = ()
    workers: int = 1
    seed: int = 0
    command: str = ""
    again: bool = False


def run_set(
    question_set: QuestionSet, target: Target, folder: Path, plan: Plan, watch: RunWatcher
) -> Run:
    """Ask everything that the folder does not hold yet, then write the run whole.

    An interrupted run of the same set, settings and code is resumed.
    Raises: RunError when the folder holds another run, DerekError of the target.
    """
    files = RunFolder(folder)
    manifest = make_manifest(question_set, target, plan)
    done = _resume(files, manifest, question_set, plan)
    pending = [case for case in question_set.cases if case.id not in done]
    watch.started(len(question_set.cases), len(done))
    begun, entries, flow_seconds = time.perf_counter(), dict(done), 0.0
    langs = relevant_languages(question_set)
    try:
        for case, asked, spent in _ask_all(pending, target, manifest.tasks, plan.workers):
            entry = replace(asked, row=replace(asked.row, relevant_lang=langs.get(case.id, "")))
            files.append(entry)
            entries[entry.row.id] = entry
            flow_seconds += spent
            watch.asked(Judged(case, entry.row, entry.seconds))
    finally:
        files.close()
        watch.stopped()
    finished = replace(
        manifest,
        complete=True,
        finished=utc_now(),
        seconds=round(time.perf_counter() - begun, 3),
        flow_seconds=round(flow_seconds, 3),
    )
    files.finish(finished, (entries[case.id] for case in question_set.cases))
    run = read_run(folder)
    write_parquet(folder / "rows.parquet", run)
    return run


def make_manifest(question_set: QuestionSet, target: Target, plan: Plan) -> Manifest:
    """What is about to be run; not complete."""
    settings = target.settings()
    canonical = json.dumps(settings, sort_keys=True, ensure_ascii=False)
    return Manifest(
        set_name=question_set.name,
        set_digest=question_set.digest,
        corpus_digest=corpus_digest(question_set.corpus),
        n_cases=len(question_set.cases),
        target=target.name,
        settings=settings,
        fingerprint=blake2b(canonical.encode(), digest_size=8).hexdigest(),
        versions=package_versions(),
        git=git_revision(),
        seed=plan.seed,
        tasks=_tasks(question_set.cases, plan.tasks),
        workers=plan.workers,
        command=plan.command,
        started=utc_now(),
    )


def differing(before: Manifest, manifest: Manifest) -> list[str]:
    """What of two manifests must be the same for one to go on with the other's rows, and is not."""
    same = ("set_digest", "corpus_digest", "fingerprint", "versions", "git", "seed", "tasks")
    return [name for name in same if getattr(before, name) != getattr(manifest, name)]


def _tasks(cases: Sequence[Case], wanted: tuple[str, ...]) -> tuple[str, ...]:
    if wanted:
        return wanted
    asks = any(case.answers or case.evidence or not case.answerable for case in cases)
    searches = any(grades_of(case) for case in cases)
    return ("ask",) * (asks or not searches) + ("search",) * searches


def _resume(
    files: RunFolder, manifest: Manifest, question_set: QuestionSet, plan: Plan
) -> dict[str, Entry]:
    before = files.find_manifest()
    if before is None or plan.again:
        files.begin(manifest, question_set.cases)
        return {}
    if before.complete:
        raise RunError(
            f"{files.path} holds a finished run.",
            mend="Add --again to replace it, or --out for another folder.",
        )
    if changed := differing(before, manifest):
        raise RunError(
            f"{files.path} holds an unfinished run with another {', '.join(changed)}.",
            mend="Add --again to begin anew, or --out for another folder.",
        )
    known = {case.id for case in question_set.cases}
    return {name: entry for name, entry in files.read_journal().items() if name in known}


def _ask_all(
    cases: Sequence[Case], target: Target, tasks: tuple[str, ...], workers: int
) -> Iterator[tuple[Case, Entry, float]]:
    ask = partial(_ask_one, target=target, tasks=tasks)
    if workers <= 1:
        yield from map(ask, cases)
        return
    pool = ThreadPoolExecutor(workers)
    try:
        yield from pool.map(ask, cases)
    finally:
        pool.shutdown(cancel_futures=True)


def _ask_one(case: Case, target: Target, tasks: tuple[str, ...]) -> tuple[Case, Entry, float]:
    row, seconds, spent = Row(id=case.id), Seconds(case.id), 0.0
    if "ask" in tasks:
        asked = target.ask(case)
        spent += asked.seconds.get("total", 0.0)
        row = replace(
            row,
            verdict=asked.verdict,
            reason=asked.reason,
            text=asked.text,
            standalone_question=asked.standalone_question,
            language=asked.language,
            citations=asked.citations,
            confidence=asked.confidence,
            tokens=asked.tokens,
            n_drafted=asked.n_drafted,
            n_unsupported=asked.n_unsupported,
        )
        seconds = replace(seconds, ask=asked.seconds)
    if "search" in tasks:
        found = target.search(case, DEPTH)
        spent += found.seconds.get("total", 0.0)
        passages = [FoundPassage(item.source, item.text) for item in found.passages]
        row = replace(row, ranking=ranking_of(case, passages), contexts=found.passages[:N_CONTEXTS])
        seconds = replace(seconds, search=found.seconds)
    return case, Entry(row, seconds), spent
