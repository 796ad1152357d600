"""Serves the vectors of our embedder as OpenAI's ``/v1/embeddings``, so that peers get the same.

    python bench/peers/embeddings_server.py --folder .derek/peers --port 8765

Questions and passages are told apart by how an input begins: ``query: `` is a question,
``passage: `` or nothing is a passage. The mark is taken off here and the embedder sets its own.
Two models:

- ``derek``: what Derek itself uses (multilingual-e5-small in 8 bits, language means taken off);
  vectors are kept on disk, so that the second who asks for a text does not wait for the model.
- ``hashed-words``: the normalised sum of a fixed random vector for each word. It costs next to
  nothing and is for measuring how search grows, not how good it is.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec
import numpy as np
import uvicorn
from fastapi import FastAPI, HTTPException, Response
from pydantic import BaseModel

from rag.adapters.onnx_embedder import OnnxEmbedder
from rag.adapters.sql_vector_cache import SqlVectorCache
from rag.index.embed import embed_texts
from rag.index.keys import text_key
from rag.index.language_offsets import CentredEmbedder, find_offsets
from rag.ports import Embedder
from rag.types import Vector

QUESTION, PASSAGE = "query: ", "passage: "
DIMENSION = 384
BATCH_TEXTS = 16
N_DECIMALS = 6
"""Of a number as text: what float32 holds of a unit vector, in half the bytes of all its digits."""
CHARACTERS_PER_TOKEN = 4
"""Estimate for the usage that the protocol wants; about what e5 has in Kazakh and Russian."""
KEEP_SECONDS = 1200
"""A peer that indexes for minutes between two batches finds its connection open."""
_WORD = re.compile(r"\w+")

Embed = Callable[[Sequence[str]], Vector]


class Asked(BaseModel):
    """The body of a request; what is not named here is ignored."""

    model: str
    input: str | list[str]
    encoding_format: str = "float"


class ModelVectors:
    """Vectors of the default embedder, each computed once."""

    def __init__(self, folder: Path) -> None:
        model = OnnxEmbedder(folder / "models")
        offsets = find_offsets(model.name)
        self._embedder: Embedder = model if offsets is None else CentredEmbedder(model, offsets)
        self._cache = SqlVectorCache(folder / "vectors.sqlite")

    def embed(self, texts: Sequence[str]) -> Vector:
        """Shape (len(texts), dimension), in order."""
        rows = np.zeros((len(texts), self._embedder.dimension), np.float32)
        passages = [i for i, text in enumerate(texts) if not text.startswith(QUESTION)]
        if passages:
            bare = [texts[i].removeprefix(PASSAGE) for i in passages]
            rows[passages] = embed_texts(
                self._embedder, self._cache, bare, BATCH_TEXTS, lambda _: None
            )
        for i in set(range(len(texts))) - set(passages):
            rows[i] = self._question(texts[i].removeprefix(QUESTION))
        return rows

    def _question(self, text: str) -> Vector:
        key = text_key(self._embedder.name, "question", text)
        known = self._cache.read_vectors([key])
        if key not in known:
            known = {key: self._embedder.embed_question(text)}
            self._cache.write_vectors(known)
        return known[key]


@lru_cache(maxsize=200_000)
def word_vector(word: str) -> Vector:
    """A random direction that depends on the word alone."""
    seed = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")
    vector: Vector = np.random.default_rng(seed).standard_normal(DIMENSION).astype(np.float32)
    return vector


def hashed_words(texts: Sequence[str]) -> Vector:
    """Unit rows of shape (len(texts), DIMENSION)."""
    rows = [np.sum([word_vector(word) for word in _words(text)], axis=0) for text in texts]
    stacked = np.asarray(rows, np.float32)
    normalised: Vector = stacked / np.linalg.norm(stacked, axis=1, keepdims=True)
    return normalised


def _words(text: str) -> list[str]:
    bare = text.removeprefix(QUESTION).removeprefix(PASSAGE)
    return _WORD.findall(bare.lower()) or [""]


def create_app(models: dict[str, Embed]) -> FastAPI:
    """The server; ``GET /stats`` tells how many texts each model was asked for."""
    app = FastAPI()
    asked_texts: Counter[str] = Counter()

    @app.post("/v1/embeddings")
    def embeddings(asked: Asked) -> Response:
        if asked.model not in models:
            raise HTTPException(404, f"There is no model {asked.model!r}.")
        texts = [asked.input] if isinstance(asked.input, str) else asked.input
        asked_texts[asked.model] += len(texts)
        vectors = models[asked.model](texts) if texts else np.zeros((0, DIMENSION), np.float32)
        in_bytes = asked.encoding_format == "base64"
        rows = [_bytes(row) if in_bytes else _numbers(row) for row in vectors]
        n_tokens = sum(len(text) for text in texts) // CHARACTERS_PER_TOKEN + 1
        answer = {
            "object": "list",
            "model": asked.model,
            "data": [
                {"object": "embedding", "index": i, "embedding": row} for i, row in enumerate(rows)
            ],
            "usage": {"prompt_tokens": n_tokens, "total_tokens": n_tokens},
        }
        # Encoded here: the framework's own walk over every number would cost more than the search.
        return Response(msgspec.json.encode(answer), media_type="application/json")

    @app.get("/stats")
    def stats() -> dict[str, int]:
        return dict(asked_texts)

    return app


def _numbers(row: Vector) -> list[float]:
    numbers: list[float] = row.astype(np.float64).round(N_DECIMALS).tolist()
    return numbers


def _bytes(row: Vector) -> str:
    return base64.b64encode(row.astype("<f4").tobytes()).decode()


def main() -> None:
    """Serve on loopback until stopped."""
    parser = argparse.ArgumentParser(description="OpenAI-compatible embeddings on loopback.")
    parser.add_argument("--folder", type=Path, required=True, help="for the model and its vectors")
    parser.add_argument("--port", type=int, default=8765)
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    models: dict[str, Embed] = {
        "derek": ModelVectors(chosen.folder).embed,
        "hashed-words": hashed_words,
    }
    uvicorn.run(
        create_app(models),
        host="127.0.0.1",
        port=chosen.port,
        log_level="warning",
        timeout_keep_alive=KEEP_SECONDS,
    )


if __name__ == "__main__":
    main()
