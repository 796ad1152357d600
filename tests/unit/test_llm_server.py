"""A server of language models over the wire: what comes, and every way to fail."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("llama_index.core", reason="the extra llm is not installed")

from llama_index.core.llms import MockLLM

from rag.adapters.llama_index_language_model import (
    LlamaIndexLanguageModel,
    ModelServer,
    ServerLLM,
)
from rag.errors import AdapterProtocolError, AdapterTimedOut, AdapterUnavailable
from tests.fakes.llm_server import MODEL, FakeLlmServer, Reply, event


@pytest.fixture
def server() -> Iterator[FakeLlmServer]:
    with FakeLlmServer().serving() as made:
        yield made


def connect(
    server: FakeLlmServer,
    *,
    key: str | None = None,
    timeout_seconds: float = 20,
    model: str = MODEL,
) -> LlamaIndexLanguageModel:
    return LlamaIndexLanguageModel(
        ServerLLM(ModelServer(server.url, model, key, timeout_seconds=timeout_seconds))
    )


def said(model: LlamaIndexLanguageModel, seconds: float = 20) -> list[str]:
    return [piece for piece in model.stream("Правила", "Вопрос", seconds) if piece]


def test_pieces_come_as_they_were_sent(server: FakeLlmServer) -> None:
    model = connect(server)
    assert said(model) == ["В районе ", "48 школ. [1]"] and model.name == MODEL
    asked = server.requests[0]
    assert [(m["role"], m["content"]) for m in asked["messages"]] == [
        ("system", "Правила"),
        ("user", "Вопрос"),
    ]
    assert asked["stream"] is True and asked["temperature"] == 0


def test_a_server_that_does_not_stream_gives_one_piece(server: FakeLlmServer) -> None:
    server.replies.append(Reply(streams=False))
    assert said(connect(server)) == ["В районе 48 школ. [1]"]


def test_the_key_goes_along(server: FakeLlmServer) -> None:
    server.key = "secret"
    assert said(connect(server, key="secret"))
    with pytest.raises(AdapterUnavailable, match="DEREK_LLM_KEY"):
        said(connect(server, key="other"))


def test_a_model_with_a_temperature_of_its_own_is_asked_without_one(server: FakeLlmServer) -> None:
    server.takes_temperature = False
    model = connect(server)
    assert said(model) and said(model)
    assert ["temperature" in asked for asked in server.requests] == [True, False, False]


@pytest.mark.parametrize(
    "reply", [Reply(pieces=[], refusal="I cannot help."), Reply(pieces=[]), Reply(pieces=["", ""])]
)
def test_an_empty_reply_and_a_refusal_are_no_error(server: FakeLlmServer, reply: Reply) -> None:
    server.replies.append(reply)
    assert said(connect(server)) == []


NONSENSE = {
    "half a JSON": Reply(events=['data: {"choices": [{"delta": {"con']),
    "no JSON": Reply(body=b"<html>welcome</html>"),
    "an error in the stream": Reply(events=[event("В"), 'data: {"error": {"message": "gone"}}']),
    "an end too early": Reply(events=[event("В районе ")]),
    "nothing at all": Reply(events=[]),
    "a list": Reply(events=["data: [1, 2]"]),
    "a body without choices": Reply(body=b'{"choices": []}'),
    "a choice without a message": Reply(body=b'{"choices": [{"index": 0}]}'),
    "another answer than asked for": Reply(status=422),
}


@pytest.mark.parametrize("reply", NONSENSE.values(), ids=NONSENSE.keys())
def test_nonsense_is_refused(server: FakeLlmServer, reply: Reply) -> None:
    server.replies.append(reply)
    with pytest.raises(AdapterProtocolError):
        said(connect(server))


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
def test_a_server_in_trouble_is_unavailable(server: FakeLlmServer, status: int) -> None:
    server.replies.append(Reply(status=status))
    with pytest.raises(AdapterUnavailable) as caught:
        said(connect(server))
    assert caught.value.retryable and str(status) in str(caught.value)


def test_an_unknown_model_is_named_as_the_setting_it_is(server: FakeLlmServer) -> None:
    with pytest.raises(AdapterProtocolError, match="DEREK_LLM_MODEL"):
        said(connect(server, model="other"))


def test_a_server_that_hangs_up_or_is_not_there_is_unavailable(server: FakeLlmServer) -> None:
    server.replies.append(Reply(hang_up=True))
    with pytest.raises(AdapterUnavailable):
        said(connect(server))
    server.url = "http://127.0.0.1:9/v1"
    with pytest.raises(AdapterUnavailable, match="DEREK_LLM_URL"):
        said(connect(server))


@pytest.mark.parametrize("url", ["127.0.0.1:8080", "ftp://host/v1", "http://", "::"])
def test_what_is_no_url_is_said_so(url: str) -> None:
    with pytest.raises(AdapterUnavailable, match="DEREK_LLM_URL"):
        ServerLLM(ModelServer(url, MODEL))


def test_a_late_reply_is_given_up_and_what_came_before_was_heard(server: FakeLlmServer) -> None:
    hold = threading.Event()
    server.replies.append(Reply(hold=hold, hold_before=2))
    pieces = connect(server).stream("Правила", "Вопрос", 0.5)
    assert next(filter(None, pieces)) == "В районе "
    with pytest.raises(AdapterTimedOut, match="DEREK_LLM_TIMEOUT_SECONDS"):
        next(pieces)
    hold.set()


def test_a_silent_server_times_out_by_itself(server: FakeLlmServer) -> None:
    hold = threading.Event()
    server.replies.append(Reply(hold=hold))
    with pytest.raises(AdapterTimedOut):
        said(connect(server, timeout_seconds=0.3))
    hold.set()


@pytest.mark.parametrize("text", ["", "\0", "\ud83d", "сөз " * 20_000])
def test_odd_texts_are_sent(server: FakeLlmServer, text: str) -> None:
    assert "".join(connect(server).stream(text, text, 20))


def test_a_reader_who_leaves_early_breaks_nothing(server: FakeLlmServer) -> None:
    pieces = connect(server).stream("Правила", "Вопрос", 20)
    assert next(pieces) is not None
    close = getattr(pieces, "close")  # noqa: B009 - a generator behind an Iterator
    close()
    assert said(connect(server))


def test_errors_of_a_foreign_model_become_ours() -> None:
    class Broken(MockLLM):  # type: ignore[misc, unused-ignore]
        def stream_chat(self, *_: Any, **__: Any) -> Any:
            raise RuntimeError("inside")

    with pytest.raises(AdapterUnavailable, match="RuntimeError"):
        said(LlamaIndexLanguageModel(Broken(max_tokens=None)))


def test_any_llm_of_llama_index_will_do() -> None:
    assert "Вопрос" in "".join(said(LlamaIndexLanguageModel(MockLLM(max_tokens=None))))


def test_it_is_an_llm_of_llama_index(server: FakeLlmServer) -> None:
    llm = ServerLLM(ModelServer(server.url, MODEL))
    assert llm.complete("Вопрос").text == "В районе 48 школ. [1]"
    assert [piece.text for piece in llm.stream_complete("Вопрос")][-1] == "В районе 48 школ. [1]"
