"""The server adapter's own troubles: foreign errors and collections made otherwise."""

from __future__ import annotations

import socket

import httpx
import pytest
from qdrant_client import QdrantClient, models
from qdrant_client.common import client_exceptions
from qdrant_client.http import exceptions

from rag.adapters.qdrant_server_passage_store import QdrantServerPassageStore, open_qdrant_server
from rag.adapters.qdrant_server_passage_store.errors import (
    FOREIGN_ERRORS,
    STATUS_ERRORS,
    derek_error,
    server_errors,
)
from rag.errors import (
    AdapterError,
    AdapterProtocolError,
    AdapterTimedOut,
    AdapterUnavailable,
    DerekError,
    IndexIncompatible,
)
from rag.types import Filters
from tests.contracts.points import DIMENSION, axis, make_point

pytestmark = pytest.mark.filterwarnings("ignore:Payload indexes have no effect:UserWarning")


def answer(status: int) -> exceptions.UnexpectedResponse:
    return exceptions.UnexpectedResponse(status, "text", b"{secret}", httpx.Headers())


def test_a_collection_is_found_again() -> None:
    client = QdrantClient(":memory:")
    QdrantServerPassageStore(client, "derek", DIMENSION).write_points([make_point(0)])
    again = QdrantServerPassageStore(client, "derek", DIMENSION)
    assert again.inventory()["ver_1"].n_points == 1
    again.close()


def test_a_collection_of_another_dimension_is_refused() -> None:
    client = QdrantClient(":memory:")
    QdrantServerPassageStore(client, "derek", DIMENSION)
    with pytest.raises(IndexIncompatible, match="derek"):
        QdrantServerPassageStore(client, "derek", DIMENSION + 1)
    client.close()


def test_a_collection_of_somebody_else_is_refused() -> None:
    client = QdrantClient(":memory:")
    params = models.VectorParams(size=DIMENSION, distance=models.Distance.DOT)
    client.create_collection("theirs", vectors_config=params)
    with pytest.raises(IndexIncompatible):
        QdrantServerPassageStore(client, "theirs", DIMENSION)
    client.close()


def test_a_search_is_one_request(monkeypatch: pytest.MonkeyPatch) -> None:
    client = QdrantClient(":memory:")
    store = QdrantServerPassageStore(client, "derek", DIMENSION)
    store.write_points([make_point(0)])
    sizes: list[int] = []
    ask = client.query_batch_points

    def noted(name: str, requests: list[models.QueryRequest]) -> list[models.QueryResponse]:
        sizes.append(len(requests))
        return ask(name, requests=requests)

    monkeypatch.setattr(client, "query_batch_points", noted)
    store.search(axis(0), {1: 1.0}, Filters(), 5)
    assert sizes == [2]
    monkeypatch.setattr(client, "query_batch_points", lambda *_, **__: [])
    with pytest.raises(AdapterProtocolError):
        store.search(axis(0), {1: 1.0}, Filters(), 5)
    store.close()


def test_a_server_that_is_not_there_is_told() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(AdapterUnavailable) as caught:
        open_qdrant_server(
            f"http://127.0.0.1:{port}", api_key=None, collection="derek", dimension=DIMENSION
        )
    assert "DEREK_STORE_URL" in caught.value.mend
    assert caught.value.retryable


def test_a_server_that_does_not_answer_is_a_timeout() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(AdapterTimedOut):
            open_qdrant_server(
                f"http://127.0.0.1:{silent.getsockname()[1]}",
                api_key=None,
                collection="derek",
                dimension=DIMENSION,
                timeout_seconds=1,
            )


@pytest.mark.parametrize("status", range(400, 600))
def test_every_status_becomes_one_of_ours(status: int) -> None:
    error = derek_error(answer(status))
    if status in STATUS_ERRORS:
        kind, message, _ = STATUS_ERRORS[status]
        assert (type(error), error.message) == (kind, message)
    else:
        assert type(error) is (AdapterProtocolError if status < 500 else AdapterUnavailable)
    assert "secret" not in str(error)


def client_error_classes() -> list[type[Exception]]:
    """Every exception class that the client defines."""
    modules = (exceptions, client_exceptions)
    return [
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Exception)
    ]


@pytest.mark.parametrize("kind", client_error_classes())
def test_every_error_of_the_client_is_caught(kind: type[Exception]) -> None:
    assert issubclass(kind, FOREIGN_ERRORS)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (httpx.ConnectTimeout("text"), AdapterTimedOut),
        (httpx.ReadTimeout("text"), AdapterTimedOut),
        (httpx.ConnectError("text"), AdapterUnavailable),
        (httpx.RemoteProtocolError("text"), AdapterUnavailable),
        (TimeoutError(), AdapterTimedOut),
    ],
)
def test_what_the_client_wraps_decides(source: Exception, expected: type[DerekError]) -> None:
    with pytest.raises(expected), server_errors():
        raise exceptions.ResponseHandlingException(source)


def test_a_limit_of_the_server_may_be_tried_again() -> None:
    error = derek_error(client_exceptions.ResourceExhaustedResponse("slow down", 3))
    assert isinstance(error, AdapterError)
    assert error.retryable
