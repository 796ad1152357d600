"""A path to a question set, whatever its layout."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from eval.errors import SetError
from eval.json_lines import render_line
from eval.loaders import (
    beir,
    kazqad,
    nomiracl,
    own_jsonl,
    retrieval_folder,
    squad,
    table,
)
from eval.loaders.options import LoadOptions
from eval.loaders.passages import read_passages
from eval.records import Case, Corpus, QuestionSet


class Layout(NamedTuple):
    """How files of a layout are recognised and read."""

    recognises: Callable[[Path], bool]
    read_set: Callable[[Path, LoadOptions], tuple[tuple[Case, ...], Corpus]]


NO_OPTIONS = LoadOptions()
LAYOUTS: Mapping[str, Layout] = {
    "jsonl": Layout(own_jsonl.recognises, own_jsonl.read_set),
    "beir": Layout(beir.recognises, beir.read_set),
    "nomiracl": Layout(nomiracl.recognises, nomiracl.read_set),
    "kazqad": Layout(kazqad.recognises, kazqad.read_set),
    "retrieval": Layout(retrieval_folder.recognises, retrieval_folder.read_set),
    "squad": Layout(squad.recognises, squad.read_set),
    "table": Layout(table.recognises, table.read_set),
}
"""By name; the first that recognises a path reads it."""


def read_question_set(path: Path, options: LoadOptions = NO_OPTIONS) -> QuestionSet:
    """The set at ``path``. Raises: SetError when it is missing, broken, of no known layout, empty
    or has two cases of one id."""
    layout = _layout(path, options.layout)
    cases, corpus = layout.read_set(path, options)
    if options.corpus is not None:
        corpus = _read_corpus(options.corpus)
    if options.unanswerable:
        cases = tuple(_as_unanswerable(case) for case in cases)
    if options.split is not None:
        cases = _of_split(path, cases, options.split)
    if options.limit is not None:
        cases = _sample(cases, options.limit, options.seed)
    if not cases:
        raise SetError(f"{path.name} holds no questions.")
    cases, corpus = _without_twins(cases, corpus)
    _refuse_twins(path, cases)
    return QuestionSet(_name(path, options), cases, corpus, digest_of(cases))


def digest_of(cases: tuple[Case, ...]) -> str:
    """What tells two sets apart: a hash of all cases in order."""
    return hashlib.blake2b(b"".join(map(render_line, cases)), digest_size=8).hexdigest()


def corpus_digest(corpus: Corpus) -> str:
    """A hash of every passage, or of the name and bytes of every file; "none" without a corpus."""
    digest = hashlib.blake2b(digest_size=8)
    if corpus.folder is not None:
        for file in sorted(p for p in corpus.folder.rglob("*") if p.is_file()):
            digest.update(file.relative_to(corpus.folder).as_posix().encode())
            digest.update(hashlib.blake2b(file.read_bytes()).digest())
        return digest.hexdigest()
    for passage in corpus.passages:
        digest.update(render_line(passage))
    return digest.hexdigest() if corpus.passages else "none"


def _layout(path: Path, name: str | None) -> Layout:
    if not path.exists():
        raise SetError(f"There is no {path}.")
    if name is not None:
        if name not in LAYOUTS:
            raise SetError(f"There is no layout {name!r}; layouts: {', '.join(LAYOUTS)}.")
        return LAYOUTS[name]
    for layout in LAYOUTS.values():
        if layout.recognises(path):
            return layout
    raise SetError(
        f"{path.name} is of no layout that is known.",
        mend=f"Name it with --layout: {', '.join(LAYOUTS)}.",
    )


def _read_corpus(path: Path) -> Corpus:
    if path.is_dir():
        return Corpus(folder=path.resolve())
    if path.suffix != ".jsonl":
        raise SetError(f"{path} is neither a folder of documents nor a JSONL file of passages.")
    return Corpus(passages=read_passages(path))


def _as_unanswerable(case: Case) -> Case:
    return replace(case, answerable=False, answers=(), evidence=(), relevant={}, kind="none")


def _of_split(path: Path, cases: tuple[Case, ...], split: str) -> tuple[Case, ...]:
    kept = tuple(case for case in cases if case.split == split)
    if not kept:
        known = sorted({case.split for case in cases if case.split is not None})
        raise SetError(
            f"{path.name} has no questions of a split {split!r}; "
            f"its splits: {', '.join(known) or 'it names none'}."
        )
    return kept


def _sample(cases: tuple[Case, ...], limit: int, seed: int) -> tuple[Case, ...]:
    if limit >= len(cases):
        return cases
    kept = set(random.Random(seed).sample(range(len(cases)), limit))
    return tuple(case for number, case in enumerate(cases) if number in kept)


def _refuse_twins(path: Path, cases: tuple[Case, ...]) -> None:
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise SetError(f"{path.name}: the id {case.id} stands twice.")
        seen.add(case.id)


def _without_twins(cases: tuple[Case, ...], corpus: Corpus) -> tuple[tuple[Case, ...], Corpus]:
    """One document for passages of the same words, which Derek would store once; judgements of the
    others go to it, with the higher grade."""
    first: dict[tuple[str, str], str] = {}
    known = {p.id: first.setdefault((p.title, p.text), p.id) for p in corpus.passages}
    if all(name == kept for name, kept in known.items()):
        return cases, corpus
    passages = tuple(p for p in corpus.passages if known[p.id] == p.id)
    return tuple(_with_kept(case, known) for case in cases), Corpus(passages=passages)


def _with_kept(case: Case, known: Mapping[str, str]) -> Case:
    relevant: dict[str, int] = {}
    for name, grade in case.relevant.items():
        kept = known.get(name, name)
        relevant[kept] = max(grade, relevant.get(kept, grade))
    return replace(case, relevant=relevant)


def _name(path: Path, options: LoadOptions) -> str:
    queries = Path(options.queries).stem if options.queries else None
    return "-".join(part for part in (path.stem, queries, options.split) if part)
