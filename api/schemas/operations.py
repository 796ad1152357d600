"""The wire of liveness and readiness."""

from __future__ import annotations

from typing import Literal

from api.schemas.wire import Wire


class Health(Wire):
    """The process is up."""

    status: Literal["ok"] = "ok"


class Readiness(Wire):
    """Index and model are loaded."""

    status: Literal["ready"] = "ready"
