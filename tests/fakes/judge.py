"""A model that judges: an OpenAI-compatible server whose answers the test writes."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[str], str]
"""Prompt to the content of the model's message."""


def fits_the_schema(prompt: str) -> str:
    """JSON that says yes to whatever ragas asks, by the names that its schema holds."""
    if '"statements"' in prompt and "verdict" not in prompt:
        return json.dumps({"statements": ["Жауап бар."]})
    if "noncommittal" in prompt:
        return json.dumps({"question": "Қанша адам тұрады?", "noncommittal": 0})
    if "classifications" in prompt:
        one = {"statement": "Жауап бар.", "reason": "мәтінде бар", "attributed": 1}
        return json.dumps({"classifications": [one]})
    if '"statements"' in prompt:
        one = {"statement": "Жауап бар.", "reason": "мәтінде бар", "verdict": 1}
        return json.dumps({"statements": [one]})
    return json.dumps({"reason": "мәтінде бар", "verdict": 1})


def writes_prose(prompt: str) -> str:
    """What a small model does instead of the JSON that it was asked for."""
    return "I would say that the answer is mostly right, thank you for asking!"


def sleeps(seconds: float) -> Answer:
    """A model that is slower than anybody waits."""

    def answer(prompt: str) -> str:
        time.sleep(seconds)
        return fits_the_schema(prompt)

    return answer


@contextmanager
def open_judge(answer: Answer) -> Iterator[str]:
    """The server's URL, until the block ends."""

    class Talker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            request: dict[str, Any] = json.loads(self.rfile.read(length))
            prompt = "\n".join(str(message["content"]) for message in request["messages"])
            body = json.dumps(_completion(answer(prompt))).encode()
            try:
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except (BrokenPipeError, ConnectionResetError):
                return  # the client gave up waiting

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Talker)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _completion(content: str) -> dict[str, Any]:
    return {
        "id": "chat-1",
        "object": "chat.completion",
        "created": 0,
        "model": "judge",
        "choices": [
            {
                "index": 0,
                "finish_reason": "stop",
                "message": {"role": "assistant", "content": content},
            }
        ],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }


def named(prompt: str) -> set[str]:
    """Names in quotation marks within a prompt, for tests that look at what was asked."""
    return set(re.findall(r'"(\w+)"', prompt))
