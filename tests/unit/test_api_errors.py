"""Errors as problems: one table for every class, and nothing of the machine in any body."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

import api
from api.errors import PROBLEMS, kind_of
from rag.errors import AdapterUnavailable, DerekError, EmptyFile, IndexIncompatible
from tests.fakes.clients import ready_client
from tests.fakes.fake_derek import FakeDerek
from tests.golden.compare import assert_golden

FIELDS = {"type", "title", "status", "detail", "code", "request_id"}


def all_classes(cls: type[DerekError]) -> Iterator[type[DerekError]]:
    yield cls
    for below in cls.__subclasses__():
        yield from all_classes(below)


@pytest.fixture
def derek() -> FakeDerek:
    return FakeDerek()


@pytest.fixture
def client(derek: FakeDerek) -> Iterator[TestClient]:
    with ready_client(derek) as client:
        yield client


def test_every_error_class_stands_in_the_table() -> None:
    for module in pkgutil.walk_packages(api.__path__, "api."):
        importlib.import_module(module.name)
    ours = {c for c in all_classes(DerekError) if c.__module__.split(".")[0] in ("rag", "api")}
    assert ours == set(PROBLEMS)


def test_rows_of_the_table_are_apart() -> None:
    types = [kind.type for kind in PROBLEMS.values()]
    assert len(set(types)) == len(types)
    assert all(400 <= kind.status < 600 for kind in PROBLEMS.values())


def test_a_class_from_elsewhere_is_shown_as_its_ancestor() -> None:
    class Foreign(EmptyFile):
        pass

    assert kind_of(Foreign("x")) == PROBLEMS[EmptyFile]


def problem(response: Any, status: int, code: str) -> Any:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert set(body) == FIELDS
    assert (body["status"], body["code"]) == (status, code)
    assert body["request_id"] == response.headers["x-request-id"]
    return body


def test_a_problem_is_the_golden_one(client: TestClient) -> None:
    response = client.get("/v1/documents/doc_x", headers={"X-Request-ID": "golden-1"})
    assert_golden("problem", problem(response, 404, "not_found"))


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing", 404, "not_found"),
        ("GET", "/v1/ask/", 404, "not_found"),
        ("GET", "/web/nothing.js", 404, "not_found"),
        ("GET", "/web/../app.py", 404, "not_found"),
        ("GET", "/v1/ask", 405, "method_not_allowed"),
        ("PUT", "/v1/documents", 405, "method_not_allowed"),
        ("POST", "/v1/ask", 422, "invalid_request"),
    ],
)
def test_http_errors_are_problems(
    client: TestClient, method: str, path: str, status: int, code: str
) -> None:
    problem(client.request(method, path), status, code)


def test_a_body_that_is_too_large_is_a_problem(client: TestClient) -> None:
    response = client.post("/v1/ask", json={"question": "x" * 2_000_000})
    problem(response, 413, "too_large")


def test_invalid_requests_name_the_field_but_not_its_value(client: TestClient) -> None:
    response = client.post("/v1/ask", json={"question": "секрет" * 1000, "limit": "much"})
    detail = problem(response, 422, "invalid_request")["detail"]
    assert "body.question" in detail
    assert "body.limit" in detail
    assert "секрет" not in detail


def test_broken_json_is_a_problem(client: TestClient) -> None:
    headers = {"Content-Type": "application/json"}
    problem(client.post("/v1/ask", content=b'{"q', headers=headers), 422, "invalid_request")


@pytest.mark.parametrize(
    ("error", "status"),
    [(AdapterUnavailable("The store is away."), 503), (IndexIncompatible("x"), 503)],
)
def test_a_derek_error_keeps_its_sentence(
    client: TestClient, derek: FakeDerek, error: DerekError, status: int
) -> None:
    derek.ask.failure = error
    response = client.post("/v1/ask", json={"question": "Вопрос"})
    assert problem(response, status, error.code)["detail"] == error.message
    assert response.headers["retry-after"]


def test_an_unforeseen_failure_tells_nothing_of_the_machine(
    client: TestClient, derek: FakeDerek
) -> None:
    derek.ask.failure = OSError(2, "No such file", "/srv/derek/registry.sqlite")
    response = client.post("/v1/ask", json={"question": "Вопрос"})
    problem(response, 500, "internal_error")
    for word in ("/srv", "sqlite", "Traceback", "OSError", "No such file"):
        assert word not in response.text
    assert response.headers["content-security-policy"]
