"""Asks an embedding server over HTTP, as often as it takes within a given patience."""

from __future__ import annotations

import random
import threading
import time
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx2
import msgspec

from rag.adapters.openai_embedder.answers import MEND
from rag.adapters.openai_embedder.backoff import backoff_seconds, parse_retry_after
from rag.adapters.openai_http import NO_ENTRANCE, open_http
from rag.errors import AdapterError, AdapterProtocolError, AdapterTimedOut, AdapterUnavailable

OVERLOADED = frozenset({429, 503})
"""Not this request was wrong but there were too many: everybody waits."""
WORTH_ANOTHER_TRY = frozenset({408, 425, 429, 500, 502, 503, 504})
EASE = "Try again later, or lower DEREK_EMBEDDER_CONNECTIONS."


@dataclass(frozen=True, slots=True)
class EmbeddingServer:
    """Where the server is and how it is treated.

    ``url`` ends in ``/v1`` (added to a URL without a path). ``timeout_seconds`` bounds one try,
    ``connections`` the requests for passages that are under way at once.
    """

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout_seconds: float = 30.0
    connections: int = 4


class EmbeddingClient:
    """Requests to one server. Safe to call from several threads.

    A request that fails in a way that may pass is sent again, later and later; while the server
    says that it is overloaded, no request is sent at all.
    """

    def __init__(
        self,
        server: EmbeddingServer,
        *,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[threading.Event, float], bool] = threading.Event.wait,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        """``wait`` sleeps until the event is set or the seconds are over, and says which.

        Raises: AdapterUnavailable when the URL is not one.
        """
        self._server = server
        self._clock, self._wait, self._jitter = clock, wait, jitter
        self._rest = threading.Lock()
        self._rest_until = 0.0
        self._http = _open_http(server)
        weakref.finalize(self, self._http.close)

    def post_texts(
        self, texts: Sequence[str], patience_seconds: float, abandoned: threading.Event
    ) -> bytes:
        """The body that answers a request to embed ``texts``; tries end after the patience, or
        when ``abandoned`` is set.

        Raises: AdapterUnavailable, AdapterTimedOut, AdapterProtocolError.
        """
        body = {"model": self._server.model, "input": texts, "encoding_format": "float"}
        request = self._http.build_request(
            "POST",
            "embeddings",
            content=msgspec.json.encode(body),
            headers={"Content-Type": "application/json"},
        )
        return self._send_patiently(request, patience_seconds, abandoned)

    def find_models(self) -> bytes | None:
        """The body of the server's list of models, asked for once; None where it keeps none."""
        try:
            return self._send_once(self._http.build_request("GET", "models"))
        except _Failure:
            return None  # not every server lists its models, and vectors do not need it

    def _send_patiently(
        self, request: httpx2.Request, patience_seconds: float, abandoned: threading.Event
    ) -> bytes:
        deadline = self._clock() + patience_seconds
        n_failures = 0
        while True:
            self._let_rest(deadline, abandoned)
            try:
                return self._send_once(request)
            except _Failure as failure:
                n_failures += 1
                seconds = failure.retry_after or backoff_seconds(n_failures, self._jitter())
                if not failure.may_pass or self._clock() + seconds > deadline:
                    raise failure.error from failure.cause
                if failure.overloaded:
                    self._ask_for_rest(seconds)
                elif self._wait(abandoned, seconds):
                    raise failure.error from failure.cause

    def _send_once(self, request: httpx2.Request) -> bytes:
        try:
            response = self._http.send(request)
        except httpx2.TimeoutException as error:
            raise _Failure(_timed_out(self._server.timeout_seconds), cause=error) from error
        except httpx2.HTTPError as error:
            raise _Failure(_unreachable(error), cause=error) from error
        if response.is_success:
            return response.content
        status = response.status_code
        after = parse_retry_after(response.headers.get("Retry-After"), datetime.now(UTC))
        raise _Failure(
            _refused(status),
            may_pass=status in WORTH_ANOTHER_TRY,
            overloaded=status in OVERLOADED,
            retry_after=after,
        )

    def _ask_for_rest(self, seconds: float) -> None:
        with self._rest:
            self._rest_until = max(self._rest_until, self._clock() + seconds)

    def _let_rest(self, deadline: float, abandoned: threading.Event) -> None:
        """Return when the server's rest is over. Raises: AdapterTimedOut."""
        while (seconds := self._rest_until - self._clock()) > 0:
            if self._clock() + seconds > deadline or self._wait(abandoned, seconds):
                raise AdapterTimedOut(
                    "The embedding server asks to be left alone for longer than can be waited.",
                    mend=EASE,
                )


class _Failure(Exception):
    """One try that failed: our error, and what the server said of another try."""

    def __init__(
        self,
        error: AdapterError,
        *,
        cause: Exception | None = None,
        may_pass: bool = True,
        overloaded: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(str(error))
        self.error, self.cause = error, cause
        self.may_pass, self.overloaded, self.retry_after = may_pass, overloaded, retry_after


def _open_http(server: EmbeddingServer) -> httpx2.Client:
    # Twice as many as passages may hold, so that a question always finds one.
    limits = httpx2.Limits(max_connections=2 * server.connections)
    return open_http(server.url, server.key, server.timeout_seconds, _no_url(), limits)


def _no_url() -> AdapterUnavailable:
    return AdapterUnavailable(
        "The URL of the embedding server is not one.",
        mend="Set DEREK_EMBEDDER_URL to one like http://127.0.0.1:8080/v1.",
    )


def _timed_out(seconds: float) -> AdapterTimedOut:
    return AdapterTimedOut(
        f"The embedding server did not answer within {seconds:g} seconds.",
        mend="Raise DEREK_EMBEDDER_TIMEOUT_SECONDS, or lower DEREK_EMBEDDER_BATCH_TEXTS.",
    )


def _unreachable(error: httpx2.HTTPError) -> AdapterUnavailable:
    return AdapterUnavailable(
        f"The embedding server cannot be reached ({type(error).__name__}).",
        mend="Start it, or correct DEREK_EMBEDDER_URL.",
    )


def _refused(status: int) -> AdapterError:
    if status in NO_ENTRANCE:
        return AdapterUnavailable(
            f"The embedding server does not let Derek in (HTTP {status}).",
            mend="Check DEREK_EMBEDDER_KEY.",
        )
    if status in OVERLOADED:
        return AdapterUnavailable(
            f"The embedding server is overloaded (HTTP {status}).",
            mend=EASE,
        )
    if status in WORTH_ANOTHER_TRY:
        return AdapterUnavailable(
            f"The embedding server failed (HTTP {status}).", mend="Look into its log."
        )
    return AdapterProtocolError(
        f"The embedding server refused the texts (HTTP {status}).",
        mend=f"{MEND} If they are too long for it, lower DEREK_EMBEDDER_MAX_TOKENS.",
    )
