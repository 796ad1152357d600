"""``derek eval generate``, ``harvest`` and ``review``: candidates, and a person's word."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.commands.options import SeedOption

if TYPE_CHECKING:
    from eval.drafts.candidate import Candidate

FolderArgument = Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder of documents.")]
AskedArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="JSONL of question, answer, rating and comment.")
]
CandidatesArgument = Annotated[Path, typer.Argument(metavar="FILE", help="Candidates.")]
FileOption = Annotated[Path, typer.Option("--out", help="Candidates to write.")]
PerDocumentOption = Annotated[
    int, typer.Option("--per-document", min=1, help="At most so many questions a document.")
]
KnownOption = Annotated[
    Path | None, typer.Option("--known", help="A set whose questions are left out.")
]
IntoOption = Annotated[Path, typer.Option("--into", help="The set that accepted cases go into.")]


def generate(
    folder: FolderArgument,
    out: FileOption = Path("candidates.jsonl"),
    per_document: PerDocumentOption = 10,
    seed: SeedOption = 0,
) -> None:
    """Draft questions from documents by rules, for a person to reword and accept."""
    from eval.documents import read_documents
    from eval.drafts.generate import draft_questions
    from eval.drafts.review import write_candidates

    candidates = draft_questions(list(read_documents(folder)), per_document, seed)
    write_candidates(out, candidates)
    typer.echo(f"{out}: {len(candidates)} candidates", err=True)


def harvest(
    asked: AskedArgument, out: FileOption = Path("candidates.jsonl"), known: KnownOption = None
) -> None:
    """Turn asked questions with their answers and ratings into candidates."""
    from eval.drafts.harvest import harvest_candidates
    from eval.drafts.review import write_candidates
    from eval.load import read_question_set

    cases = read_question_set(known).cases if known is not None else ()
    candidates = harvest_candidates(asked, cases)
    write_candidates(out, candidates)
    typer.echo(f"{out}: {len(candidates)} candidates", err=True)


def review(path: CandidatesArgument, into: IntoOption) -> None:
    """Walk through candidates on a terminal; accepted ones go into the set.

    Without a terminal, those whose status an editor set to "accepted" do.
    """
    from eval.drafts.review import read_candidates, take_accepted, write_candidates

    candidates = read_candidates(path)
    if sys.stdin.isatty():
        candidates = [_decided(candidate) for candidate in candidates]
        write_candidates(path, candidates)
    done = take_accepted(candidates, into)
    write_candidates(path, done)
    n_taken = sum(b.status == "taken" != a.status for a, b in zip(candidates, done, strict=True))
    typer.echo(f"{into}: {n_taken} cases taken", err=True)


def _decided(candidate: Candidate) -> Candidate:
    if candidate.status != "candidate":
        return candidate
    case = candidate.case
    groups = [" / ".join(group) for group in case.answers]
    typer.echo(f"\n{case.question}\n  gold: {'; '.join(groups) or '–'}")
    for gold in case.evidence:
        typer.echo(f"  {gold.source}: {gold.quote}")
    typer.echo(f"  {candidate.note}")
    word = typer.prompt("[a]ccept, [r]eject or [s]kip", default="s")
    status = {"a": "accepted", "r": "rejected"}.get(word.strip().lower()[:1], "candidate")
    return replace(candidate, status=status)  # type: ignore[arg-type]
