"""Runs the sets that a suite file names, one after the other, over each corpus once."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from eval.errors import RunError, SetError
from eval.json_lines import read_bytes, write_whole
from eval.load import corpus_digest, read_question_set
from eval.loaders.options import LoadOptions
from eval.progress import IngestLines, ShownRun
from eval.provenance import git_revision, package_versions
from eval.records import QuestionSet, Run
from eval.run import Plan, run_set
from eval.run_folder import MANIFEST, RunFolder, read_run
from eval.targets.opening import open_scratch
from rag.settings import Settings

CLAIM = "suite.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One set of a suite: a name for its run, a path below the root, and how to read it."""

    name: str
    path: str
    corpus: str | None = None
    layout: str | None = None
    lang: str = ""
    split: str | None = None
    queries: str | None = None
    unanswerable: bool = False
    limit: int | None = None
    tasks: tuple[str, ...] = ()


def read_suite(path: Path) -> tuple[Member, ...]:
    """Members in order. Raises: SetError."""
    try:
        tables: Any = tomllib.loads(read_bytes(path, SetError).decode("utf-8")).get("set", [])
        members = msgspec.convert(tables, tuple[Member, ...])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as fault:
        raise SetError(f"{path.name}: {fault}.") from fault
    if not members:
        raise SetError(f"{path.name} names no set.")
    return members


def run_suite(
    members: Sequence[Member], root: Path, settings: Settings, folder: Path, plan: Plan
) -> Iterator[Run]:
    """Runs as they finish, each in a folder of its name; neighbours over one corpus share an index.

    Runs that are whole already are read back when ``plan.again`` is false. Raises: RunError when
    the folder holds a suite of another build or with other settings, DerekError.
    """
    loaded = [(member, _load(member, root, plan.seed)) for member in members]
    _claim(folder, settings, plan)
    if plan.again:
        for member in members:
            (folder / member.name / MANIFEST).unlink(missing_ok=True)  # no result any more
    for digest, group in groupby(loaded, key=lambda pair: corpus_digest(pair[1].corpus)):
        todo = list(group)
        waiting = [
            (member, question_set)
            for member, question_set in todo
            if not _is_whole(folder / member.name, question_set, digest)
        ]
        if waiting:
            scratch = folder / f"corpus-{digest}"
            with open_scratch(settings, todo[0][1].corpus, scratch, IngestLines()) as target:
                for member, question_set in waiting:
                    own = replace(plan, tasks=member.tasks, again=False)
                    watch = ShownRun(member.name)
                    run_set(question_set, target, folder / member.name, own, watch)
            scratch.rmdir()
        yield from (read_run(folder / member.name) for member, _ in todo)


def _load(member: Member, root: Path, seed: int) -> QuestionSet:
    options = LoadOptions(
        layout=member.layout,
        lang=member.lang,
        split=member.split,
        queries=member.queries,
        corpus=root / member.corpus if member.corpus else None,
        unanswerable=member.unanswerable,
        limit=member.limit,
        seed=seed,
    )
    return read_question_set(root / member.path, options)


def _claim(folder: Path, settings: Settings, plan: Plan) -> None:
    """What all runs of the folder are of; figures of one build must not be shown as another's."""
    secret: Any = {"data": True, "cache": True, "serve": True}
    secret |= {"store": {"api_key"}, "llm": {"key"}}
    told = json.dumps(settings.model_dump(mode="json", exclude=secret), sort_keys=True)
    now = {
        "settings": blake2b(told.encode(), digest_size=8).hexdigest(),
        "revision": git_revision(),
        "versions": dict(package_versions()),
        "seed": plan.seed,
    }
    path = folder / CLAIM
    if path.is_file() and not plan.again:
        before = json.loads(read_bytes(path, RunError))
        if changed := [name for name, value in now.items() if before.get(name) != value]:
            raise RunError(
                f"{folder} holds runs with another {', '.join(changed)}.",
                mend="Add --again to begin anew, or --out for another folder.",
            )
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(path, json.dumps(now, indent=1).encode())


def _is_whole(folder: Path, question_set: QuestionSet, corpus: str) -> bool:
    found = RunFolder(folder).find_manifest()
    return (
        found is not None
        and found.complete
        and (found.set_digest, found.corpus_digest) == (question_set.digest, corpus)
    )
