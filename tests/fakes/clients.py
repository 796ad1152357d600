"""A client of the service over a fake Derek, once it is ready."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from fastapi.testclient import TestClient

from api.app import create_app
from rag.settings import Settings
from tests.fakes.fake_derek import FakeDerek

if TYPE_CHECKING:
    from rag.assembly import Derek

ADDRESS = "http://127.0.0.1:8000"


@contextmanager
def ready_client(derek: FakeDerek, settings: Settings | None = None) -> Iterator[TestClient]:
    """A client that calls as a program on this machine does; failures answer 500 as in life."""
    app = create_app(lambda: cast("Derek", derek), settings)
    with TestClient(app, base_url=ADDRESS, raise_server_exceptions=False) as client:
        app.state.opening.wait()
        yield client
