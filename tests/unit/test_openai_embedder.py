"""The embedder behind a server: batches, pauses, and every way in which a server can fail."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from rag.adapters.openai_embedder import EmbeddingServer, OpenAIEmbedder
from rag.adapters.openai_embedder.client import EmbeddingClient
from rag.errors import AdapterProtocolError, AdapterTimedOut, AdapterUnavailable
from tests.embedding_client import Time, connect
from tests.fakes.embedding_server import MODEL, FakeEmbeddingServer, Reply, rows_spoiled

TEXTS = ("Мектеп ашылды.", "Дороги отремонтировали.", "Су деңгейі көтерілді.", "Парк открыт.")


@pytest.fixture
def server() -> Iterator[FakeEmbeddingServer]:
    with FakeEmbeddingServer().serving() as made:
        yield made


@pytest.fixture
def time() -> Time:
    return Time()


def test_vectors_are_the_servers_with_unit_length(server: FakeEmbeddingServer) -> None:
    rows = connect(server).embed_passages(TEXTS)
    np.testing.assert_allclose(rows, server.embedder.embed_passages(TEXTS), atol=1e-6)


def test_nothing_is_asked_before_it_is_needed(server: FakeEmbeddingServer) -> None:
    embedder = connect(server)
    assert embedder.name == f"{MODEL}/openai"
    assert server.requests == []


def test_texts_go_in_batches_and_come_back_in_order(server: FakeEmbeddingServer) -> None:
    texts = [f"{text} {n}" for n in range(5) for text in TEXTS]
    rows = connect(server, batch_texts=3).embed_passages(texts)
    np.testing.assert_allclose(rows, server.embedder.embed_passages(texts), atol=1e-6)
    sizes = [len(asked["input"]) for asked in server.requests[1:]]
    assert sorted(sizes) == [2, 3, 3, 3, 3, 3, 3]


def test_no_more_requests_at_once_than_connections(server: FakeEmbeddingServer) -> None:
    embedder = connect(server, connections=2, batch_texts=1)
    _ = embedder.dimension
    server.most_at_once = 0
    with ThreadPoolExecutor(6) as callers:
        list(callers.map(embedder.embed_passages, [TEXTS * 3] * 6))
    assert 1 <= server.most_at_once <= 2


def test_a_question_does_not_wait_for_passages(server: FakeEmbeddingServer) -> None:
    embedder = connect(server, connections=1, batch_texts=1)
    _ = embedder.dimension
    asked = threading.Event()
    held = Reply(hold=asked)
    server.replies.append(held)
    with ThreadPoolExecutor(1) as caller:
        passages = caller.submit(embedder.embed_passages, TEXTS)
        assert held.reached.wait(10)
        assert embedder.embed_question("Су?").shape == (embedder.dimension,)
        asked.set()
        assert passages.result(10).shape == (4, embedder.dimension)


def test_rows_may_come_in_any_order(server: FakeEmbeddingServer) -> None:
    embedder = connect(server)
    server.replies.extend([rows_spoiled(lambda rows: rows[::-1])] * 2)
    rows = embedder.embed_passages(TEXTS)
    np.testing.assert_allclose(rows, server.embedder.embed_passages(TEXTS), atol=1e-6)


def test_the_key_is_sent_and_never_shown(server: FakeEmbeddingServer) -> None:
    server.key = "sesame"
    assert connect(server, key="sesame").embed_question("Су").shape == (64,)
    assert "sesame" not in repr(EmbeddingServer("http://x", "m", "sesame"))


def test_prefixes_are_those_of_e5_or_those_chosen(server: FakeEmbeddingServer) -> None:
    embedder = connect(server, passage_prefix="passage: ")
    embedder.embed_passages(["су"])
    assert server.requests[-1]["input"] == ["passage: су"]
    assert embedder.name != f"{MODEL}/openai"
    assert connect(server, model="e5-small").name == "e5-small/openai"


def test_a_blank_text_is_sent_as_something(server: FakeEmbeddingServer) -> None:
    connect(server).embed_passages(["", " \n", "\0"])
    assert all(text.strip() for text in server.requests[-1]["input"])


@pytest.mark.parametrize("told", [None, 200, 4000])
def test_the_limit_is_the_servers_and_less_for_dense_texts(
    server: FakeEmbeddingServer, told: int | None
) -> None:
    server.max_model_len = told
    embedder = connect(server)
    assert embedder.max_tokens == int((told or 512) / 1.5)
    assert connect(server, max_tokens=300).max_tokens == 200


def test_tokens_are_estimated_from_what_the_server_counts(server: FakeEmbeddingServer) -> None:
    embedder = connect(server)
    text = "Ауданның жолдары жөнделді. " * 10
    assert embedder.count_tokens(text) == pytest.approx(server.embedder.count_tokens(text), rel=0.5)
    server.counts_tokens = False
    assert connect(server).count_tokens(text) == len(text)


def test_what_is_beyond_the_limit_is_not_sent(server: FakeEmbeddingServer) -> None:
    connect(server).embed_passages(["Ауданның жолдары жөнделді. " * 5000, "өндірістік " * 5000])
    for text in server.requests[-1]["input"]:
        assert 200 < server.embedder.count_tokens(text) <= server.embedder.max_tokens


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again_later_and_later(
    server: FakeEmbeddingServer, time: Time, status: int
) -> None:
    embedder = connect(server, time)
    _ = embedder.dimension
    server.replies.extend([Reply(status)] * 3)
    assert embedder.embed_passages(TEXTS).shape == (4, 64)
    assert time.waits == [0.5, 1.0, 2.0]


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_kept(server: FakeEmbeddingServer, time: Time, status: int) -> None:
    server.replies.append(Reply(status, {"Retry-After": "7"}))
    assert connect(server, time).embed_question("Су").shape == (64,)
    assert time.waits == [7.0]


def test_an_overloaded_server_is_left_alone_by_everybody(
    server: FakeEmbeddingServer, time: Time
) -> None:
    embedder = connect(server, time)
    _ = embedder.dimension
    server.replies.append(Reply(429, {"Retry-After": "3600"}))
    with pytest.raises(AdapterUnavailable, match="429"):
        embedder.embed_passages(TEXTS)
    assert time.waits == []
    embedder.embed_question("Су")  # the refusal that was not waited for binds nobody
    server.replies.append(Reply(429, {"Retry-After": "60"}))
    embedder.embed_passages(TEXTS)
    assert time.waits == [60.0]


def test_a_broken_connection_is_tried_again(server: FakeEmbeddingServer, time: Time) -> None:
    embedder = connect(server, time)
    _ = embedder.dimension
    server.replies.extend([Reply(hang_up=True), Reply(promised=100)])
    assert embedder.embed_passages(TEXTS).shape == (4, 64)
    assert time.waits == [0.5, 1.0]


def test_patience_ends(server: FakeEmbeddingServer, time: Time) -> None:
    embedder = connect(server, time)
    _ = embedder.dimension
    server.replies.extend([Reply(500)] * 99)
    with pytest.raises(AdapterUnavailable, match="500"):
        embedder.embed_question("Су")
    assert sum(time.waits) <= 10
    time.waits.clear()
    with pytest.raises(AdapterUnavailable, match="500"):
        embedder.embed_passages(TEXTS)
    assert 200 < sum(time.waits) <= 300


def test_one_batch_that_fails_ends_the_others(server: FakeEmbeddingServer) -> None:
    place = EmbeddingServer(server.url, MODEL, connections=2)
    waiting = threading.Event()

    def wait(event: threading.Event, _: float) -> bool:
        waiting.set()
        return event.wait(30)

    client = EmbeddingClient(place, wait=wait, jitter=lambda: 1.0)
    embedder = OpenAIEmbedder(place, batch_texts=1, client=client)
    _ = embedder.dimension
    server.replies.extend([Reply(500), Reply(body=b"[]", hold=waiting)])
    with pytest.raises(AdapterProtocolError):
        embedder.embed_passages(TEXTS[:2])
    assert waiting.is_set()


def test_a_server_that_does_not_answer_in_time(server: FakeEmbeddingServer, time: Time) -> None:
    never = threading.Event()
    server.replies.extend([Reply(hold=never)] * 9)
    with pytest.raises(AdapterTimedOut, match=r"0\.05 seconds"):
        connect(server, time, timeout_seconds=0.05).embed_question("Су")
    never.set()


def test_a_server_that_is_not_there(time: Time) -> None:
    with FakeEmbeddingServer().serving() as gone:
        pass
    with pytest.raises(AdapterUnavailable, match="cannot be reached") as caught:
        connect(gone, time).embed_question("Су")
    assert "DEREK_EMBEDDER_URL" in caught.value.mend


@pytest.mark.parametrize("url", ["", "nonsense", "ftp://x/v1", "http://", "http://[::1"])
def test_a_url_that_is_none(url: str) -> None:
    with pytest.raises(AdapterUnavailable, match="URL"):
        OpenAIEmbedder(EmbeddingServer(url, MODEL))


def test_a_url_without_a_path_means_v1(server: FakeEmbeddingServer) -> None:
    server.url = server.url.removesuffix("/v1")
    assert connect(server).embed_question("Су").shape == (64,)
