"""A language model named by settings writes answers; in trouble, they are extracted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

pytest.importorskip("llama_index.core", reason="the extra llm is not installed")

from rag.assembly import Derek, open_derek
from rag.settings import parse_settings
from rag.types import Question
from tests.fakes import llm_server
from tests.fakes.embedding_server import MODEL, FakeEmbeddingServer
from tests.fakes.llm_server import FakeLlmServer, Reply
from tests.flows.setting import SCHOOLS

pytestmark = pytest.mark.integration
QUESTION = Question("Сколько школ работает в районе?")
GOOD = ("В районе рабо", "тают 48 шк", "ол. [1]\nИз них 25 част", "ных. [1]")


@pytest.fixture(scope="module")
def llm() -> Iterator[FakeLlmServer]:
    with FakeLlmServer(key="secret").serving() as server:
        yield server


@pytest.fixture(scope="module")
def derek(llm: FakeLlmServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Derek]:
    folder = tmp_path_factory.mktemp("state")
    (folder / "schools.txt").write_text(SCHOOLS, "utf-8")
    with FakeEmbeddingServer().serving() as server:
        settings = parse_settings(
            {
                "DEREK_DATA": str(folder / "data"),
                "DEREK_EMBEDDER_KIND": "openai",
                "DEREK_EMBEDDER_MODEL": MODEL,
                "DEREK_EMBEDDER_URL": server.url,
                "DEREK_LLM_URL": llm.url,
                "DEREK_LLM_MODEL": llm_server.MODEL,
                "DEREK_LLM_KEY": "secret",
                "DEREK_LLM_TIMEOUT_SECONDS": "10",
                "DEREK_COMPOSE_MIN_SCORE": "0",
            }
        )
        with open_derek(settings) as opened:
            opened.ingest.ingest_folder([folder / "schools.txt"], "default")
            yield opened


def test_the_model_writes_what_can_be_verified(derek: Derek, llm: FakeLlmServer) -> None:
    llm.replies.append(Reply(GOOD))
    answer = derek.ask.ask(QUESTION)
    assert answer.text == "В районе работают 48 школ. [1]"
    assert answer.trace.composer == llm_server.MODEL
    assert answer.trace.notes["unsupported"] == "1"


TROUBLE = {
    "overloaded": Reply(status=429),
    "broken": Reply(status=500),
    "half a JSON": Reply(events=['data: {"choices": [{"del']),
    "refusal": Reply(pieces=[], refusal="no"),
    "empty": Reply(pieces=[]),
    "gone": Reply(hang_up=True),
    "garbage": Reply(pieces=["%PDF-1.7 \x00\x01 ", "endobj [1]"]),
}


@pytest.mark.parametrize("reply", TROUBLE.values(), ids=TROUBLE.keys())
def test_in_trouble_the_answer_is_extracted(derek: Derek, llm: FakeLlmServer, reply: Reply) -> None:
    llm.replies.append(reply)
    answer = derek.ask.ask(QUESTION)
    assert answer.verdict == "answered" and "48" in answer.text
    assert answer.trace.composer == "extractive" and answer.trace.notes["model_outcome"]
