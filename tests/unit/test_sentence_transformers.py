"""Models in folders by sentence-transformers: prompts, limits, late rerankers, broken folders."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pytest

from rag.adapters.sentence_transformers_embedder import SentenceTransformersEmbedder
from rag.adapters.sentence_transformers_reranker import SentenceTransformersReranker
from rag.errors import AdapterError, AdapterProtocolError, AdapterTimedOut, AdapterUnavailable
from tests.contracts.embedders import needs_models
from tests.e5_folder import write_json, write_modules
from tests.tiny_bert import HIDDEN, POSITIONS, write_tiny_bert

pytestmark = needs_models


def embedder(folder: Path, **options: Any) -> SentenceTransformersEmbedder:
    return SentenceTransformersEmbedder(folder, device="cpu", **options)


def reranker(folder: Path, **options: Any) -> SentenceTransformersReranker:
    return SentenceTransformersReranker(folder, device="cpu", **options)


@pytest.fixture
def encoder(tmp_path: Path) -> Path:
    return write_tiny_bert(tmp_path / "tiny")


@pytest.fixture
def judge(tmp_path: Path) -> Path:
    return write_tiny_bert(tmp_path / "tiny-judge", n_labels=1)


def test_a_folder_without_more_than_a_model_is_pooled_by_the_mean(encoder: Path) -> None:
    made = embedder(encoder)
    assert (made.name, made.dimension) == ("tiny/sentence-transformers", HIDDEN)
    assert made.max_tokens == POSITIONS
    assert made.count_tokens("су жол") == 4
    rows = made.embed_passages(["су", "жол су", "су"])
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    np.testing.assert_allclose(rows[0], rows[2], atol=1e-6)


def test_prompts_come_from_the_configuration_or_are_chosen(encoder: Path) -> None:
    plain = embedder(encoder)
    asked = plain.embed_question("q: су")
    write_modules(encoder, HIDDEN)
    write_json(encoder / "config_sentence_transformers.json", prompts={"query": "q: "})
    configured = embedder(encoder)
    np.testing.assert_allclose(configured.embed_question("су"), asked, atol=1e-6)
    chosen = embedder(encoder, question_prefix="", passage_prefix="q: ")
    np.testing.assert_allclose(chosen.embed_question("q: су"), asked, atol=1e-6)
    np.testing.assert_allclose(chosen.embed_passages(["су"])[0], asked, atol=1e-6)
    assert chosen.count_tokens("су") == 4
    assert chosen.name not in (plain.name, configured.name)


def test_a_text_is_read_to_the_limit_of_the_positions(encoder: Path) -> None:
    write_json(
        encoder / "tokenizer_config.json",
        tokenizer_class="PreTrainedTokenizerFast",
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
    )
    made = embedder(encoder)
    assert made.max_tokens == POSITIONS
    rows = made.embed_passages(["су " * 100, "су " * 100 + "жол", "су " * (POSITIONS - 2)])
    np.testing.assert_allclose(rows[0], rows[1], atol=1e-6)
    np.testing.assert_allclose(rows[0], rows[2], atol=1e-6)
    assert made.count_tokens("су " * 100) == 102


def test_batches_do_not_change_vectors_or_their_order(encoder: Path) -> None:
    texts = ["су", "жол су мектеп", "вода", "", "школа дорога " * 9] * 3
    one, four = embedder(encoder, batch_texts=1), embedder(encoder, batch_texts=4)
    np.testing.assert_allclose(one.embed_passages(texts), four.embed_passages(texts), atol=1e-5)


def test_callers_may_count_while_others_embed(encoder: Path) -> None:
    made = embedder(encoder, batch_texts=1)

    def use(n: int) -> int:
        made.embed_passages(["су " * n] * 3)
        return made.count_tokens("су " * (n + 40))

    with ThreadPoolExecutor(8) as callers:
        assert list(callers.map(use, range(1, 60))) == [n + 42 for n in range(1, 60)]


def test_nothing_is_loaded_before_it_is_needed_nor_looked_for_elsewhere(
    encoder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    embedder(encoder.with_name("absent"))
    assert embedder(encoder).embed_question("су").shape == (HIDDEN,)


def cut_short(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-100])


def without_weights(folder: Path) -> None:
    (folder / "model.safetensors").unlink()


def without_config(folder: Path) -> None:
    (folder / "config.json").unlink()


def half_a_config(folder: Path) -> None:
    (folder / "config.json").write_bytes((folder / "config.json").read_bytes()[:40])


def half_a_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").write_bytes((folder / "tokenizer.json").read_bytes()[:200])


def of_another_size(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_bytes())
    write_json(folder / "config.json", **config | {"hidden_size": 2 * HIDDEN})


def with_more_layers(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_bytes())
    write_json(folder / "config.json", **config | {"num_hidden_layers": 2})


def of_another_architecture(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_bytes())
    write_json(folder / "config.json", **config | {"model_type": "mpnet", "architectures": None})


def of_no_known_architecture(folder: Path) -> None:
    write_json(folder / "config.json", model_type="abacus")


BREAKS = (
    cut_short, without_weights, without_config, half_a_config, half_a_tokenizer, of_another_size,
    with_more_layers, of_another_architecture, of_no_known_architecture,
)  # fmt: skip


@pytest.mark.parametrize("spoil", BREAKS)
def test_a_broken_folder_is_refused_and_named(
    encoder: Path, judge: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(encoder)
    spoil(judge)
    opened: tuple[Callable[[], object], ...] = (
        lambda: embedder(encoder, name="org/tiny").embed_question("су"),
        lambda: reranker(judge, name="org/tiny"),
    )
    for open_model in opened:
        with pytest.raises((AdapterUnavailable, AdapterProtocolError), match="org/tiny") as caught:
            open_model()
        assert "Fill the folder of org/tiny" in caught.value.mend
        assert str(encoder.parent) not in str(caught.value)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(AdapterUnavailable, match="absent"):
        embedder(tmp_path / "absent").embed_passages(["су"])


def test_a_device_that_is_not_there_is_named(encoder: Path) -> None:
    with pytest.raises(AdapterError) as caught:
        _ = SentenceTransformersEmbedder(encoder, device="abacus").dimension
    assert "abacus" in caught.value.mend


def test_a_back_end_that_is_not_installed_is_named(encoder: Path) -> None:
    with pytest.raises(AdapterUnavailable, match="openvino") as caught:
        _ = embedder(encoder, backend="openvino").dimension
    assert "sentence-transformers[openvino]" in caught.value.mend


class Misbehaving:
    """A network that returns what it is given."""

    num_labels = 1

    def __init__(self, found: object) -> None:
        self.found = found

    def encode_document(self, *_: object, **__: object) -> object:
        if isinstance(self.found, Exception):
            raise self.found
        return self.found

    encode_query = predict = encode_document


NONSENSE = {
    "nan": [[np.nan] * HIDDEN],
    "zeros": [[0.0] * HIDDEN],
    "another dimension": [[1.0] * (HIDDEN + 1)],
    "a row too many": [[1.0] * HIDDEN] * 2,
    "an error": RuntimeError("out of memory"),
}


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_from_the_network_is_refused(encoder: Path, name: str) -> None:
    made = embedder(encoder)
    loaded = made._load()
    made._loaded = type(loaded)(
        Misbehaving(NONSENSE[name]), loaded.dimension, loaded.max_tokens, "", "", "tiny"
    )
    with pytest.raises(AdapterProtocolError, match="tiny"):
        made.embed_passages(["су"])
    with pytest.raises(AdapterProtocolError, match="tiny"):
        made.embed_question("су")


def test_scores_are_in_the_order_of_the_texts(judge: Path) -> None:
    texts = ["су", "жол мектеп " * 5, "вода школа", "", "дорога \0\ud83d"]
    scores = reranker(judge, batch_texts=2).score("су", texts)
    assert len(scores) == 5 and len(set(scores)) == 5
    alone = [reranker(judge).score("су", [text])[0] for text in texts]
    assert scores == pytest.approx(alone, abs=1e-5)
    assert reranker(judge).score("су", []) == []


def test_texts_of_any_length_are_judged(judge: Path) -> None:
    (score,) = reranker(judge).score("су " * 1000, ["жол " * 100_000])
    assert 0 <= score <= 1


def test_a_late_reranker_is_left_behind_and_does_not_hold_up_the_next(judge: Path) -> None:
    made = reranker(judge, seconds=0.2, batch_texts=1)
    network, go_on, judged = made._network, threading.Event(), []

    class Slow:
        def predict(self, pairs: list[tuple[str, str]], **options: Any) -> Any:
            judged.append(pairs)
            assert go_on.wait(10)
            return network.predict(pairs, **options)

    made._network = Slow()
    with pytest.raises(AdapterTimedOut, match="50 passages within") as caught:
        made.score("су", ["жол"] * 50)
    assert "DEREK_RERANKER_SECONDS" in caught.value.mend
    with pytest.raises(AdapterTimedOut):
        made.score("су", ["жол"])  # stands in line behind the batch at work
    go_on.set()
    made._seconds = 10
    assert len(made.score("су", ["вода"])) == 1
    assert len(judged) == 2


@pytest.mark.parametrize("found", [[np.nan], [[0.1, 0.9]], [], RuntimeError("x")])
def test_nonsense_from_a_reranker_is_refused(judge: Path, found: object) -> None:
    made = reranker(judge)
    made._network = Misbehaving(found)
    with pytest.raises(AdapterProtocolError, match="tiny-judge"):
        made.score("су", ["жол"])


def test_a_classifier_is_no_reranker(tmp_path: Path) -> None:
    with pytest.raises(AdapterProtocolError, match="3 numbers"):
        reranker(write_tiny_bert(tmp_path / "nli", n_labels=3))


def test_an_encoder_is_no_reranker(encoder: Path) -> None:
    with pytest.raises(AdapterProtocolError, match="classifier"):
        reranker(encoder)


def test_loading_prints_nothing(encoder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    _ = embedder(encoder).dimension
    assert capfd.readouterr() == ("", "")
