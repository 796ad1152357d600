"""A loopback server with OpenAI's ``/v1/chat/completions`` that misbehaves when it is told to."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

MODEL = "fake-llm"
Body = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """What is sent: ``pieces`` as a stream or as one text, as was asked for.

    ``body`` is sent as it is instead; ``events`` are the lines of a stream instead of right ones;
    ``hold`` is waited for before line ``hold_before``; ``streams`` False answers whole always.
    """

    pieces: Sequence[str] = ("В районе ", "48 школ. [1]")
    status: int = 200
    body: bytes | None = None
    events: Sequence[str] | None = None
    refusal: str | None = None
    hold: threading.Event | None = None
    hold_before: int = 0
    streams: bool = True
    hang_up: bool = False

    def lines(self) -> Iterator[str]:
        if self.events is not None:
            yield from self.events
            return
        yield _event({"role": "assistant", "content": ""})
        for piece in self.pieces:
            yield _event({"content": piece})
        if self.refusal is not None:
            yield _event({"refusal": self.refusal})
        yield _event({}, "stop")
        yield 'data: {"choices": [], "usage": {"total_tokens": 9}}'
        yield "data: [DONE]"

    def whole(self) -> Body:
        message: Body = {"role": "assistant", "content": "".join(self.pieces)}
        if self.refusal is not None:
            message = {"role": "assistant", "content": None, "refusal": self.refusal}
        return {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}


@dataclass
class FakeLlmServer:
    """``replies`` are used up first, one for each request; ``requests`` are bodies that came."""

    key: str | None = None
    takes_temperature: bool = True
    replies: deque[Reply] = field(default_factory=deque)
    requests: list[Body] = field(default_factory=list)
    url: str = ""

    @contextmanager
    def serving(self) -> Iterator[FakeLlmServer]:
        """The server, listening on a free port until the block ends."""
        http = _Listener(("127.0.0.1", 0), type("Requests", (_Requests,), {"fake": self}))
        self.url = f"http://127.0.0.1:{http.server_address[1]}/v1"
        thread = threading.Thread(target=http.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield self
        finally:
            http.shutdown()
            thread.join()
            http.server_close()


def event(content: str) -> str:
    """One right line of a stream."""
    return _event({"content": content})


def _event(delta: Body, finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return "data: " + json.dumps({"object": "chat.completion.chunk", "choices": [choice]})


class _Listener(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        pass  # a client that did not wait for its answer


class _Requests(BaseHTTPRequestHandler):
    fake: ClassVar[FakeLlmServer]
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.fake.requests.append(asked)
        refusal = self._refusal(asked)
        if refusal is not None:
            self._send(*refusal)
            return
        reply = self.fake.replies.popleft() if self.fake.replies else Reply()
        if reply.hang_up:
            self.close_connection = True
        elif reply.status != 200 or reply.body is not None:
            self._send(reply.status, reply.body or b'{"error": {"message": "no"}}')
        elif asked.get("stream") and reply.streams:
            self._stream(reply)
        else:
            self._send(200, json.dumps(reply.whole()).encode())

    def _refusal(self, asked: Body) -> tuple[int, bytes] | None:
        if self.fake.key is not None and self.headers["Authorization"] != f"Bearer {self.fake.key}":
            return 401, b'{"error": {"message": "wrong key"}}'
        if self.path != "/v1/chat/completions" or asked.get("model") != MODEL:
            return 404, b'{"error": {"message": "no such model"}}'
        if "temperature" in asked and not self.fake.takes_temperature:
            return 400, b'{"error": {"message": "Unsupported value: \'temperature\'"}}'
        return None

    def _send(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _stream(self, reply: Reply) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for n, line in enumerate(reply.lines()):
            if reply.hold is not None and n == reply.hold_before:
                reply.hold.wait(30)
            self.wfile.write(line.encode() + b"\n\n")
            self.wfile.flush()

    def log_message(self, *args: Any) -> None:
        pass  # the standard library's own prints to stderr
