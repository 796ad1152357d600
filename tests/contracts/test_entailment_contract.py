"""What every judge of entailment does: the fake, and NLI models of sentence-transformers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.adapters.sentence_transformers_entailment import SentenceTransformersEntailment
from rag.errors import AdapterProtocolError
from rag.ports import Entailment
from tests.contracts.embedders import needs_models
from tests.fakes.entailment import FakeEntailment
from tests.tiny_bert import write_tiny_bert


def write_nli_model(folder: Path, labels: tuple[str, ...]) -> Path:
    write_tiny_bert(folder, n_labels=len(labels))
    config = json.loads((folder / "config.json").read_text("utf-8"))
    config["id2label"] = {str(i): label for i, label in enumerate(labels)}
    config["label2id"] = {label: i for i, label in enumerate(labels)}
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    return folder


@pytest.fixture(
    scope="module", params=["fake", pytest.param("sentence-transformers", marks=needs_models)]
)
def entailment(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Entailment:
    if request.param == "fake":
        return FakeEntailment()
    folder = tmp_path_factory.mktemp("models") / "nli"
    labels = ("contradiction", "ENTAILMENT", "neutral")
    return SentenceTransformersEntailment(write_nli_model(folder, labels), device="cpu")


def test_a_score_is_a_probability_and_the_same_each_time(entailment: Entailment) -> None:
    pairs = [("су жол", "су"), ("мектеп", "вода"), ("", "су")]
    scores = [entailment.score(*pair) for pair in pairs]
    assert all(0 <= score <= 1 for score in scores) and entailment.name
    assert [entailment.score(*pair) for pair in pairs] == pytest.approx(scores)


@pytest.mark.parametrize("text", ["", "\0", "\ud83d", "сөз " * 20_000])
def test_odd_texts_are_judged(entailment: Entailment, text: str) -> None:
    assert 0 <= entailment.score(text, text) <= 1


@needs_models
def test_a_model_without_such_a_label_is_refused(tmp_path: Path) -> None:
    folder = write_nli_model(tmp_path / "other", ("good", "bad"))
    with pytest.raises(AdapterProtocolError, match="NLI"):
        SentenceTransformersEntailment(folder, device="cpu")


@needs_models
def test_labels_add_up(tmp_path: Path) -> None:
    one = write_nli_model(tmp_path / "one", ("entailment", "not_entailment"))
    other = write_nli_model(tmp_path / "other", ("not_entailment", "entailment"))
    scores = [
        SentenceTransformersEntailment(folder, device="cpu").score("су жол", "мектеп")
        for folder in (one, other)
    ]
    assert sum(scores) == pytest.approx(1, abs=1e-4)
