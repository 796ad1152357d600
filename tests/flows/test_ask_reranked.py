"""Asking with a reranker: it moves passages, and its absence is in the trace, not in the way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.errors import AdapterTimedOut
from rag.retrieve.rerank import Reranking
from rag.types import Filters, Question
from tests.fakes import FakeReranker
from tests.flows.setting import ROADS, SCHOOLS, Setting

QUESTION = "Сколько школ работает в районе?"


@pytest.fixture
def setting() -> Setting:
    made = Setting()
    made.ingest({"schools.txt": SCHOOLS, "roads.txt": ROADS})
    return made


def test_without_a_reranker_nothing_is_said_of_one(setting: Setting) -> None:
    answer = setting.ask(QUESTION)
    assert answer.trace.retriever == "hybrid"
    assert "rerank" not in answer.timings


def test_a_reranker_is_named_in_the_trace_and_timed(setting: Setting) -> None:
    flow = replace(setting.ask_flow(), reranking=Reranking(FakeReranker(), 10, 0.5))
    answer = flow.ask(Question(QUESTION))
    assert answer.trace.retriever == "hybrid, fake-words"
    assert answer.timings["rerank"] >= 0
    assert "48 школ" in answer.text


def test_a_reranker_may_turn_the_order_around(setting: Setting) -> None:
    words = "жители поликлиник"
    flow = setting.ask_flow()
    before = flow.search(words, Filters(), 10).passages
    judged = replace(flow, reranking=Reranking(_Backwards(), 10, 1.0))
    after = judged.search(words, Filters(), 10).passages
    assert [hit.point_id for hit in after] == [hit.point_id for hit in before][::-1]


def test_a_late_reranker_changes_nothing_but_the_trace(setting: Setting) -> None:
    late = Reranking(FakeReranker(AdapterTimedOut("late")), 10, 0.5)
    plain, answer = (
        setting.ask(QUESTION),
        replace(setting.ask_flow(), reranking=late).ask(Question(QUESTION)),
    )
    assert (answer.text, answer.citations) == (plain.text, plain.citations)
    assert answer.trace.retriever == "hybrid; fake-words was late"


class _Backwards(FakeReranker):
    def score(self, question: str, texts: object) -> list[float]:
        assert isinstance(texts, list)
        return [float(n) for n in range(len(texts))]
