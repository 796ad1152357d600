"""Judges passages beside the question with any cross-encoder of sentence-transformers, in time."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from rag.adapters.sentence_transformers_loading import limit_length, load_network
from rag.errors import AdapterProtocolError, AdapterTimedOut
from rag.text.readable import readable

MOST_CHARACTERS_PER_TOKEN = 20
"""What is beyond these is cut off anyway, and would only be cut into tokens before."""


class SentenceTransformersReranker:
    """A ``Reranker`` over a model folder. Questions are judged one after another, in order.

    One that is late is given up at the end of the batch at work, so that it does not hold up the
    next; the time that it stood in line counts.
    """

    def __init__(
        self,
        folder: Path,
        *,
        name: str | None = None,
        device: str | None = None,
        batch_texts: int = 8,
        seconds: float = 1.0,
    ) -> None:
        """Loads the model. ``name`` None is that of the folder, ``device`` None the fastest one.

        Raises: AdapterUnavailable, AdapterProtocolError.
        """
        self._name = name or folder.name
        self._batch_texts = batch_texts
        self._seconds = seconds
        self._turns = ThreadPoolExecutor(1, "reranker")
        self._network = load_network(lambda: _open_network(folder, device), self._name, device)
        self._n_seen = limit_length(self._network) * MOST_CHARACTERS_PER_TOKEN
        if self._network.num_labels != 1:
            raise AdapterProtocolError(
                f"The model {self._name} gives {self._network.num_labels} numbers for a pair: it "
                "is a classifier, not a reranker.",
                mend="Set DEREK_RERANKER_MODEL to a cross-encoder that gives one.",
            )

    @property
    def name(self) -> str:
        """The model."""
        return self._name

    def score(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """Relevance of each text, larger for better, comparable within one call.

        Raises: AdapterTimedOut, AdapterProtocolError.
        """
        asked = readable(question[: self._n_seen])
        pairs = [(asked, readable(text[: self._n_seen])) for text in texts]
        late = threading.Event()
        job = self._turns.submit(self._predict, pairs, late)
        try:
            return job.result(self._seconds)
        except TimeoutError as error:
            late.set()
            job.cancel()
            raise AdapterTimedOut(
                f"The model {self._name} did not judge {len(pairs)} passages within "
                f"{self._seconds:g} seconds.",
                mend="Raise DEREK_RERANKER_SECONDS, or lower DEREK_RERANKER_PASSAGES.",
            ) from error

    def _predict(self, pairs: list[tuple[str, str]], late: threading.Event) -> list[float]:
        """Scores in the order of the pairs; those of a question that is late are of no use."""
        # Alike in length, so that little is padded.
        order = sorted(range(len(pairs)), key=lambda row: len(pairs[row][1]))
        scores = np.zeros(len(pairs))
        for left in range(0, len(order), self._batch_texts):
            if late.is_set():
                break
            batch = order[left : left + self._batch_texts]
            scores[batch] = self._judge([pairs[row] for row in batch])
        return [float(score) for score in scores]

    def _judge(self, pairs: list[tuple[str, str]]) -> Any:
        try:
            found = self._network.predict(pairs, batch_size=len(pairs), show_progress_bar=False)
        except Exception as error:  # whatever torch and the model's own code raise
            raise AdapterProtocolError(
                f"The model {self._name} failed ({type(error).__name__})."
            ) from error
        scores = np.asarray(found, np.float64)
        if scores.shape != (len(pairs),) or not np.isfinite(scores).all():
            raise AdapterProtocolError(
                f"The model {self._name} did not return one finite number for each passage."
            )
        return scores


def _open_network(folder: Path, device: str | None) -> Any:
    # Here, because importing it takes seconds.
    from sentence_transformers import CrossEncoder

    return CrossEncoder(str(folder), device=device, local_files_only=True, trust_remote_code=False)
