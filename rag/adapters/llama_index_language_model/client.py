"""Asks a server that speaks OpenAI's ``/v1/chat/completions``: vLLM, Ollama, llama.cpp, a cloud."""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx2
import msgspec

from rag.adapters.llama_index_language_model.replies import MEND, parse_pieces, parse_reply
from rag.adapters.openai_http import NO_ENTRANCE, open_http
from rag.errors import AdapterError, AdapterProtocolError, AdapterTimedOut, AdapterUnavailable

MOST_ERROR_BYTES = 65_536
"""Of what a server says about a refused request no more is looked at."""

Message = Mapping[str, str]
"""``role`` and ``content``."""


@dataclass(frozen=True, slots=True)
class ModelServer:
    """Where the server is. ``url`` ends in ``/v1`` (added to a URL without a path);
    ``timeout_seconds`` bounds each wait for it: for the connection, for the next byte."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout_seconds: float = 30.0


class ModelClient:
    """Requests to one server, each sent once. Safe to call from several threads."""

    def __init__(self, server: ModelServer) -> None:
        """Raises: AdapterUnavailable when the URL is not one."""
        self.server = server
        self._http = open_http(server.url, server.key, server.timeout_seconds, _no_url())
        self._takes_temperature = True
        weakref.finalize(self, self._http.close)

    def complete(self, messages: Sequence[Message]) -> str:
        """The whole reply. Raises: AdapterUnavailable, AdapterTimedOut, AdapterProtocolError."""
        with self._sent(messages, stream=False) as response:
            return parse_reply(response.read())

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """The reply piece by piece; a server that does not stream gives one piece.

        Raises as ``complete``, also after some pieces.
        """
        with self._sent(messages, stream=True) as response:
            if "json" in response.headers.get("content-type", ""):
                yield from filter(None, [parse_reply(response.read())])
            else:
                yield from parse_pieces(response.iter_lines())

    @contextmanager
    def _sent(self, messages: Sequence[Message], *, stream: bool) -> Iterator[httpx2.Response]:
        """An answer with status 200, its body not read yet."""
        try:
            response = self._send(messages, stream)
            if response.status_code == 400 and self._dislikes_temperature(response):
                response = self._send(messages, stream)
            try:
                if response.status_code != 200:
                    raise _refused(response.status_code)
                yield response
            finally:
                response.close()
        except httpx2.TimeoutException as error:
            raise _timed_out(self.server.timeout_seconds) from error
        except httpx2.HTTPError as error:
            raise _unreachable(error) from error

    def _send(self, messages: Sequence[Message], stream: bool) -> httpx2.Response:
        body: dict[str, object] = {
            "model": self.server.model,
            "messages": list(messages),
            "stream": stream,
        }
        if self._takes_temperature:
            body["temperature"] = 0
        request = self._http.build_request(
            "POST",
            "chat/completions",
            content=msgspec.json.encode(body),
            headers={"Content-Type": "application/json"},
        )
        return self._http.send(request, stream=True)

    def _dislikes_temperature(self, response: httpx2.Response) -> bool:
        """Whether that was why the request was refused; closes the response if so."""
        if not self._takes_temperature:
            return False
        said = b""
        for chunk in response.iter_bytes():
            said += chunk
            if len(said) > MOST_ERROR_BYTES:
                break
        # Some models in clouds take no temperature but their own.
        self._takes_temperature = b"temperature" not in said
        if not self._takes_temperature:
            response.close()
        return not self._takes_temperature


def _no_url() -> AdapterUnavailable:
    return AdapterUnavailable(
        "The URL of the language model's server is not one.",
        mend="Set DEREK_LLM_URL to one like http://127.0.0.1:8080/v1.",
    )


def _timed_out(seconds: float) -> AdapterTimedOut:
    return AdapterTimedOut(
        f"The language model's server said nothing for {seconds:g} seconds.",
        mend="Raise DEREK_LLM_TIMEOUT_SECONDS, or take a smaller model.",
    )


def _unreachable(error: httpx2.HTTPError) -> AdapterUnavailable:
    return AdapterUnavailable(
        f"The language model's server cannot be reached ({type(error).__name__}).",
        mend="Start it, or correct DEREK_LLM_URL.",
    )


def _refused(status: int) -> AdapterError:
    if status in NO_ENTRANCE:
        return AdapterUnavailable(
            f"The language model's server does not let Derek in (HTTP {status}).",
            mend="Check DEREK_LLM_KEY.",
        )
    if status in (408, 425, 429) or status >= 500:
        return AdapterUnavailable(
            f"The language model's server is overloaded or failed (HTTP {status}).",
            mend="Look into its log.",
        )
    return AdapterProtocolError(
        f"The language model's server refused the request (HTTP {status}).", mend=MEND
    )
