"""Answer and citation metrics, worked out by hand and against the check that ships outside."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.errors import UnknownMetric
from eval.metrics.catalogue import METRICS, find_metrics
from eval.metrics.strings import holds, meets_groups, overlaps, plain
from eval.metrics.token_f1 import f1
from eval.records import Judged
from eval.statistics import measure
from tests.evaluation import (
    ScriptedTarget,
    make_case,
    make_cited,
    make_judged,
    make_row,
    make_unanswerable,
)

CHECK = Path(__file__).resolve().parents[2].parent / "shared" / "checks" / "ask_check.py"
TEXT = "В районе 48 школ. Дефицит – 3 986 мест."


def value(name: str, *judged: Judged) -> float | None:
    return measure(METRICS[name], judged)


@pytest.mark.parametrize(
    ("text", "accepted", "expected"),
    [
        ("Дефицит 3 986 мест", "3986", True),
        ("Дефицит 3986 мест", "3 986", True),
        ("Дефицит 3.986 мест", "3 986", True),
        ("Дефицит 3,986 мест", "3 986", False),
        ("ТОО «Асар Жол»", "асар жол", True),
        ("Дом ещё строят", "еще", True),
        ("241,3\xa0тыс. человек", "241,3 тыс", True),
        ("13 986 мест", "3 986", True),  # a substring, as the outside check counts it too
    ],
)
def test_accepted_strings(text: str, accepted: str, expected: bool) -> None:
    assert holds(text, accepted) is expected


def test_quotes_overlap_by_holding_one_another_or_by_six_words_in_ten() -> None:
    assert overlaps("в районе 48 школ", "Сегодня в районе 48 школ, из них 20 частных")
    assert overlaps("школ 48 в районе нет", "в районе 48 школ")
    assert not overlaps("в районе мало", "в районе 48 школ и два лицея")


def test_every_group_has_to_be_met() -> None:
    case = make_case(answers=[("48",), ("3 986", "3 990")])
    assert value("correct", make_judged(case, make_row(text=TEXT))) == 1.0
    assert value("correct", make_judged(case, make_row(text="48 школ"))) == 0.0


def test_what_only_a_quote_says_is_found_but_not_correct() -> None:
    row = make_row(text="Много школ. [1]", citations=(make_cited("В районе 48 школ."),))
    judged = make_judged(make_case(), row)
    assert (value("correct", judged), value("found", judged)) == (0.0, 1.0)


def test_a_refusal_of_an_answerable_question_counts_zero_everywhere() -> None:
    judged = make_judged(make_case(), make_row(text=None))
    for name in ("correct", "found", "token_f1", "first_citation", "citation_recall"):
        assert value(name, judged) == 0.0
    assert value("citation_precision", judged) is None


def test_unanswerable_questions_have_no_answer_to_be_correct() -> None:
    judged = make_judged(make_unanswerable(), make_row("n1"))
    assert value("correct", judged) is None
    assert value("false_answer", judged) == 1.0


def test_token_f1_by_hand() -> None:
    # Six words said, three of four wanted among them: P = 3/6, R = 3/4.
    assert f1("всего в районе есть 48 школ", "в районе 48 лицеев") == pytest.approx(
        2 * 0.5 * 0.75 / 1.25
    )
    assert f1("The end", "an end") == 1.0
    assert (f1("", ""), f1("", "x"), f1("x", "y")) == (1.0, 0.0, 0.0)


def test_exact_match_ignores_markers_case_and_punctuation() -> None:
    case = make_case(answers=[("48 школ",)])
    assert value("exact_match", make_judged(case, make_row(text="48 Школ. [1]"))) == 1.0
    assert value("exact_match", make_judged(case, make_row(text="48 школ всего"))) == 0.0


def test_an_overlong_answer_is_told() -> None:
    assert value("long", make_judged(make_case(), make_row(text="48 " * 300))) == 1.0
    many = make_row(citations=(make_cited("48"),) * 6)
    assert value("long", make_judged(make_case(), many)) == 1.0


def test_citation_metrics_by_hand() -> None:
    case = make_case(answers=[("48",), ("20",)], evidence=[("report.txt", "В районе 48 школ")])
    row = make_row(
        citations=(
            make_cited("Вода в кране есть", exact=False),
            make_cited("В районе 48 школ"),
            make_cited("Ещё 20 частных", source="other.txt"),
            make_cited("В районе 48 школ", source="other.txt"),
        )
    )
    judged = make_judged(case, row)
    assert value("citation_precision", judged) == 0.75  # evidence, accepted string, accepted string
    assert value("first_citation", judged) == 0.0
    assert value("citation_recall", judged) == 1.0
    assert value("exact_span", judged) == 0.75


def test_citation_precision_weighs_citations_not_questions() -> None:
    one = make_judged(make_case("q1"), make_row("q1"))
    row = make_row("q2", citations=(make_cited("Мимо"),) * 3)
    assert value("citation_precision", one, make_judged(make_case("q2"), row)) == 0.25


def test_without_quotes_a_relevant_document_is_enough() -> None:
    case = make_case(answers=[], evidence=[], relevant={"report.txt": 1, "bad.txt": 0})
    good = make_judged(case, make_row(citations=(make_cited("x"),)))
    bad = make_judged(case, make_row(citations=(make_cited("x", source="bad.txt"),)))
    assert (value("first_citation", good), value("first_citation", bad)) == (1.0, 0.0)
    assert (value("citation_recall", good), value("citation_recall", bad)) == (1.0, 0.0)


def test_an_unknown_metric_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownMetric, match=r"correctness.*Metrics: ndcg@10"):
        find_metrics(["correct", "correctness"])


words = st.text(alphabet="абвё 48.,«»\xa0 3986", max_size=30)


@given(text=words, accepted=words)
@settings(max_examples=80, deadline=None)
def test_comparison_ignores_what_plain_does(text: str, accepted: str) -> None:
    assert holds(text, accepted) == holds(plain(text), plain(accepted).upper())


CASES = [
    make_case("q1", "Сколько школ?"),
    make_case("q2", "Сколько лицеев?", [("20",), ("48",)]),
    make_case("q3", "Каков дефицит?", [("3 986",)], [("report.txt", "Дефицит – 3 986 мест.")]),
    make_case("q4", "Кто аким?", [("Он",)]),
    make_unanswerable("n1", "Сколько мостов?"),
    make_unanswerable("n2", "Сколько рек?"),
]
SAID = {
    "Сколько школ?": "В районе 48 школ.",
    "Сколько лицеев?": "Частных 20.",
    "Каков дефицит?": "Дефицит – 3986 мест.",
    "Сколько рек?": "Рек три.",
}


def load_check() -> Any:
    spec = importlib.util.spec_from_file_location("ask_check", CHECK)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


needs_check = pytest.mark.skipif(
    not CHECK.is_file(), reason="the outside check is not beside the project"
)


@needs_check
@given(text=words, groups=st.lists(st.lists(words, min_size=1, max_size=2), max_size=2))
@settings(max_examples=80, deadline=None)
def test_strings_are_compared_as_the_outside_check_does(
    text: str, groups: Sequence[Sequence[str]]
) -> None:
    check = load_check()
    assert meets_groups(text, groups) == check.met(groups, text)
    for group in groups:
        assert overlaps(text, group[0]) == check.overlaps(text, group[0])


def wire(judged: Judged) -> dict[str, Any]:
    row = judged.row
    return {
        "verdict": row.verdict,
        "text": row.text,
        "citations": [
            {
                "source": c.source,
                "quote": c.quote,
                "start": c.start,
                "end": c.end,
                "document_id": "d",
            }
            for c in row.citations
        ],
    }


@needs_check
@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # it leaves files open
def test_figures_of_one_run_equal_the_outside_check(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target = ScriptedTarget(SAID.get)
    judged = []
    for case in CASES:
        asked = target.ask(case)
        row = make_row(case.id, SAID.get(case.question), citations=asked.citations)
        judged.append(make_judged(case, row))
    answers = {item.case.question: wire(item) for item in judged}
    text = {"text": max(SAID.values(), key=len)}
    check = load_check()

    def call(base: str, path: str, body: Any = None, key: Any = None) -> Any:
        return answers[body["question"]] if body else text

    monkeypatch.setattr(check, "call", call)
    rows = [
        {
            "id": c.id, "kind": c.kind, "question": c.question, "answerable": c.answerable,
            "answers": c.answers, "evidence": [vars_of(g) for g in c.evidence],
        }
        for c in CASES
    ]  # fmt: skip
    path = tmp_path / "set.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    out = tmp_path / "out.json"
    monkeypatch.setattr(sys, "argv", ["ask_check", "http://x", str(path), "--json", str(out)])
    check.main()
    theirs = json.loads(out.read_text())
    ours = {
        "correct": "correct", "found": "found", "cite_first": "first_citation", "long": "long",
        "cite_prec": "citation_precision", "false_refusal": "false_refusal",
        "false_answer": "false_answer",
    }  # fmt: skip
    for their_name, name in ours.items():
        mine = value(name, *judged)
        assert mine is not None
        assert round(mine, 4) == theirs[their_name], name


def vars_of(gold: Any) -> dict[str, str]:
    return {"source": gold.source, "quote": gold.quote}
