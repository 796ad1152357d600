"""Embeds passages and questions on a server, many texts a request, some requests at once."""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

import numpy as np

from rag.adapters.openai_embedder.answers import MEND, parse_longest_text, parse_rows
from rag.adapters.openai_embedder.client import EmbeddingClient, EmbeddingServer
from rag.errors import AdapterProtocolError
from rag.text.encoder_config import chosen_prefixes, prefixes, variant_name
from rag.text.readable import readable
from rag.types import Vector

QUESTION_PATIENCE_SECONDS = 10.0
"""After this no further try is begun: somebody is waiting."""
SAMPLES = (
    "Аудан әкімдігі 2024 жылғы 17 мамырда су құбырын жөндеуге 3 512,8 млн теңге бөлді; жұмысты "
    "«Сарысу-Құрылыс» ЖШС жүргізеді.",
    "По итогам первого полугодия 2023 года в районе отремонтировали 41,7 км дорог, освещение "
    "установили на ул. Абая, д. 15/2 (подрядчик – ТОО «Жолшы»).",
)
DENSEST = 1.5
"""How many times as many tokens a character a text may have as the samples: of 942 passages in
Kazakh and Russian one has more, with the tokenizer of XLM-RoBERTa."""
WORST_TOKENS_PER_CHARACTER = 1.0
"""Assumed where the server does not count: byte-level vocabularies come near it in Kazakh."""
LEAST_TOKENS_PER_CHARACTER = 0.2
"""No vocabulary has Kazakh and Russian pieces of more than five characters on average."""
USUAL_LONGEST = 512
"""Tokens that a model is taken to read where neither setting nor server tells."""
LEAST_ALIKE = 0.999
"""Cosine of two vectors of the same text, half-precision included."""
STAND_IN = "."
"""Sent for a text without a visible character, since servers refuse empty ones."""


@dataclass(frozen=True, slots=True)
class _Measured:
    """What the server's answer about the samples tells of its model."""

    dimension: int
    tokens_per_character: float
    max_tokens: int


class OpenAIEmbedder:
    """An ``Embedder`` behind any server with OpenAI's ``/v1/embeddings``.

    Nothing is asked of the server before it is needed. Tokens are estimated from what the server
    counts in sample texts. At most ``server.connections`` requests for passages are under way at
    once, whoever asks; further ones wait. Questions do not wait for passages.
    """

    def __init__(
        self,
        server: EmbeddingServer,
        *,
        passage_prefix: str | None = None,
        question_prefix: str | None = None,
        max_tokens: int | None = None,
        batch_texts: int = 32,
        patience_seconds: float = 300.0,
        client: EmbeddingClient | None = None,
    ) -> None:
        """Prefixes None: e5's for an e5 model, else none. ``max_tokens`` None: what the server
        tells, else 512. ``patience_seconds`` bounds the tries for one batch of passages.

        Raises: AdapterUnavailable when the URL is not one.
        """
        usual = prefixes(server.model, {})
        chosen = chosen_prefixes(usual, passage_prefix, question_prefix)
        self._passage_prefix, self._question_prefix = chosen
        self._name = variant_name(f"{server.model}/openai", usual, chosen)
        self._model = server.model
        self._told_max_tokens = max_tokens
        self._batch_texts = batch_texts
        self._patience_seconds = patience_seconds
        self._client = client or EmbeddingClient(server)
        self._passages = ThreadPoolExecutor(server.connections, "passages")
        self._measuring = threading.Lock()
        self._measured: _Measured | None = None

    @property
    def name(self) -> str:
        """Model and variant, part of the index fingerprint."""
        return self._name

    @property
    def dimension(self) -> int:
        """Length of a vector. Raises as ``embed_passages``."""
        return self._measure().dimension

    @property
    def max_tokens(self) -> int:
        """Tokens that are sent of one text, as ``count_tokens`` estimates them: the model's own
        limit, less what the densest texts may have more. Raises as ``embed_passages``."""
        return self._measure().max_tokens

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` as a passage, estimated. Raises as ``embed_passages``."""
        n_characters = len(self._passage_prefix) + len(readable(text))
        return math.ceil(max(1, n_characters) * self._measure().tokens_per_character)

    def embed_passages(self, texts: Sequence[str]) -> Vector:
        """Vectors of shape (len(texts), dimension), in order; (0, dimension) for no texts.

        Raises: AdapterUnavailable, AdapterTimedOut, AdapterProtocolError.
        """
        ready = [self._cut(self._passage_prefix, text) for text in texts]
        step = self._batch_texts
        abandoned = threading.Event()
        jobs = [
            self._passages.submit(
                self._embed, ready[left : left + step], self._patience_seconds, abandoned
            )
            for left in range(0, len(ready), step)
        ]
        try:
            rows = _all_or_first_error(jobs)
        except BaseException:
            abandoned.set()  # whoever waits for another try need not
            for job in jobs:
                job.cancel()
            raise
        return np.concatenate([np.zeros((0, self.dimension), np.float32), *rows])

    def embed_question(self, text: str) -> Vector:
        """Vector of shape (dimension,). Raises as ``embed_passages``."""
        asked = self._cut(self._question_prefix, text)
        vector: Vector = self._embed([asked], QUESTION_PATIENCE_SECONDS, threading.Event())[0]
        return vector

    def _embed(
        self, texts: list[str], patience_seconds: float, abandoned: threading.Event
    ) -> Vector:
        body = self._client.post_texts(texts, patience_seconds, abandoned)
        vectors = parse_rows(body, len(texts)).vectors
        if vectors.shape[1] != self.dimension:
            raise AdapterProtocolError(
                f"The embedding server answered vectors of {vectors.shape[1]} numbers, after "
                f"{self.dimension} before.",
                mend=MEND,
            )
        return vectors

    def _cut(self, prefix: str, text: str) -> str:
        """The beginning that the model reads, with its prefix, never blank."""
        measured = self._measure()
        n_characters = math.floor(measured.max_tokens / measured.tokens_per_character)
        cut = (prefix + readable(text))[:n_characters]
        return cut if cut.strip() else STAND_IN

    def _measure(self) -> _Measured:
        measured = self._measured
        if measured is None:
            with self._measuring:
                measured = self._measured = self._measured or self._ask_samples()
        return measured

    def _ask_samples(self) -> _Measured:
        # The last twice, so that rows in a wrong order are seen.
        texts = [*SAMPLES, SAMPLES[-1]]
        body = self._client.post_texts(texts, QUESTION_PATIENCE_SECONDS, threading.Event())
        rows = parse_rows(body, len(texts))
        first, second, again = rows.vectors
        if not second @ again >= LEAST_ALIKE > first @ second:
            raise AdapterProtocolError(
                "The embedding server answered in another order than it was asked, or the same "
                "for every text.",
                mend=MEND,
            )
        per_character = WORST_TOKENS_PER_CHARACTER
        if rows.n_tokens:
            counted = rows.n_tokens / sum(map(len, texts))
            per_character = max(LEAST_TOKENS_PER_CHARACTER, counted)
        longest = self._told_max_tokens or self._ask_longest() or USUAL_LONGEST
        return _Measured(len(first), per_character, int(longest / DENSEST))

    def _ask_longest(self) -> int | None:
        body = self._client.find_models()
        return None if body is None else parse_longest_text(body, self._model)


def _all_or_first_error(jobs: Sequence[Future[Vector]]) -> list[Vector]:
    done, _ = wait(jobs, return_when=FIRST_EXCEPTION)
    for job in done:
        job.result()  # raises what made the waiting end
    return [job.result() for job in jobs]
