"""A vector cache in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rag.types import Vector


class InMemoryVectorCache:
    """Vectors by key, copied, so that a caller cannot change what is kept."""

    def __init__(self) -> None:
        self.kept: dict[str, Vector] = {}

    def read_vectors(self, keys: Sequence[str]) -> Mapping[str, Vector]:
        return {key: self.kept[key] for key in keys if key in self.kept}

    def write_vectors(self, vectors: Mapping[str, Vector]) -> None:
        self.kept.update({key: vector.copy() for key, vector in vectors.items()})

    def close(self) -> None:
        pass
