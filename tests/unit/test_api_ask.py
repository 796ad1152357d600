"""``/v1/ask`` and ``/v1/search``: the contract's fields, bounds and events."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rag.errors import AdapterTimedOut
from rag.types import Filters, Question, Turn
from tests.fakes.clients import ready_client
from tests.fakes.fake_derek import FakeDerek
from tests.golden.compare import assert_golden

ANSWERED = "Қанша ауыл сумен қамтылған?"
UNKNOWN = "Кто победил на турнире?"


@pytest.fixture
def derek() -> FakeDerek:
    return FakeDerek()


@pytest.fixture
def client(derek: FakeDerek) -> Iterator[TestClient]:
    with ready_client(derek) as client:
        yield client


def ask(client: TestClient, **body: Any) -> Any:
    response = client.post("/v1/ask", json=body)
    assert response.status_code == 200, response.text
    return response.json()


def test_an_answer_is_the_golden_one(client: TestClient) -> None:
    assert_golden("ask_answered", ask(client, question=ANSWERED))


def test_an_abstention_is_the_golden_one(client: TestClient) -> None:
    assert_golden("ask_abstained", ask(client, question=UNKNOWN, limit=2))


def test_a_quote_is_its_span_of_the_served_text(client: TestClient) -> None:
    (citation,) = ask(client, question=ANSWERED)["citations"]
    text = client.get(f"/v1/documents/{citation['document_id']}/text").json()["text"]
    assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_everything_asked_reaches_the_flow(client: TestClient, derek: FakeDerek) -> None:
    ask(
        client,
        question="  Сколько школ?  ",
        history=[{"role": "user", "content": "Расскажи о районе"}],
        filters={
            "source": ["a.txt"],
            "language": ["kk", "ru"],
            "collection": ["c"],
            "date_from": "2022-01-01",
            "date_to": "2022-12-31",
        },
        language="kk",
        limit=3,
    )
    filters = Filters(
        source=("a.txt",),
        language=("kk", "ru"),
        collection=("c",),
        date_from=date(2022, 1, 1),
        date_to=date(2022, 12, 31),
    )
    turns = (Turn("user", "Расскажи о районе"),)
    assert derek.ask.asked == [Question("Сколько школ?", turns, filters, "kk", 3)]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"question": ""},
        {"question": " \n\t "},
        {"question": "\x00\u202e\u200b"},
        {"question": "я" * 2001},
        {"question": 5},
        {"question": "?" * 10, "limit": 0},
        {"question": "?" * 10, "limit": 51},
        {"question": "?" * 10, "language": "de"},
        {"question": "?" * 10, "history": [{"role": "user", "content": "x"}] * 21},
        {"question": "?" * 10, "history": [{"role": "system", "content": "x"}]},
        {"question": "?" * 10, "filter": {}},
        {"question": "?" * 10, "filters": {"languages": ["kk"]}},
        {"question": "?" * 10, "filters": {"date_from": "2025-02-01", "date_to": "2025-01-01"}},
        {"question": "?" * 10, "filters": {"date_from": "yesterday"}},
    ],
)
def test_a_body_out_of_bounds_is_422(client: TestClient, body: dict[str, Any]) -> None:
    for extra in ({}, {"stream": True}):
        response = client.post("/v1/ask", json={**body, **extra})
        assert response.status_code == 422
        assert response.json()["code"] == "invalid_request"


def test_the_longest_question_and_history_pass(client: TestClient) -> None:
    turns = [{"role": "assistant", "content": "x" * 5000}] * 20
    ask(client, question="  " + "я" * 2000 + "  ", history=turns)


def test_half_a_character_pair_is_422(client: TestClient) -> None:
    response = client.post(
        "/v1/ask",
        content=b'{"question": "\\ud800 ???"}',
        headers={"Content-Type": "application/json"},
    )
    assert response.status_code == 422


def events(client: TestClient, **body: Any) -> list[tuple[str, Any]]:
    response = client.post("/v1/ask", json={**body, "stream": True})
    assert response.headers["content-type"].startswith("text/event-stream")
    blocks = [block.split("\n") for block in response.text.strip().split("\n\n")]
    return [
        (name.removeprefix("event: "), json.loads(data.removeprefix("data: ")))
        for name, data in blocks
    ]


def test_a_stream_says_the_same_as_the_whole_answer(client: TestClient) -> None:
    whole = ask(client, question=ANSWERED)
    streamed = events(client, question=ANSWERED)
    assert [name for name, _ in streamed] == ["retrieved", "sentence", "done"]
    assert streamed[0][1] == {"passages": whole["passages"]}
    assert streamed[1][1] == {"text": whole["text"], "citations": whole["citations"]}
    assert streamed[2][1] == whole


def test_a_streamed_abstention_has_no_sentence(client: TestClient) -> None:
    assert [name for name, _ in events(client, question=UNKNOWN)] == ["retrieved", "done"]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            AdapterTimedOut("The store is slow."),
            {"code": "adapter_timed_out", "message": "The store is slow."},
        ),
        (
            RuntimeError("/home/secret"),
            {"code": "internal_error", "message": "Something went wrong inside."},
        ),
    ],
)
def test_a_failure_in_a_stream_is_an_event(
    client: TestClient, derek: FakeDerek, error: Exception, told: dict[str, str]
) -> None:
    derek.ask.failure = error
    assert events(client, question=ANSWERED)[-1] == ("error", told)


def test_a_search_is_the_golden_one(client: TestClient) -> None:
    response = client.post("/v1/search", json={"query": "жолдардың ұзындығы", "limit": 2})
    assert response.status_code == 200
    assert_golden("search", response.json())


def test_a_search_is_filtered(client: TestClient) -> None:
    body = {"query": "население района", "filters": {"source": ["programme.txt"]}}
    passages = client.post("/v1/search", json=body).json()["passages"]
    assert {passage["source"] for passage in passages} == {"programme.txt"}


def test_feedback_is_kept(client: TestClient, derek: FakeDerek) -> None:
    body = {"answer_id": "ans_1", "rating": "down", "comment": "не та дата"}
    assert client.post("/v1/feedback", json=body).status_code == 201
    assert derek.registry.feedback == [("ans_1", "down", "не та дата")]
    assert client.post("/v1/feedback", json={**body, "rating": "5"}).status_code == 422
