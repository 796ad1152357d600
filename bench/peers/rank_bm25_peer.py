"""Plain rank-bm25: lower-cased words, Okapi's defaults, no vectors."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from rank_bm25 import BM25Okapi

_WORD = re.compile(r"\w+")


def open_peer(job: dict[str, Any]) -> RankBm25:
    """It needs nothing of the job."""
    return RankBm25()


class RankBm25:
    """The whole corpus scored for every question."""

    packages = ("rank-bm25", "numpy")

    def ingest(self, passages: list[dict[str, str]]) -> int:
        """Index all passages at once."""
        self._passages = passages
        self._index = BM25Okapi([_words(passage["text"]) for passage in passages])
        return len(passages)

    def search(self, question: str, limit: int) -> list[tuple[str, str]]:
        """The best by score; ties by place."""
        scores = self._index.get_scores(_words(question))
        best = np.argsort(-scores, kind="stable")[:limit]
        return [(self._passages[i]["id"], self._passages[i]["text"]) for i in best]

    def answer(self, question: str) -> None:
        """It has none."""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
