"""What an embedder asks of a model: its card, its tokenizer and its session."""

from __future__ import annotations

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
