"""What is wrong with a set is found before anybody trusts figures made on it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eval.check import check_set, count_kinds
from eval.load import read_question_set
from eval.records import Case, Corpus, QuestionSet
from rag.types import Turn
from tests.evaluation import make_case, make_set, make_unanswerable

OWN = Path(__file__).resolve().parents[2] / "eval" / "sets" / "derek-corpus.jsonl"


def told(*cases: Case) -> list[str]:
    return [f"{finding.severity} {finding.what}" for finding in check_set(make_set(cases))]


def test_a_sound_set_has_no_findings() -> None:
    assert told(make_case(), make_unanswerable()) == []


@pytest.mark.parametrize(
    ("case", "what"),
    [
        (make_case(evidence=[("report.txt", "В районе 49 школ.")]), "error quote is not in"),
        (make_case(evidence=[("lost.txt", "В районе 48 школ.")]), "error source lost.txt is not"),
        (make_case(evidence=[("report.txt", " ")]), "error evidence in report.txt has no quote"),
        (make_case(question="  "), "error the question is empty"),
        (make_case(answers=[("",)]), "error a group of answers has no accepted string"),
        (make_case(answers=[], evidence=[]), "error answerable, but nothing says what is right"),
        (make_case(answers=[("77",)]), "warning no quote holds any of 77"),
        (replace(make_unanswerable(), answers=(("1",),)), "error unanswerable, but it has answers"),
        (make_case(history=(Turn("user", "И?"),)), "warning the history does not end"),
        (make_case(relevant={"p9": 1}), "error relevant document p9 is not in the corpus"),
    ],
)
def test_a_fault_is_found(case: Case, what: str) -> None:
    assert any(found.startswith(what) for found in told(case))


def test_white_space_case_and_quotation_marks_of_a_quote_do_not_count() -> None:
    assert told(make_case(evidence=[("report.txt", "в  районе\n«48»  школ.")])) == []


def test_the_same_question_twice_is_found_unless_something_else_differs() -> None:
    same = [make_case("q1"), make_case("q2", question="СКОЛЬКО  школ в районе?")]
    assert told(*same) == ["warning asks the same as q1"]
    other = make_case("q2", question="Сколько школ в районе?", answers=[("512",)])
    assert "error asks the same as q1, with another answer" in told(same[0], other)
    other = make_case("q2", history=(Turn("user", "А"), Turn("assistant", "Б")))
    assert told(make_case("q1"), other) == []


def test_a_question_of_another_split_is_a_leak() -> None:
    train = make_set([make_case("t1")], "train")
    (finding,) = check_set(make_set([make_case("q1")]), [train])
    assert (finding.severity, finding.what) == ("error", "stands in train too")


def test_a_set_without_a_corpus_is_told_so() -> None:
    bare = QuestionSet("s", (make_case(),), Corpus(), "0")
    assert [(f.severity, f.case_id) for f in check_set(bare)] == [("warning", "-")]


def test_a_corpus_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    empty = QuestionSet("s", (make_unanswerable(),), Corpus(folder=tmp_path), "0")
    assert [f.what for f in check_set(empty)] == ["no document of the corpus can be read"]


def test_our_own_set_is_sound_and_as_large_as_promised() -> None:
    own = read_question_set(OWN)
    assert check_set(own) == []
    kinds = count_kinds(own)
    assert len(own.cases) >= 120
    assert kinds["none"] >= 30
    assert {
        "fact", "table", "list", "count", "comparison", "two_periods", "conflict", "follow_up",
        "cross", "latin", "typo",
    } <= set(kinds)  # fmt: skip
    crossed = {
        (case.lang, case.evidence[0].source[:2]) for case in own.cases if case.kind == "cross"
    }
    assert {("ru", "kk"), ("kk", "ru")} <= crossed
