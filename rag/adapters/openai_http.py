"""Opens connections to a server that speaks OpenAI's protocol, whatever it is asked for."""

from __future__ import annotations

import httpx2

from rag.errors import AdapterUnavailable

NO_ENTRANCE = frozenset({401, 403})
"""Statuses of a server that does not know the key."""
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
LIMITS = httpx2.Limits(max_connections=100, max_keepalive_connections=20)
"""The library's own."""


def open_http(
    server_url: str,
    key: str | None,
    timeout_seconds: float,
    no_url: AdapterUnavailable,
    limits: httpx2.Limits = LIMITS,
) -> httpx2.Client:
    """A client of the server; ``/v1`` is added to a URL without a path.

    Raises: ``no_url`` when the URL is not one.
    """
    try:
        url = httpx2.URL(server_url)
    except httpx2.InvalidURL as error:
        raise no_url from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise no_url
    if url.path in {"", "/"}:
        url = url.copy_with(path="/v1")
    return httpx2.Client(
        base_url=url,
        headers={"Authorization": f"Bearer {key}"} if key else {},
        timeout=timeout_seconds,
        trust_env=url.host not in LOOPBACK,  # what stays on this machine needs no proxy
        limits=limits,
    )
