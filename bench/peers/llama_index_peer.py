"""llama-index as it comes: SentenceSplitter, BM25Retriever, vectors, reciprocal-rank fusion."""

from __future__ import annotations

from typing import Any

from llama_index.core import Document, Settings, StorageContext, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.llms import MockLLM
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.storage.docstore import SimpleDocumentStore
from llama_index.retrievers.bm25 import BM25Retriever
from pydantic import PrivateAttr
from vectors_client import VectorsClient

LIMIT = 10


class ServedEmbedding(BaseEmbedding):
    """Vectors of our server, questions and passages told apart."""

    _client: VectorsClient = PrivateAttr()

    def __init__(self, client: VectorsClient) -> None:
        super().__init__(model_name="served", embed_batch_size=32)
        self._client = client

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._client.question(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._client.question(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._client.passages([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._client.passages(texts)


def open_peer(job: dict[str, Any]) -> LlamaIndex:
    """With the server and model that the job names."""
    return LlamaIndex(VectorsClient(job["url"], job["model"]))


class LlamaIndex:
    """Defaults throughout; ``num_queries=1`` because no language model rewrites questions here."""

    packages = ("llama-index-core", "llama-index-retrievers-bm25", "bm25s", "numpy")

    def __init__(self, client: VectorsClient) -> None:
        Settings.llm = MockLLM()
        Settings.embed_model = ServedEmbedding(client)

    def ingest(self, passages: list[dict[str, str]]) -> int:
        """Split, embed, index both ways."""
        documents = [Document(id_=p["id"], text=p["text"]) for p in passages]
        nodes = SentenceSplitter().get_nodes_from_documents(documents)
        docstore = SimpleDocumentStore()
        docstore.add_documents(nodes)
        context = StorageContext.from_defaults(docstore=docstore)
        index = VectorStoreIndex(nodes, storage_context=context)
        self._retriever = QueryFusionRetriever(
            [
                index.as_retriever(similarity_top_k=LIMIT),
                BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=LIMIT),
            ],
            num_queries=1,
            similarity_top_k=LIMIT,
            mode="reciprocal_rerank",
            use_async=False,
        )
        return len(nodes)

    def search(self, question: str, limit: int) -> list[tuple[str, str]]:
        """Nodes by the document they came from."""
        found = self._retriever.retrieve(question)[:limit]
        return [(hit.node.ref_doc_id or "", hit.node.get_content()) for hit in found]

    def answer(self, question: str) -> None:
        """It would need a language model."""
