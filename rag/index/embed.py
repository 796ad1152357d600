"""Embeds texts, asking the model only for those whose vectors are not known yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from rag.index.keys import text_key
from rag.ports import Embedder, VectorCache
from rag.types import Vector


def embed_texts(
    embedder: Embedder,
    cache: VectorCache,
    texts: Sequence[str],
    batch: int,
    done: Callable[[int], None],
) -> Vector:
    """Vectors of shape (len(texts), dimension), in order; equal texts are embedded once.

    ``done`` is told how many of the texts were finished, after each batch.
    """
    keys = [text_key(embedder.name, "passage", text) for text in texts]
    kept = cache.read_vectors(list(dict.fromkeys(keys)))
    # A server may put another model behind the same name.
    known = {key: vector for key, vector in kept.items() if len(vector) == embedder.dimension}
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    done(len(texts) - len(missing))
    # Neighbours in length share a batch: a batch costs what its longest text costs.
    order = sorted(missing, key=lambda key: (len(missing[key]), key))
    for left in range(0, len(order), batch):
        part = order[left : left + batch]
        vectors = embedder.embed_passages([missing[key] for key in part])
        fresh = {key: vectors[row] for row, key in enumerate(part)}
        cache.write_vectors(fresh)
        known.update(fresh)
        done(len(part))
    if not keys:
        return np.zeros((0, embedder.dimension), np.float32)
    return np.stack([known[key] for key in keys]).astype(np.float32, copy=False)
