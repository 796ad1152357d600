"""Asks our embeddings server from any environment, with the standard library alone."""

from __future__ import annotations

import http.client
import json
from urllib.parse import urlsplit


class VectorsClient:
    """One kept connection; not for several threads."""

    def __init__(self, url: str, model: str) -> None:
        self._model = model
        self._place = urlsplit(url)
        self._connection = http.client.HTTPConnection(self._place.netloc, timeout=600)

    def question(self, text: str) -> list[float]:
        """The vector of a question."""
        return self._post([f"query: {text}"])[0]

    def passages(self, texts: list[str]) -> list[list[float]]:
        """The vectors of passages, in order."""
        return self._post([f"passage: {text}" for text in texts])

    def _post(self, texts: list[str]) -> list[list[float]]:
        body = json.dumps({"model": self._model, "input": texts}).encode()
        self._connection.request(
            "POST",
            f"{self._place.path}/embeddings",
            body,
            {"Content-Type": "application/json"},
        )
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"The embeddings server answered {answer.status}.")
        return [row["embedding"] for row in json.loads(content)["data"]]
