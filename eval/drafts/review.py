"""Takes what a person accepted into a set, and remembers that it was taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from eval.drafts.candidate import Candidate
from eval.errors import SetError
from eval.json_lines import read_lines, render_line, write_lines, write_whole
from eval.metrics.strings import plain
from eval.records import Case


def read_candidates(path: Path) -> list[Candidate]:
    """Candidates in order. Raises: SetError, naming the broken row."""
    return list(read_lines(path, Candidate, SetError))


def write_candidates(path: Path, candidates: Sequence[Candidate]) -> None:
    """All candidates, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_lines(path, candidates)


def take_accepted(candidates: Sequence[Candidate], into: Path) -> list[Candidate]:
    """Append accepted cases to the set, numbered on; returns the candidates with them as taken.

    Raises: SetError when an accepted case could not be scored or is asked there already.
    """
    known = list(read_lines(into, Case, SetError)) if into.is_file() else []
    asked = {plain(case.question) for case in known}
    taken: list[Case] = []
    for candidate in candidates:
        if candidate.status != "accepted":
            continue
        _refuse_unfit(candidate.case, asked)
        asked.add(plain(candidate.case.question))
        number = len(known) + len(taken) + 1
        taken.append(replace(candidate.case, id=f"{into.stem}-{number:03d}"))
    if taken:
        kept = into.read_bytes() if into.is_file() else b""
        end = b"" if not kept or kept.endswith(b"\n") else b"\n"
        write_whole(into, kept + end + b"".join(map(render_line, taken)))
    return [replace(c, status="taken") if c.status == "accepted" else c for c in candidates]


def _refuse_unfit(case: Case, asked: set[str]) -> None:
    if case.answerable and not case.answers:
        raise SetError(f"{case.id} is accepted, but nothing says what is right: add its answers.")
    if not case.answerable and (case.answers or case.evidence):
        raise SetError(f"{case.id} is unanswerable and yet has answers or evidence.")
    if plain(case.question) in asked:
        raise SetError(f"{case.id} is asked in the set already.")
