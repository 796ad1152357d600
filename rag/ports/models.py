"""What the core needs of models, and of other things that score texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from rag.types import Vector


class Embedder(Protocol):
    """Texts to unit vectors. Safe to call from several threads; same text, same vector."""

    @property
    def name(self) -> str:
        """Model and variant, part of the index fingerprint."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def max_tokens(self) -> int:
        """Tokens the model reads of one text; what is beyond is not seen by it."""

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` for this model, specials and prefix included."""

    def embed_passages(self, texts: Sequence[str]) -> Vector:
        """Vectors of shape (len(texts), dimension), in order; (0, dimension) for no texts.

        Raises: AdapterUnavailable, AdapterTimedOut, AdapterProtocolError.
        """

    def embed_question(self, text: str) -> Vector:
        """Vector of shape (dimension,). Raises as ``embed_passages``."""


class VectorCache(Protocol):
    """Vectors by content key, so that unchanged text is never embedded twice."""

    def read_vectors(self, keys: Sequence[str]) -> Mapping[str, Vector]:
        """The vectors that are known, each of shape (dimension,)."""

    def write_vectors(self, vectors: Mapping[str, Vector]) -> None:
        """Keep vectors. Losing them later is allowed: they are derived."""

    def close(self) -> None:
        """Release what keeping needs."""


class SentenceScorer(Protocol):
    """Lexical relevance of a handful of texts to a question."""

    def score(self, question: Sequence[str], texts: Sequence[Sequence[str]]) -> Sequence[float]:
        """A score ≥ 0 for each analysed text, larger for better; all 0 where nothing matches."""


class Reranker(Protocol):
    """Relevance of passages, judged with the question in view. Several threads may call it."""

    @property
    def name(self) -> str:
        """The model, for the trace."""

    def score(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """A score for each text, larger for better, comparable within one call only.

        Raises: AdapterTimedOut when the time that it is granted is over, AdapterUnavailable,
        AdapterProtocolError.
        """


class LanguageModel(Protocol):
    """Writes text to order. Several threads may call it."""

    @property
    def name(self) -> str:
        """The model, for the trace."""

    def stream(self, instructions: str, request: str, timeout_seconds: float) -> Iterator[str]:
        """Pieces of the reply to ``request`` under ``instructions``, in order; some may be empty.

        The whole reply takes at most ``timeout_seconds``. Closing the iterator ends it.
        Raises, also after some pieces: AdapterTimedOut, AdapterUnavailable when the model cannot
        be reached or fails, AdapterProtocolError when it sends nonsense.
        """


class Entailment(Protocol):
    """Judges whether a text follows from another. Several threads may call it."""

    @property
    def name(self) -> str:
        """The model, for the trace."""

    def score(self, premise: str, claim: str) -> float:
        """How surely ``premise`` makes ``claim`` true, 0..1.

        Raises: AdapterUnavailable, AdapterTimedOut, AdapterProtocolError.
        """
