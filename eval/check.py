"""Finds what is wrong with a question set before anybody trusts figures made on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from eval.documents import read_documents
from eval.metrics.strings import holds, plain
from eval.records import Case, Corpus, QuestionSet

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: an error makes figures wrong, a warning makes them weaker."""

    severity: Severity
    case_id: str
    what: str


def check_set(
    question_set: QuestionSet,
    others: Sequence[QuestionSet] = (),
    texts: Mapping[str, str] | None = None,
) -> list[Finding]:
    """Findings in the order of the cases; none for a sound set.

    ``others`` are sets that must not share a question with this one (another split); ``texts`` what
    ``corpus_texts`` read before, None to have it read here.
    """
    texts = corpus_texts(question_set.corpus) if texts is None else texts
    findings = list(_check_corpus(question_set.corpus, texts))
    for case in question_set.cases:
        findings += _check_case(case, texts, bool(question_set.corpus.passages))
    findings += _twins(question_set.cases)
    findings += _leaks(question_set, others)
    return findings


def corpus_texts(corpus: Corpus) -> Mapping[str, str]:
    """Normalised text by source, as Derek cites it; empty without a corpus. Files that Derek cannot
    read are left out."""
    if corpus.passages:
        return {p.id: plain(f"{p.title}\n\n{p.text}") for p in corpus.passages}
    if corpus.folder is None:
        return {}
    return {d.source: plain(d.text) for d in read_documents(corpus.folder)}


def _check_corpus(corpus: Corpus, texts: Mapping[str, str]) -> Iterator[Finding]:
    if corpus.folder is None and not corpus.passages:
        yield Finding("warning", "-", "no corpus is named, so quotes were not looked for")
    elif not texts:
        yield Finding("error", "-", "no document of the corpus can be read")


def _check_case(case: Case, texts: Mapping[str, str], of_passages: bool) -> Iterator[Finding]:
    faults = [*_shape_faults(case), *_evidence_faults(case, texts)]
    if texts and of_passages:
        missing = [name for name, grade in case.relevant.items() if grade > 0 and name not in texts]
        faults += [("error", f"relevant document {name} is not in the corpus") for name in missing]
    yield from (Finding(severity, case.id, what) for severity, what in faults)


def _shape_faults(case: Case) -> Iterator[tuple[Severity, str]]:
    if not case.question.strip():
        yield "error", "the question is empty"
    if any(not any(accepted.strip() for accepted in group) for group in case.answers):
        yield "error", "a group of answers has no accepted string"
    if case.answerable and not (case.answers or case.evidence or case.relevant):
        yield "error", "answerable, but nothing says what is right"
    if not case.answerable and (case.answers or case.evidence or case.relevant):
        yield "error", "unanswerable, but it has answers or evidence"
    if case.history and case.history[-1].role != "assistant":
        yield "warning", "the history does not end with an answer"


def _evidence_faults(case: Case, texts: Mapping[str, str]) -> Iterator[tuple[Severity, str]]:
    for gold in case.evidence:
        if not gold.quote.strip():
            yield "error", f"evidence in {gold.source} has no quote"
        elif texts and gold.source not in texts:
            yield "error", f"source {gold.source} is not in the corpus"
        elif texts and plain(gold.quote) not in texts[gold.source]:
            yield "error", f"quote is not in {gold.source}: «{gold.quote[:60]}»"
    quotes = " ".join(gold.quote for gold in case.evidence)
    for group in case.answers if case.evidence else ():
        if not any(holds(quotes, accepted) for accepted in group):
            yield "warning", f"no quote holds any of {', '.join(group)}"


def _twins(cases: Sequence[Case]) -> Iterator[Finding]:
    """The same question counts twice, which weakens figures; with another gold one is wrong."""
    first: dict[tuple[object, ...], Case] = {}
    for case in cases:
        key = (plain(case.question), case.history, case.filters, case.groups)
        twin = first.setdefault(key, case)
        if twin is case:
            continue
        if _gold(twin) == _gold(case):
            yield Finding("warning", case.id, f"asks the same as {twin.id}")
        else:
            yield Finding("error", case.id, f"asks the same as {twin.id}, with another answer")


def _gold(case: Case) -> tuple[object, ...]:
    relevant = {source for source, grade in case.relevant.items() if grade > 0}
    answers = frozenset(frozenset(map(plain, group)) for group in case.answers)
    return case.answerable, answers, relevant


def _leaks(question_set: QuestionSet, others: Sequence[QuestionSet]) -> Iterator[Finding]:
    asked = {plain(c.question): other.name for other in others for c in other.cases}
    by_split: dict[str, set[str | None]] = {}
    for case in question_set.cases:
        question = plain(case.question)
        by_split.setdefault(question, set()).add(case.split)
        if question in asked:
            yield Finding("error", case.id, f"stands in {asked[question]} too")
        elif len(by_split[question]) > 1:
            yield Finding("error", case.id, "stands in two splits")


def count_kinds(question_set: QuestionSet) -> Mapping[str, int]:
    """Cases by kind, most first."""
    return dict(Counter(case.kind for case in question_set.cases).most_common())
