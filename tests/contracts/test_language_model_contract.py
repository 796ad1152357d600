"""What every language model does: the fake, and one of llama-index behind a server."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from rag.errors import AdapterUnavailable
from rag.ports import LanguageModel
from tests.fakes.language_model import FakeLanguageModel
from tests.fakes.llm_server import MODEL, FakeLlmServer, Reply

PIECES = ("В райо", "не 48 ", "школ. [1]")
Make = Callable[[bool], LanguageModel]


@pytest.fixture(params=["fake", "llama-index"])
def make(request: pytest.FixtureRequest) -> Iterator[Make]:
    """Makes a model that says the pieces, or one that breaks off after the first."""
    if request.param == "fake":
        fault = AdapterUnavailable("gone")
        yield lambda breaks: FakeLanguageModel("".join(PIECES), fault if breaks else None, 1, 6)
        return
    pytest.importorskip("llama_index.core", reason="the extra llm is not installed")
    from rag.adapters.llama_index_language_model import (
        LlamaIndexLanguageModel,
        ModelServer,
        ServerLLM,
    )

    with FakeLlmServer().serving() as server:

        def open_model(breaks: bool) -> LanguageModel:
            if breaks:
                server.replies.append(Reply(status=500))
            else:
                server.replies.extend([Reply(PIECES)] * 2)
            return LlamaIndexLanguageModel(ServerLLM(ModelServer(server.url, MODEL)))

        yield open_model


def test_the_pieces_are_the_reply(make: Make) -> None:
    model = make(False)
    assert "".join(model.stream("Правила", "Вопрос", 20)) == "".join(PIECES)
    assert "".join(model.stream("Правила", "Вопрос", 20)) == "".join(PIECES)


def test_it_has_a_name(make: Make) -> None:
    assert make(False).name


def test_a_failure_is_ours(make: Make) -> None:
    with pytest.raises(AdapterUnavailable):
        list(make(True).stream("Правила", "Вопрос", 20))
