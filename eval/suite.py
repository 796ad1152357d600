"""Runs the sets that a suite file names, one after the other, over each corpus once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from eval.errors import SetError
from eval.json_lines import read_bytes
from eval.load import corpus_digest, read_question_set
from eval.loaders.options import LoadOptions
from eval.progress import IngestLines, ShownRun
from eval.records import QuestionSet, Run
from eval.run import Plan, run_set
from eval.targets.opening import open_scratch
from rag.settings import Settings


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

    Runs that are whole already are read back when ``plan.again`` is false. Raises: DerekError.
    """
    from eval.run_folder import read_run

    loaded = [(member, _load(member, root, plan.seed)) for member in members]
    for digest, group in groupby(loaded, key=lambda pair: corpus_digest(pair[1].corpus)):
        todo = list(group)
        waiting = [pair for pair in todo if plan.again or not _is_whole(folder / pair[0].name)]
        if waiting:
            scratch = folder / f"corpus-{digest}"
            with open_scratch(settings, todo[0][1].corpus, scratch, IngestLines()) as target:
                for member, question_set in waiting:
                    own = Plan(member.tasks, plan.workers, plan.seed, plan.command, plan.again)
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


def _is_whole(folder: Path) -> bool:
    from eval.run_folder import RunFolder

    manifest = RunFolder(folder).find_manifest()
    return manifest is not None and manifest.complete
