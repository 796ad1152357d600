"""Cases, rows and a scripted target for tests of the evaluation suite."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from eval.load import digest_of
from eval.progress import Unwatched
from eval.records import (
    Case,
    Cited,
    Context,
    Corpus,
    Gold,
    Judged,
    QuestionSet,
    Row,
    Run,
    Seconds,
    SetPassage,
)
from eval.run import Plan, run_set
from eval.targets.target import Asked, Searched
from rag.errors import AdapterUnavailable

SOURCE = "report.txt"


def make_case(
    name: str = "q1",
    question: str = "Сколько школ в районе?",
    answers: Sequence[Sequence[str]] = (("48",),),
    evidence: Sequence[tuple[str, str]] = ((SOURCE, "В районе 48 школ."),),
    **fields: object,
) -> Case:
    return Case(
        id=name,
        question=question,
        lang="ru",
        answers=tuple(tuple(group) for group in answers),
        evidence=tuple(Gold(*pair) for pair in evidence),
        **fields,  # type: ignore[arg-type]
    )


def make_unanswerable(name: str = "n1", question: str = "Сколько мостов в районе?") -> Case:
    return Case(id=name, question=question, lang="ru", kind="none", answerable=False)


def make_cited(quote: str, source: str = SOURCE, exact: bool = True) -> Cited:
    return Cited(
        source=source,
        quote=quote,
        start=0,
        end=len(quote),
        document_id="d1",
        kind="paragraph",
        language="ru",
        exact=exact,
    )


def make_row(name: str = "q1", text: str | None = "В районе 48 школ. [1]", **fields: object) -> Row:
    """A row that answered ``text``, or refused when it is None."""
    citations = () if text is None else (make_cited("В районе 48 школ."),)
    given: dict[str, object] = {"citations": citations, "confidence": 0.9, **fields}
    return Row(
        id=name,
        verdict="abstained" if text is None else "answered",
        reason="no_evidence" if text is None else None,
        text=text or "В документах нет ответа на этот вопрос.",
        **given,  # type: ignore[arg-type]
    )


def make_judged(case: Case, row: Row, seconds: Mapping[str, float] | None = None) -> Judged:
    return Judged(case, row, Seconds(case.id, ask=seconds or {}))


class ScriptedTarget:
    """Answers by a script: question → answer text, None refuses. Counts what it was asked."""

    def __init__(
        self, script: Callable[[str], str | None], settings: Mapping[str, object] | None = None
    ) -> None:
        self.asked: list[str] = []
        self.fails_at: int | None = None
        self._script = script
        self._settings = dict(settings or {"build": 1})
        self._counting = threading.Lock()

    @property
    def name(self) -> str:
        return "scripted"

    def settings(self) -> Mapping[str, object]:
        return self._settings

    def ask(self, case: Case) -> Asked:
        with self._counting:
            self.asked.append(case.id)
            if self.fails_at is not None and len(self.asked) > self.fails_at:
                raise AdapterUnavailable("The engine is gone.")
        text = self._script(case.question)
        return Asked(
            verdict="abstained" if text is None else "answered",
            reason="weak_evidence" if text is None else None,
            text=text or "В документах нет ответа на этот вопрос.",
            standalone_question=case.question,
            language="ru",
            citations=() if text is None else (make_cited(text),),
            confidence=0.25 if text is None else 0.75,
            seconds={"compose": 0.01, "total": 0.02},
            tokens={"question": 3},
        )

    def search(self, case: Case, limit: int) -> Searched:
        found = (Context(SOURCE, "В районе 48 школ.", 0.9), Context("other.txt", "Дороги.", 0.4))
        return Searched(found[:limit], {"total": 0.01})


def make_set(cases: Sequence[Case], name: str = "schools") -> QuestionSet:
    passages = (SetPassage(SOURCE, "Отчёт", "В районе 48 школ.", "ru"),)
    return QuestionSet(name, tuple(cases), Corpus(passages=passages), digest_of(tuple(cases)))


def make_run(
    cases: Sequence[Case],
    script: Callable[[str], str | None],
    folder: Path,
    settings: Mapping[str, object] | None = None,
    plan: Plan | None = None,
) -> Run:
    """A finished run of the script."""
    target = ScriptedTarget(script, settings)
    return run_set(make_set(cases), target, folder, plan or Plan(), Unwatched())
