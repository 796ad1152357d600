"""What surrounds every request: ids, log lines, headers, host check."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from structlog.testing import capture_logs

from rag.settings import ServeSettings, Settings
from tests.fakes.clients import ready_client
from tests.fakes.fake_derek import FakeDerek


@pytest.fixture
def client() -> Iterator[TestClient]:
    with ready_client(FakeDerek(), Settings(serve=ServeSettings(host="127.0.0.5"))) as client:
        yield client


def test_a_sane_request_id_is_kept(client: TestClient) -> None:
    response = client.get("/healthz", headers={"X-Request-ID": "trace-1.2_3"})
    assert response.headers["x-request-id"] == "trace-1.2_3"


@pytest.mark.parametrize("sent", ["", "a b", "x" * 65, "<script>", "id\x7f"])
def test_another_request_id_is_replaced(client: TestClient, sent: str) -> None:
    given = client.get("/healthz", headers={"X-Request-ID": sent}).headers["x-request-id"]
    assert given != sent
    assert len(given) == 32


def test_a_line_is_logged_without_the_words(client: TestClient) -> None:
    with capture_logs() as lines:
        client.post("/v1/ask", json={"question": "Тайный вопрос о школах"})
        client.get("/v1/documents", params={"q": "тайное"})
        client.get("/v1/documents/secret_id")
    requests = [line for line in lines if line["event"] == "request"]
    assert [(line["method"], line["route"], line["status"]) for line in requests] == [
        ("POST", "/v1/ask", 200),
        ("GET", "/v1/documents", 200),
        ("GET", "/v1/documents/{document_id}", 404),
    ]
    assert all(line["seconds"] >= 0 for line in requests)
    for word in ("Тайный", "тайное", "secret_id"):
        assert word not in str(lines)


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/documents/doc_passport", "/web/style.css", "/x"]
)
def test_every_response_is_dressed(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    kept = path in ("/", "/web/style.css")
    assert headers["cache-control"] == ("no-cache" if kept else "no-store")


@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost:1", "127.0.0.1:8000", "[::1]:8000", "127.0.0.5:80", "LOCALHOST"],
)
def test_our_names_pass(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "", "[::1", "0"]
)
def test_a_foreign_name_is_refused(client: TestClient, host: str) -> None:
    response = client.get("/healthz", headers={"Host": host})
    assert (response.status_code, response.json()["code"]) == (421, "misdirected_request")


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:8000", 200),
        ("http://127.0.0.1:3000", 403),
        ("http://evil.example", 403),
        ("null", 403),
        ("", 403),
    ],
)
def test_only_our_own_pages_may_call(client: TestClient, origin: str, status: int) -> None:
    response = client.post("/v1/search", json={"query": "школы"}, headers={"Origin": origin})
    assert response.status_code == status
