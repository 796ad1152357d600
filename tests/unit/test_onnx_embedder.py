"""The embedder on onnxruntime: vectors, order, limits, threads and broken files."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from rag.adapters.onnx_embedder import OnnxEmbedder

pytestmark = pytest.mark.model

TEXTS = (
    "Ауданда биыл үш мектеп ашылды.",
    "В районе в этом году открыли три школы.",
    "The harbour froze in the second week of January.",
    "",
    "1 634 368 032",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def embedder(folder: Path) -> Iterator[OnnxEmbedder]:
    yield OnnxEmbedder(folder, n_threads=2)


def test_rows_are_unit_vectors_in_the_order_of_the_texts(embedder: OnnxEmbedder) -> None:
    rows = embedder.embed_passages(TEXTS)
    assert rows.shape == (len(TEXTS), embedder.dimension)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)
    backwards = embedder.embed_passages(TEXTS[::-1])
    assert np.array_equal(rows, backwards[::-1])


def test_a_vector_depends_on_its_text_alone(embedder: OnnxEmbedder) -> None:
    alone = embedder.embed_passages([TEXTS[0]])[0]
    among = embedder.embed_passages(["ұзақ мәтін " * 200, *TEXTS, "сөз"])[1]
    assert np.array_equal(alone, among)


def test_no_texts_give_no_rows(embedder: OnnxEmbedder) -> None:
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)


def test_a_question_is_nearest_to_the_passage_that_answers_it(embedder: OnnxEmbedder) -> None:
    question = embedder.embed_question("Сколько школ открылось?")
    scores = embedder.embed_passages(TEXTS[:3]) @ question
    assert scores[2] < min(scores[0], scores[1])


def test_many_callers_at_once_get_the_same_vectors(embedder: OnnxEmbedder) -> None:
    expected = [embedder.embed_question(text) for text in TEXTS]
    with ThreadPoolExecutor(10) as callers:
        found = list(callers.map(embedder.embed_question, TEXTS * 4))
    assert all(np.array_equal(vector, expected[i % len(TEXTS)]) for i, vector in enumerate(found))
