"""Golden responses and the OpenAPI page against the names of the outer contract."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.app import create_app
from tests.golden.compare import FOLDER

CONTRACT = Path(__file__).parents[3] / "shared" / "API.md"

CITATION = {
    *("n", "document_id", "document_title", "source", "source_url", "section", "paragraph_id"),
    *("kind", "quote", "start", "end", "page", "row", "language", "date", "url", "supported"),
}
ANSWER = {
    *("id", "question", "standalone_question", "language", "verdict", "reason", "text"),
    *("citations", "passages", "timings", "trace"),
}
FOUND = {
    *("document_id", "document_title", "source", "section", "paragraph_ids", "text", "start"),
    *("end", "score", "scores", "language", "date"),
}
RECORD = {
    *("id", "title", "source", "language", "date", "collection", "groups", "paragraphs"),
    *("passages", "bytes", "sha256", "state", "reason", "ingested_at"),
}
PASSAGE = {"document_id", "paragraph_ids", "score", "text", "section"}
# From "row" and from "amounts" on they are ours; the contract lets optional ones be added.
PARAGRAPH = {"id", "kind", "start", "end", "section", "page", "row", "aside", "language"}
ROW = {"table", "header", "cells", "amounts", "total"}


def golden(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


def test_an_answer_has_the_fields_of_the_contract() -> None:
    answer = golden("ask_answered")
    assert set(answer) == ANSWER
    assert set(answer["citations"][0]) == CITATION
    assert set(answer["citations"][0]["row"]) == ROW
    assert set(answer["passages"][0]) == PASSAGE | {"document_title"}
    assert set(answer["trace"]) == {"settings", "composer", "retriever", "notes"}
    citation = answer["citations"][0]
    assert citation["url"] == f"/documents/{citation['document_id']}#{citation['paragraph_id']}"


def test_an_abstention_has_the_same_fields_and_no_citation() -> None:
    answer = golden("ask_abstained")
    assert set(answer) == ANSWER
    assert (answer["verdict"], answer["citations"]) == ("abstained", [])
    assert answer["passages"]


def test_a_found_passage_has_the_fields_of_the_contract() -> None:
    found = golden("search")
    assert set(found) == {"passages", "timings"}
    assert set(found["passages"][0]) == FOUND
    assert set(found["passages"][0]["scores"]) == {"dense", "lexical", "parts"}


def test_documents_have_the_fields_of_the_contract() -> None:
    listed = golden("documents")
    assert set(listed) == {"documents", "next_cursor"}
    assert set(listed["documents"][0]) == RECORD | {"source_url"}
    assert listed["documents"][0]["ingested_at"] == "2026-03-01T09:30:00Z"
    text = golden("document_text")
    assert set(text) == {"text", "paragraphs"}
    assert set(text["paragraphs"][0]) == PARAGRAPH


def test_a_job_has_the_fields_of_the_contract() -> None:
    job = golden("job")
    assert set(job) == {"state", "done", "total", "documents"}
    assert set(job["documents"][0]) == {"source", "state", "reason"}


def all_keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from all_keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from all_keys(inner)


def test_every_name_the_contract_spells_out_is_in_a_response() -> None:
    if not CONTRACT.is_file():
        pytest.skip("the contract, ../shared/API.md, is not beside this repository")
    text = CONTRACT.read_text("utf-8")
    answer, documents = text.split("## Ask")[1].split("## OpenAI")[0].split("## Search")
    answer = answer.split("```\n")[3]  # the response, after the request
    shown = re.findall(r'"([a-z_]+)"(?=\s*[:,}\]])', answer + documents.split("| `POST")[0])
    ours = {key for file in FOLDER.glob("*.json") for key in all_keys(golden(file.stem))}
    values = {"answered", "abstained", "kk", "ru", "en", "out_of_scope"}
    stages = {"analyse", "embed", "compose", "verify"}  # of timings: the flow's
    request = {"query", "filters", "limit", "date_from", "date_to"}
    assert set(shown) - ours - values - stages - request == set()


def schema() -> Any:
    def load() -> Any:
        raise AssertionError

    return create_app(load).openapi()


def test_every_call_is_on_the_openapi_page() -> None:
    calls = {(m, path) for path, methods in schema()["paths"].items() for m in methods}
    assert calls == {
        ("post", "/v1/ask"),
        ("post", "/v1/search"),
        ("post", "/v1/documents"),
        ("get", "/v1/documents"),
        ("get", "/v1/documents/{document_id}"),
        ("get", "/v1/documents/{document_id}/text"),
        ("get", "/v1/documents/{document_id}/file"),
        ("delete", "/v1/documents/{document_id}"),
        ("get", "/v1/jobs/{job_id}"),
        ("get", "/v1/jobs/{job_id}/events"),
        ("post", "/v1/feedback"),
        ("get", "/healthz"),
        ("get", "/readyz"),
    }


def test_the_openapi_page_has_examples_in_kazakh_and_russian() -> None:
    content = schema()["paths"]["/v1/ask"]["post"]["requestBody"]["content"]
    examples = content["application/json"]["examples"]
    assert {"kk", "ru"} <= examples.keys()
    assert re.search("[әғқңөұүһі]", json.dumps(examples["kk"], ensure_ascii=False))


def test_every_call_says_what_its_errors_look_like() -> None:
    for path, methods in schema()["paths"].items():
        for method, call in methods.items():
            problems = call["responses"]["4XX"]["content"]
            assert "Problem" in json.dumps(problems), (method, path)
            assert call["summary"], path
            assert call["tags"], path
