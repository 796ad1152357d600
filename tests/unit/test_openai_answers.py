"""Nonsense from an embedding server is refused, whenever it comes and whatever it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rag.errors import AdapterError, AdapterProtocolError, AdapterUnavailable
from tests.embedding_client import Time, connect
from tests.fakes.embedding_server import FakeEmbeddingServer, Reply, rows_spoiled

TEXTS = ("Мектеп ашылды.", "Дороги отремонтировали.", "Су деңгейі көтерілді.", "Парк открыт.")


@pytest.fixture
def server() -> Iterator[FakeEmbeddingServer]:
    with FakeEmbeddingServer().serving() as made:
        yield made


@pytest.fixture
def time() -> Time:
    return Time()


def first_row(**values: object) -> Reply:
    return rows_spoiled(lambda rows: [rows[0] | values, *rows[1:]])


NONSENSE = {
    "half a JSON": Reply(body=b'{"data": [{"index": 0, "embedding": [0.1, 0.2'),
    "no JSON": Reply(body=b"<html>"),
    "nothing": Reply(body=b""),
    "an error with status 200": Reply(body=b'{"error": {"message": "no"}}'),
    "a row too few": rows_spoiled(lambda rows: rows[1:]),
    "a row too many": rows_spoiled(lambda rows: [*rows, rows[0] | {"index": 99}]),
    "a row twice": first_row(index=1),
    "a row from nowhere": first_row(index=-1),
    "no rows": rows_spoiled(lambda rows: []),
    "NaN": first_row(embedding=[float("nan")] * 64),
    "null": first_row(embedding=[None] * 64),
    "infinity": first_row(embedding=[float("inf")] * 64),
    "beyond floats": Reply(body=b'{"data":[{"index":0,"embedding":[1e999]}]}'),
    "zeros": first_row(embedding=[0.0] * 64),
    "text": first_row(embedding="AAAA"),
    "a short vector": first_row(embedding=[1.0] * 63),
    "an empty vector": first_row(embedding=[]),
}


@pytest.mark.parametrize("name", NONSENSE)
@pytest.mark.parametrize("when", ["at first", "later"])
def test_nonsense_is_refused_at_once(
    server: FakeEmbeddingServer, time: Time, name: str, when: str
) -> None:
    embedder = connect(server, time)
    if when == "later":
        _ = embedder.dimension
    server.replies.append(NONSENSE[name])
    with pytest.raises(AdapterProtocolError) as caught:
        embedder.embed_passages(TEXTS)
    assert caught.value.mend and not caught.value.retryable
    assert time.waits == []
    assert embedder.embed_passages(TEXTS).shape == (4, 64)


def test_another_dimension_than_before_is_refused(server: FakeEmbeddingServer) -> None:
    embedder = connect(server)
    _ = embedder.dimension
    halved = rows_spoiled(lambda rows: [r | {"embedding": r["embedding"][:32]} for r in rows])
    server.replies.append(halved)
    with pytest.raises(AdapterProtocolError, match="32 numbers, after 64"):
        embedder.embed_passages(TEXTS)


@pytest.mark.parametrize("order", [(2, 1, 0), (1, 2, 0), (2, 0, 1)])
def test_a_server_that_numbers_its_rows_wrongly_is_found_out(
    server: FakeEmbeddingServer, order: tuple[int, ...]
) -> None:
    server.replies.append(
        rows_spoiled(lambda rows: [r | {"index": i} for i, r in zip(order, rows, strict=True)])
    )
    with pytest.raises(AdapterProtocolError, match="another order"):
        _ = connect(server).dimension


@pytest.mark.parametrize(
    ("status", "kind"), [(401, AdapterUnavailable), (404, AdapterProtocolError)]
)
def test_a_refusal_is_not_tried_again(
    server: FakeEmbeddingServer, time: Time, status: int, kind: type[AdapterError]
) -> None:
    server.key = "sesame"
    server.replies.append(Reply(status))
    wrong = connect(server, time, key="wrong" if status == 401 else "sesame")
    with pytest.raises(kind, match=str(status)) as caught:
        wrong.embed_question("Су")
    assert caught.value.mend
    assert time.waits == []


@pytest.mark.parametrize("status", [301, 400, 413, 422])
def test_refused_texts(server: FakeEmbeddingServer, status: int) -> None:
    embedder = connect(server)
    _ = embedder.dimension
    server.replies.append(Reply(status, {"Location": "http://127.0.0.1:1/"}))
    with pytest.raises(AdapterProtocolError, match=str(status)):
        embedder.embed_passages(TEXTS)
