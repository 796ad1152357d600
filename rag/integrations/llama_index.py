"""Derek as parts of llama-index: its search is a retriever, its answers are a query engine."""

from __future__ import annotations

import asyncio
from collections.abc import Generator

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.response.schema import (
    RESPONSE_TYPE,
    Response,
    StreamingResponse,
)
from llama_index.core.callbacks import CallbackManager
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import (
    NodeRelationship,
    NodeWithScore,
    QueryBundle,
    RelatedNodeInfo,
    TextNode,
)

from rag.answering.events import Done, Sentence
from rag.ask import AskFlow
from rag.text.mixture import language_name
from rag.types import Answer, Citation, Filters, Hit, Question

# A model that llama-index hands a node to is shown its words, not our ids.
_HIDDEN = ("document_id", "paragraph_ids", "paragraph_id", "n")


class DerekRetriever(BaseRetriever):
    """Passages by both legs, best first, as ``TextNode`` with exact spans."""

    def __init__(self, ask: AskFlow, *, limit: int = 8, filters: Filters = Filters()) -> None:
        """``ask`` is ``Derek.ask``; ``filters`` hold for every question, an asker's groups too."""
        super().__init__(callback_manager=CallbackManager())
        self._ask = ask
        self._limit = limit
        self._filters = filters

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = self._ask.search(query_bundle.query_str, self._filters, self._limit)
        return [NodeWithScore(node=passage_node(hit), score=hit.score) for hit in found.passages]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)


class DerekQueryEngine(BaseQueryEngine):
    """Verified answers with a source node for each citation, in the order of their numbers.

    A refusal is a response like any other, without source nodes; ``metadata`` holds ``verdict`` and
    ``reason``. ``streaming`` gives a ``StreamingResponse`` whose pieces are verified sentences;
    its source nodes are complete when the last piece was read.
    """

    def __init__(
        self, ask: AskFlow, *, filters: Filters = Filters(), streaming: bool = False
    ) -> None:
        """``ask`` is ``Derek.ask``; ``filters`` hold for every question, an asker's groups too."""
        super().__init__(callback_manager=CallbackManager())
        self._ask = ask
        self._filters = filters
        self._streaming = streaming

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}

    def _query(self, query_bundle: QueryBundle) -> RESPONSE_TYPE:
        question = Question(query_bundle.query_str, filters=self._filters)
        if self._streaming:
            return self._stream(question)
        answer = self._ask.ask(question)
        nodes = [citation_node(citation) for citation in answer.citations]
        return Response(answer.text, nodes, _told(answer))

    async def _aquery(self, query_bundle: QueryBundle) -> RESPONSE_TYPE:
        return await asyncio.to_thread(self._query, query_bundle)

    def _stream(self, question: Question) -> StreamingResponse:
        nodes: list[NodeWithScore] = []
        told: dict[str, object] = {}
        return StreamingResponse(self._pieces(question, nodes, told), nodes, told)

    def _pieces(
        self, question: Question, nodes: list[NodeWithScore], told: dict[str, object]
    ) -> Generator[str, None, None]:
        gap = ""
        for event in self._ask.stream(question):
            if isinstance(event, Sentence):
                yield gap + event.text
                gap = " "
            elif isinstance(event, Done):
                nodes.extend(citation_node(citation) for citation in event.answer.citations)
                told.update(_told(event.answer))
                if not gap:  # a refusal has no sentences of its own
                    yield event.answer.text


def passage_node(hit: Hit) -> TextNode:
    """A passage: ``text == document.text[start_char_idx:end_char_idx]``, in code points."""
    document, passage = hit.document, hit.passage
    section = document.sections[passage.section]
    day = section.date or hit.record.date
    paragraphs = document.paragraphs[passage.first : passage.last]
    return _node(
        passage.id,
        document.id,
        document.text[passage.start : passage.end],
        passage.start,
        {
            "document_id": document.id,
            "title": document.title,
            "source": document.source,
            "section": list(section.path),
            "paragraph_ids": [paragraph.id for paragraph in paragraphs],
            "language": language_name(passage.language, passage.second),
            "date": day.isoformat() if day else None,
        },
    )


def citation_node(citation: Citation) -> NodeWithScore:
    """What a citation quotes, with its exact span; ``metadata["n"]`` is its number."""
    node = _node(
        f"{citation.paragraph_id}:{citation.start}-{citation.end}",
        citation.document_id,
        citation.quote,
        citation.start,
        {
            "n": citation.n,
            "document_id": citation.document_id,
            "title": citation.document_title,
            "source": citation.source,
            "section": list(citation.section),
            "paragraph_id": citation.paragraph_id,
            "kind": citation.kind,
            "language": language_name(citation.language, citation.second),
            "page": citation.page,
            "date": citation.date.isoformat() if citation.date else None,
        },
    )
    return NodeWithScore(node=node)


def _node(
    name: str, document_id: str, text: str, start: int, metadata: dict[str, object]
) -> TextNode:
    return TextNode(
        id_=name,
        text=text,
        start_char_idx=start,
        end_char_idx=start + len(text),
        metadata=metadata,
        excluded_llm_metadata_keys=list(_HIDDEN),
        excluded_embed_metadata_keys=list(_HIDDEN),
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=document_id)},
    )


def _told(answer: Answer) -> dict[str, object]:
    return {
        "id": answer.id,
        "verdict": answer.verdict,
        "reason": answer.reason,
        "language": answer.language,
        "composer": answer.trace.composer,
    }
