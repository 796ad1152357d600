"""An embedder without a model: texts that share letters have vectors that are near."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence

import numpy as np

from rag.types import Vector

CHARACTERS_PER_TOKEN = 4
N_SPECIALS = 4
"""Begin, end and a prefix of two tokens."""


COMMON = 0.2
"""Part that all vectors share: like e5's, cosines lie in a narrow band far above 0."""


class FakeEmbedder:
    """Character trigrams, hashed with a sign into ``dimension`` numbers; same text, same vector.

    A token is up to four characters of a word. What is beyond ``max_tokens`` is not seen.
    """

    def __init__(self, dimension: int = 64, max_tokens: int = 512) -> None:
        self._dimension = dimension
        self._max_tokens = max_tokens

    @property
    def name(self) -> str:
        return f"fake-trigrams-{self._dimension}"

    @property
    def dimension(self) -> int:
        return self._dimension

    @property
    def max_tokens(self) -> int:
        return self._max_tokens

    def count_tokens(self, text: str) -> int:
        return N_SPECIALS + sum(math.ceil(len(w) / CHARACTERS_PER_TOKEN) for w in _words(text))

    def embed_passages(self, texts: Sequence[str]) -> Vector:
        rows = [self._embed(text) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self._dimension), np.float32)

    def embed_question(self, text: str) -> Vector:
        return self._embed(text)

    def _embed(self, text: str) -> Vector:
        vector = np.zeros(self._dimension - 1, np.float64)
        for gram in _trigrams(self._seen(text)):
            number = int.from_bytes(
                hashlib.blake2b(gram.encode("utf-8", "replace"), digest_size=8).digest()
            )
            vector[number % len(vector)] += 1 if number >> 63 else -1
        vector[0] += 1e-3  # so that a text without words has a direction too
        vector *= math.sqrt(1 - COMMON) / np.linalg.norm(vector)
        return np.append(vector, math.sqrt(COMMON)).astype(np.float32)

    def _seen(self, text: str) -> str:
        left = self._max_tokens - N_SPECIALS
        seen: list[str] = []
        for word in _words(text):
            part = word[: left * CHARACTERS_PER_TOKEN]
            seen.append(part)
            left -= math.ceil(len(part) / CHARACTERS_PER_TOKEN)
            if left <= 0:
                break
        return " ".join(seen)


def _words(text: str) -> list[str]:
    return text.replace("\0", "").casefold().split()


def _trigrams(text: str) -> Iterator[str]:
    padded = f"  {text} "
    return (padded[i : i + 3] for i in range(len(padded) - 2)) if text else iter(())
