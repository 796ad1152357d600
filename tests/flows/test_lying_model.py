"""A model that lies: of two hundred answers not one sentence says what its citation does not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from rag.answering.events import Done, Sentence
from rag.answering.generation import Generation
from rag.answering.writer import AnswerWriter
from rag.ask import AskFlow
from rag.compose.extractive import cite
from rag.types import Question
from rag.verify.support import words_carried
from tests.documents import make_document
from tests.fakes.liar import STRANGERS, LyingModel, lies_in
from tests.flows.setting import Setting
from tests.records import make_hit

ROOT = Path(__file__).parents[2]
N_QUESTIONS = 200


@pytest.fixture(scope="module")
def questions() -> list[str]:
    lines = (ROOT / "eval/sets/derek-corpus.jsonl").read_text("utf-8").splitlines()
    asked = [json.loads(line)["question"] for line in lines]
    return [*asked, *(f"{question} Ответьте подробно." for question in asked)][:N_QUESTIONS]


@pytest.fixture(scope="module")
def flow() -> AskFlow:
    setting = Setting()
    files = sorted((ROOT / "corpus").glob("*/*"))
    setting.ingest({file.name: file.read_bytes() for file in files})
    # Whatever was asked, the model is let loose on what was found.
    return replace(setting.ask_flow(), min_score=0.0)


@pytest.mark.slow
def test_not_one_shown_sentence_lies(flow: AskFlow, questions: list[str]) -> None:
    liar = LyingModel(seed=1)
    lying = replace(flow, writer=AnswerWriter(Generation(liar, 5.0, words_carried)))
    lies: list[tuple[str, list[str]]] = []
    n_shown = n_written = 0
    for question in questions:
        *events, done = lying.stream(Question(question))
        assert isinstance(done, Done)
        shown = [event for event in events if isinstance(event, Sentence)]
        n_shown += len(shown)
        n_written += done.answer.trace.composer == "liar"
        # What is worked out stands in no citation; the verifier works it out again.
        computed = tuple(claim.text for claim in done.answer.claims if claim.computation)
        said = [event for event in shown if not event.text.startswith(computed)]
        lies += [(s.text, found) for s in said if (found := lies_in(_words(s.text), s.citations))]
    assert lies == []
    # The test would be worth nothing if the model had hardly been heard.
    assert len(liar.asked) >= 100 and n_written >= 10 and n_shown >= 100


def _words(text: str) -> str:
    return text.rpartition(" [")[0]


@pytest.mark.parametrize(
    "text",
    [
        "В районе 49 школ.",
        "В районе 1 048 школ.",
        "5 мая в районе 48 школ.",
        "В районе Абая 48 школ.",
        f"{STRANGERS[0]} открыл 48 школ.",
    ],
)
def test_the_reader_who_catches_lies_is_awake(text: str) -> None:
    quote = "В районе 48 школ."
    document = make_document([(("Образование",), [("paragraph", quote)])])
    citation = cite(make_hit(document), 0, 0, len(quote), 1)
    assert lies_in(text, [citation])
    assert not lies_in(quote, [citation])
