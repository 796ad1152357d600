"""Embeds texts with any model that sentence-transformers can load from a folder."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from rag.adapters.sentence_transformers_loading import limit_length, load_network
from rag.errors import AdapterProtocolError
from rag.text.encoder_config import chosen_prefixes, prefixes, variant_name
from rag.text.readable import readable
from rag.types import Vector

Backend = Literal["torch", "onnx", "openvino"]


@dataclass(frozen=True, slots=True)
class _Loaded:
    network: Any
    dimension: int
    max_tokens: int
    passage_prefix: str
    question_prefix: str
    name: str


class SentenceTransformersEmbedder:
    """An ``Embedder`` over a model folder, which is loaded when it is first needed.

    Texts are cut off at ``max_tokens``. One batch of passages and one question are computed at
    once, so that a question never waits for passages.
    """

    def __init__(
        self,
        folder: Path,
        *,
        name: str | None = None,
        device: str | None = None,
        backend: Backend = "torch",
        passage_prefix: str | None = None,
        question_prefix: str | None = None,
        batch_texts: int = 8,
    ) -> None:
        """``name`` None is that of the folder, ``device`` None the fastest there is; prefixes None
        are the prompts of the model's configuration, or e5's for an e5 model."""
        self._folder = folder
        self._name = name or folder.name
        self._device = device
        self._backend = backend
        self._chosen = (passage_prefix, question_prefix)
        self._batch_texts = batch_texts
        self._passages = ThreadPoolExecutor(1, "passages")
        self._questions = ThreadPoolExecutor(1, "question")
        self._loading = threading.Lock()
        self._loaded: _Loaded | None = None
        # A fast tokenizer must not be used while another thread changes where it cuts off.
        self._tokenizing = threading.Lock()

    @property
    def name(self) -> str:
        """Model and variant, part of the index fingerprint. Raises as ``embed_passages``."""
        return self._load().name

    @property
    def dimension(self) -> int:
        """Length of a vector. Raises as ``embed_passages``."""
        return self._load().dimension

    @property
    def max_tokens(self) -> int:
        """Tokens that are read of one text, specials and prefix included."""
        return self._load().max_tokens

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` as a passage, specials and prefix included."""
        loaded = self._load()
        with self._tokenizing:
            encoded = loaded.network.tokenizer(
                loaded.passage_prefix + readable(text), truncation=False, verbose=False
            )
        return len(encoded["input_ids"])

    def embed_passages(self, texts: Sequence[str]) -> Vector:
        """Vectors of shape (len(texts), dimension), in order; (0, dimension) for no texts.

        Raises: AdapterUnavailable, AdapterProtocolError.
        """
        loaded = self._load()
        rows = np.zeros((len(texts), loaded.dimension), np.float32)
        # Alike in length, so that little is padded.
        order = sorted(range(len(texts)), key=lambda row: -len(texts[row]))
        step = self._batch_texts
        batches = [order[left : left + step] for left in range(0, len(order), step)]

        def embed(batch: list[int]) -> Vector:
            ready = [readable(texts[row]) for row in batch]
            return self._embed(loaded.network.encode_document, ready, loaded.passage_prefix)

        for batch, vectors in zip(batches, self._passages.map(embed, batches), strict=True):
            rows[batch] = vectors
        return rows

    def embed_question(self, text: str) -> Vector:
        """Vector of shape (dimension,). Raises as ``embed_passages``."""
        loaded = self._load()
        encode, prefix = loaded.network.encode_query, loaded.question_prefix
        row: Vector = self._questions.submit(
            self._embed, encode, [readable(text)], prefix
        ).result()[0]
        return row

    def _embed(self, encode: Callable[..., Any], texts: list[str], prefix: str) -> Vector:
        try:
            found = encode(texts, prompt=prefix, batch_size=len(texts), show_progress_bar=False)
        except Exception as error:  # whatever torch and the model's own code raise
            raise AdapterProtocolError(
                f"The model {self._name} failed ({type(error).__name__})."
            ) from error
        return self._checked(np.asarray(found, np.float32), len(texts))

    def _checked(self, vectors: Vector, n_texts: int) -> Vector:
        expected = (n_texts, self.dimension)
        if vectors.shape != expected:
            raise AdapterProtocolError(
                f"The model {self._name} returned shape {vectors.shape}, not {expected}."
            )
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not (np.isfinite(lengths) & (lengths > 0)).all():
            raise AdapterProtocolError(
                f"The model {self._name} returned vectors that cannot be normalised."
            )
        return np.asarray(vectors / lengths, np.float32)

    def _load(self) -> _Loaded:
        loaded = self._loaded
        if loaded is None:
            with self._loading:
                loaded = self._loaded = self._loaded or self._open()
        return loaded

    def _open(self) -> _Loaded:
        network = load_network(self._open_network, self._name, self._device, self._backend)
        max_tokens = limit_length(network)
        preprocess = network.preprocess

        def preprocess_alone(*inputs: Any, **options: Any) -> Any:
            with self._tokenizing:
                return preprocess(*inputs, **options)

        network.preprocess = preprocess_alone
        usual = prefixes(self._name, network.prompts)
        chosen = chosen_prefixes(usual, *self._chosen)
        backend = "" if self._backend == "torch" else f"-{self._backend}"
        name = variant_name(f"{self._name}/sentence-transformers{backend}", usual, chosen)
        dimension = network.get_embedding_dimension() or 0
        return _Loaded(network, dimension, max_tokens, *chosen, name)

    def _open_network(self) -> Any:
        # Here, because importing it takes seconds.
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(
            str(self._folder),
            device=self._device,
            backend=self._backend,
            local_files_only=True,
            trust_remote_code=False,
        )
