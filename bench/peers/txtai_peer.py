"""txtai's hybrid index: Faiss vectors and its own BM25, equal weights, content kept."""

from __future__ import annotations

from typing import Any

import numpy as np
from txtai import Embeddings
from vectors_client import VectorsClient

BATCH_TEXTS = 32


def open_peer(job: dict[str, Any]) -> Txtai:
    """With the server and model that the job names."""
    return Txtai(VectorsClient(job["url"], job["model"]))


class Txtai:
    """``hybrid=True`` as in its documentation, with vectors from outside."""

    packages = ("txtai", "torch", "faiss-cpu", "numpy")

    def __init__(self, client: VectorsClient) -> None:
        self._client = client
        self._asking = False
        self._embeddings = Embeddings(
            method="external",
            transform=lambda texts: self._vectors(texts),  # it takes a plain function only
            hybrid=True,
            content=True,
        )

    def ingest(self, passages: list[dict[str, str]]) -> int:
        """Index all passages at once."""
        self._embeddings.index((p["id"], p["text"], None) for p in passages)
        return int(self._embeddings.count())

    def search(self, question: str, limit: int) -> list[tuple[str, str]]:
        """The best by the sum of both scores."""
        self._asking = True
        found = self._embeddings.search(question, limit)
        return [(str(hit["id"]), hit["text"]) for hit in found]

    def answer(self, question: str) -> None:
        """It would need a language model."""

    def _vectors(self, texts: list[str]) -> np.ndarray:
        # txtai does not say whether it asks for a question or for passages; we know.
        if self._asking:
            rows = [self._client.question(text) for text in texts]
        else:
            rows = []
            for left in range(0, len(texts), BATCH_TEXTS):
                rows += self._client.passages(list(texts[left : left + BATCH_TEXTS]))
        return np.asarray(rows, np.float32)
