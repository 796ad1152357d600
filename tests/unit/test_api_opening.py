"""Liveness and readiness while Derek opens, when he cannot, and how he is closed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, cast

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from rag.errors import IndexIncompatible
from tests.fakes.clients import ADDRESS
from tests.fakes.fake_derek import FakeDerek

if TYPE_CHECKING:
    from rag.assembly import Derek

WAIT_SECONDS = 10.0


def test_the_service_listens_while_derek_opens() -> None:
    go = threading.Event()
    derek = FakeDerek()

    def load() -> Derek:
        assert go.wait(WAIT_SECONDS)
        return cast("Derek", derek)

    app = create_app(load)
    with TestClient(app, base_url=ADDRESS) as client:
        assert client.get("/healthz").json() == {"status": "ok"}
        assert client.get("/").status_code == 200
        for response in (
            client.get("/readyz"),
            client.post("/v1/ask", json={"question": "Вопрос"}),
            client.get("/documents/doc_passport"),
        ):
            assert response.status_code == 503
            assert response.json()["code"] == "not_ready"
            assert "being loaded" in response.json()["detail"]
            assert response.headers["retry-after"]
        go.set()
        app.state.opening.wait()
        assert client.get("/readyz").json() == {"status": "ready"}
        assert not derek.closed
    assert derek.closed


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (IndexIncompatible("Made by another model."), "Made by another model."),
        (OSError("/srv/derek"), "Derek could not be opened; the log has the reason."),
    ],
)
def test_readiness_says_why_derek_did_not_open(error: Exception, told: str) -> None:
    def load() -> Derek:
        raise error

    app = create_app(load)
    with TestClient(app, base_url=ADDRESS) as client:
        app.state.opening.wait()
        response = client.get("/readyz")
        assert (response.status_code, response.json()["detail"]) == (503, told)
        assert client.get("/healthz").status_code == 200
