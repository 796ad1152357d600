"""``derek eval check``: is a set sound?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.commands.options import (
    ColumnOption,
    CorpusOption,
    JsonOption,
    LangOption,
    LayoutOption,
    QueriesOption,
    SetArgument,
    SplitOption,
    UnanswerableOption,
    load_options,
)

if TYPE_CHECKING:
    from eval.check import Finding
    from eval.records import QuestionSet

AgainstOption = Annotated[
    list[Path] | None,
    typer.Option("--against", help="A set that must not share a question with it; repeat it."),
]


def check(
    path: SetArgument,
    layout: LayoutOption = None,
    lang: LangOption = "",
    split: SplitOption = None,
    queries: QueriesOption = None,
    corpus: CorpusOption = None,
    column: ColumnOption = None,
    unanswerable: UnanswerableOption = False,
    against: AgainstOption = None,
    json: JsonOption = False,
) -> None:
    """Find broken rows, quotes that are not in the corpus, duplicates and leaks between splits.

    Leaves with 1 when there is an error; warnings alone leave with 0.
    """
    from eval.check import check_set, corpus_texts
    from eval.commands.show import print_json
    from eval.load import read_question_set

    options = load_options(layout, lang, split, queries, corpus, column, unanswerable)
    question_set = read_question_set(path, options)
    texts = corpus_texts(question_set.corpus)
    others = [read_question_set(other) for other in against or ()]
    findings = check_set(question_set, others, texts)
    if json:
        print_json({"name": question_set.name, "digest": question_set.digest, "findings": findings})
    else:
        for finding in findings:
            typer.echo(f"{finding.severity} {finding.case_id}: {finding.what}")
        typer.echo(_summary(question_set, len(texts), findings), err=True)
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(1)


def _summary(question_set: QuestionSet, n_documents: int, findings: Sequence[Finding]) -> str:
    from eval.check import count_kinds

    kinds = ", ".join(f"{n} {kind}" for kind, n in count_kinds(question_set).items())
    n_quotes = sum(len(case.evidence) for case in question_set.cases)
    n_errors = sum(finding.severity == "error" for finding in findings)
    return (
        f"{question_set.name}: {len(question_set.cases)} questions ({kinds}) "
        f"with {n_quotes} quotes "
        f"over {n_documents} documents: {n_errors} errors, {len(findings) - n_errors} warnings"
    )
