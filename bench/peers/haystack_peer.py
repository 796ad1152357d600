"""Haystack's hybrid pipeline: in-memory BM25 and embedding retrievers, reciprocal-rank fusion."""

from __future__ import annotations

from typing import Any

from haystack import Document, Pipeline
from haystack.components.embedders import OpenAIDocumentEmbedder, OpenAITextEmbedder
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers.in_memory import (
    InMemoryBM25Retriever,
    InMemoryEmbeddingRetriever,
)
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack.utils import Secret


def open_peer(job: dict[str, Any]) -> Haystack:
    """With the server and model that the job names."""
    return Haystack(job["url"], job["model"])


class Haystack:
    """Documents as they are (its tutorials split only long ones); defaults of every component."""

    packages = ("haystack-ai", "openai", "numpy")

    def __init__(self, url: str, model: str) -> None:
        key = Secret.from_token("none")
        self._embedder = OpenAIDocumentEmbedder(
            api_key=key, model=model, api_base_url=url, prefix="passage: ", progress_bar=False
        )
        store = self._store = InMemoryDocumentStore()
        self._pipeline = pipeline = Pipeline()
        pipeline.add_component(
            "embedder",
            OpenAITextEmbedder(api_key=key, model=model, api_base_url=url, prefix="query: "),
        )
        pipeline.add_component("vectors", InMemoryEmbeddingRetriever(document_store=store))
        pipeline.add_component("words", InMemoryBM25Retriever(document_store=store))
        pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
        pipeline.connect("embedder.embedding", "vectors.query_embedding")
        pipeline.connect("vectors", "joiner")
        pipeline.connect("words", "joiner")

    def ingest(self, passages: list[dict[str, str]]) -> int:
        """Embed and write."""
        documents = [Document(id=p["id"], content=p["text"]) for p in passages]
        return self._store.write_documents(self._embedder.run(documents)["documents"])

    def search(self, question: str, limit: int) -> list[tuple[str, str]]:
        """What the joiner put first."""
        found = self._pipeline.run(
            {
                "embedder": {"text": question},
                "vectors": {"top_k": limit},
                "words": {"query": question, "top_k": limit},
                "joiner": {"top_k": limit},
            }
        )
        return [(d.id, d.content or "") for d in found["joiner"]["documents"]]

    def answer(self, question: str) -> None:
        """It would need a language model."""
