"""A loopback server with OpenAI's ``/v1/embeddings`` that misbehaves when it is told to."""

from __future__ import annotations

import json
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

from tests.fakes.embedder import FakeEmbedder

MODEL = "fake-trigrams"
Body = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """What is sent instead of the right answer; ``spoil`` changes that answer first.

    ``promised`` is added to the announced length of the body, so that it breaks off.
    ``reached`` is set when it is this reply's turn; ``hold`` is waited for before a byte is sent.
    ``hang_up`` closes without an answer.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    spoil: Callable[[Body], Body] = lambda answer: answer
    promised: int = 0
    reached: threading.Event = field(default_factory=threading.Event)
    hold: threading.Event | None = None
    hang_up: bool = False


@dataclass
class FakeEmbeddingServer:
    """Vectors of ``FakeEmbedder``; strict about what it is sent, as real servers are.

    ``replies`` are used up first, one for each request for vectors; ``requests`` are the bodies
    that came, ``most_at_once`` the largest number of them that were being answered at a time.
    """

    embedder: FakeEmbedder = field(default_factory=FakeEmbedder)
    key: str | None = None
    max_texts: int = 64
    max_model_len: int | None = None
    counts_tokens: bool = True
    replies: deque[Reply] = field(default_factory=deque)
    requests: list[Body] = field(default_factory=list)
    url: str = ""
    most_at_once: int = 0
    _at_once: int = 0
    _counting: threading.Lock = field(default_factory=threading.Lock)

    def models(self) -> Body:
        return {"data": [{"id": MODEL, "max_model_len": self.max_model_len}]}

    def answer(self, asked: Body, key: str | None) -> tuple[int, Body]:
        """Status and body of a request for vectors."""
        texts = asked.get("input", [])
        if self.key is not None and key != f"Bearer {self.key}":
            return 401, _error("wrong key")
        if asked.get("model") != MODEL:
            return 404, _error("no such model")
        if len(texts) > self.max_texts:
            return 413, _error("too many texts")
        counts = [self.embedder.count_tokens(text) for text in texts]
        if not all(texts) or max(counts) > self.embedder.max_tokens:
            return 400, _error("empty or too long")
        vectors = self.embedder.embed_passages(texts) * 3  # servers need not normalise
        rows = [{"index": i, "embedding": row.tolist()} for i, row in enumerate(vectors)]
        usage = {"usage": {"prompt_tokens": sum(counts)}} if self.counts_tokens else {}
        return 200, {"object": "list", "model": MODEL, "data": rows} | usage

    @contextmanager
    def busy(self) -> Iterator[None]:
        with self._counting:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            yield
        finally:
            with self._counting:
                self._at_once -= 1

    @contextmanager
    def serving(self) -> Iterator[FakeEmbeddingServer]:
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


def _error(message: str) -> Body:
    return {"error": {"message": message}}


class _Listener(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        pass  # a client that did not wait for its answer


class _Requests(BaseHTTPRequestHandler):
    fake: ClassVar[FakeEmbeddingServer]
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        known = self.path == "/v1/models"
        self._send(200 if known else 404, {}, _encoded(self.fake.models() if known else {}))

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.fake.busy():
            self._reply(asked)

    def _reply(self, asked: Body) -> None:
        self.fake.requests.append(asked)
        reply = self.fake.replies.popleft() if self.fake.replies else Reply()
        reply.reached.set()
        if reply.hold is not None:
            reply.hold.wait(30)
        if reply.hang_up:
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
            return
        if self.path != "/v1/embeddings":
            self._send(404, {}, b"{}")
            return
        status, body = self.fake.answer(asked, self.headers["Authorization"])
        if status == 200:
            status = reply.status
            body = reply.spoil(body)
        content = _encoded(body) if reply.body is None else reply.body
        self._send(status, reply.headers, content, reply.promised)

    def _send(
        self, status: int, headers: Mapping[str, str], content: bytes, promised: int = 0
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content) + promised))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
        self.close_connection = promised > 0

    def log_message(self, *args: Any) -> None:
        pass  # the standard library's own prints to stderr


def _encoded(body: Body) -> bytes:
    return json.dumps(body).encode()


def rows_spoiled(change: Callable[[list[Body]], Sequence[Body]]) -> Reply:
    """A reply whose rows were changed."""
    return Reply(spoil=lambda answer: answer | {"data": list(change(answer["data"]))})
