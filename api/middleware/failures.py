"""Turns a failure that nobody foresaw into a problem response, with its cause in the log."""

from __future__ import annotations

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import internal_response

log = structlog.get_logger()


class Failures:
    """Innermost of all middleware, so that the others dress its response like any other."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer 500 in its place when that fails."""
        started = False

        async def send_and_note(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        except Exception:
            log.exception("failure", path=getattr(scope.get("route"), "path", None))
            if started or scope["type"] != "http":
                raise
            await internal_response(scope)(scope, receive, send)
