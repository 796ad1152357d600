"""Embeds texts on any server that speaks OpenAI's ``/v1/embeddings``: vLLM, TEI, Ollama, OpenAI."""

from rag.adapters.openai_embedder.client import EmbeddingServer
from rag.adapters.openai_embedder.embedder import OpenAIEmbedder

__all__ = ["EmbeddingServer", "OpenAIEmbedder"]
