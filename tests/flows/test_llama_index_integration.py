"""Derek as a retriever and a query engine of llama-index."""

from __future__ import annotations

import asyncio

import pytest

pytest.importorskip("llama_index.core", reason="the extra llm is not installed")

from llama_index.core import Settings
from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.response.schema import Response, StreamingResponse

from rag.integrations.llama_index import DerekQueryEngine, DerekRetriever
from rag.text.markers import find_markers
from rag.types import Filters
from tests.flows.setting import ROADS, SCHOOLS, Setting

QUESTION = "Сколько школ работает в районе?"


@pytest.fixture
def setting() -> Setting:
    made = Setting()
    made.ingest({"schools.txt": SCHOOLS, "roads.txt": ROADS})
    return made


def test_passages_are_nodes_with_exact_spans(setting: Setting) -> None:
    retriever: BaseRetriever = DerekRetriever(setting.ask_flow(), limit=2)
    found = retriever.retrieve(QUESTION)
    assert 1 <= len(found) <= 2 and found == sorted(found, key=lambda n: -(n.score or 0))
    for item in found:
        node = item.node
        document = setting.library().read_document(node.metadata["document_id"])
        start, end = node.start_char_idx, node.end_char_idx  # type: ignore[attr-defined]
        assert document.text[start:end] == node.get_content()
        assert node.ref_doc_id == document.id
    assert found[0].node.metadata["source"] == "schools.txt"


def test_filters_of_the_retriever_hold(setting: Setting) -> None:
    filters = Filters(source=("roads.txt",))
    found = DerekRetriever(setting.ask_flow(), filters=filters).retrieve(QUESTION)
    assert {item.node.metadata["source"] for item in found} <= {"roads.txt"}


def test_an_answer_has_a_node_for_each_marker(setting: Setting) -> None:
    engine: BaseQueryEngine = DerekQueryEngine(setting.ask_flow())
    response = engine.query(QUESTION)
    assert isinstance(response, Response) and response.metadata
    assert response.metadata["verdict"] == "answered" and "48 школ" in str(response)
    numbers = [item.node.metadata["n"] for item in response.source_nodes]
    assert numbers == sorted({n for _, _, n in find_markers(str(response))})
    node = response.source_nodes[0].node
    document = setting.library().read_document(node.metadata["document_id"])
    start, end = node.start_char_idx, node.end_char_idx  # type: ignore[attr-defined]
    assert document.text[start:end] == node.get_content()


def test_a_refusal_is_a_response_without_sources(setting: Setting) -> None:
    engine = DerekQueryEngine(setting.ask_flow())
    response = engine.query("Какой штраф грозит за парковку на газоне в Костанае?")
    assert isinstance(response, Response) and response.metadata
    assert response.metadata["verdict"] == "abstained" and response.source_nodes == []
    assert response.response and response.metadata["reason"]


@pytest.mark.parametrize("question", [QUESTION, "Какой штраф за парковку на газоне в Костанае?"])
def test_a_stream_says_what_the_answer_says(setting: Setting, question: str) -> None:
    flow = setting.ask_flow()
    response = DerekQueryEngine(flow, streaming=True).query(question)
    assert isinstance(response, StreamingResponse)
    whole = DerekQueryEngine(flow).query(question)
    assert "".join(response.response_gen) == str(whole)
    assert [n.node.text for n in response.source_nodes] == [n.node.text for n in whole.source_nodes]  # type: ignore[attr-defined]
    assert response.metadata and whole.metadata
    assert response.metadata["verdict"] == whole.metadata["verdict"]


def test_both_can_be_awaited(setting: Setting) -> None:
    async def both() -> tuple[int, str]:
        found = await DerekRetriever(setting.ask_flow()).aretrieve(QUESTION)
        return len(found), str(await DerekQueryEngine(setting.ask_flow()).aquery(QUESTION))

    n_found, text = asyncio.run(both())
    assert n_found and "48 школ" in text


def test_nothing_of_the_global_settings_is_needed(setting: Setting) -> None:
    held = vars(Settings)
    before = {name: held.get(name) for name in ("_llm", "_embed_model")}
    DerekRetriever(setting.ask_flow()).retrieve(QUESTION)
    DerekQueryEngine(setting.ask_flow()).query(QUESTION)
    assert {name: vars(Settings).get(name) for name in before} == before
    assert before == {"_llm": None, "_embed_model": None}
