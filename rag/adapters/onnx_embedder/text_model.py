"""What an embedder asks of a model: its card, its tokenizer and its session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from rag.types import Vector

Pooling = Literal["mean", "cls"]


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What is known of a model before it is loaded."""

    name: str
    dimension: int
    max_tokens: int
    passage_prefix: str
    question_prefix: str


class Tokenizer(Protocol):
    """Texts to token ids. Safe to call from several threads."""

    def count(self, text: str) -> int:
        """Tokens with both ends, before any truncation."""

    def encode(self, text: str, limit: int) -> list[int]:
        """Ids with both ends, at most ``limit``."""


class Session(Protocol):
    """A loaded network. Safe to call from several threads, each computing on its own."""

    def embed(self, tokens: list[int]) -> Vector:
        """The pooled vector of one text, shape (dimension,), of any length above 0.

        Raises: AdapterProtocolError.
        """


class QuestionSession(Protocol):
    """A loaded network for questions. Safe to call from several threads."""

    @property
    def most(self) -> int:
        """How many texts it takes at once."""

    def embed_all(self, texts: Sequence[list[int]]) -> list[Vector]:
        """The pooled vector of each of 1..``most`` texts; none depends on the others.

        Raises: AdapterProtocolError.
        """


class TextModel(Protocol):
    """A model that can be loaded."""

    @property
    def card(self) -> ModelCard:
        """What is known of it; reads no more than configuration."""

    def load_tokenizer(self) -> Tokenizer:
        """The tokenizer. Raises: AdapterUnavailable, AdapterProtocolError."""

    def load_session(self) -> Session:
        """The network, built first where it has to be.

        Raises: AdapterUnavailable, AdapterProtocolError, StorageFull.
        """

    def load_questions(self, session: Session) -> QuestionSession:
        """What questions are computed with, beside or by ``session`` of this model.

        Raises: AdapterUnavailable, AdapterProtocolError.
        """
