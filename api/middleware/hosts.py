"""Refuses requests that a foreign page sent through a browser: DNS rebinding, other origins."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import status_response

LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


class HostCheck:
    """Only requests to a known host pass, and of a browser's only those of our own pages.

    A page of another site can point its name at this address (then ``Host`` is its name) or call
    this address from its own (then ``Origin`` is not the host that was called).
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self.app = app
        self.hosts = LOOPBACK_HOSTS | frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it with 421 or 403."""
        app = self.app
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            host, origin = headers.get("host", ""), headers.get("origin")
            if _host_name(host) not in self.hosts:
                app = status_response(scope, 421, "This service is not reached under that name.")
            elif origin is not None and urlsplit(origin).netloc.lower() != host.lower():
                app = status_response(scope, 403, "Pages of other sites may not call this service.")
        await app(scope, receive, send)


def _host_name(host: str) -> str | None:
    """The name in a Host header, without port and brackets; None for nonsense."""
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
