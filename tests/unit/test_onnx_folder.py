"""Any model folder: pooling, prefixes and length from its configuration, broken ones refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from rag.adapters.onnx_embedder import open_onnx_folder
from rag.errors import AdapterProtocolError, AdapterUnavailable

DIMENSION = 4
WORDS = {"[CLS]": 0, "[SEP]": 1, "[UNK]": 2, "query:": 3, "passage:": 4, "су": 5, "вода": 6}


def write_network(
    folder: Path, *, inputs: tuple[str, ...] = ("input_ids", "attention_mask")
) -> None:
    """A network whose state of a token is its row of the identity, or of ones beyond."""
    rows = np.eye(len(WORDS), DIMENSION, dtype=np.float32) + 0.1
    nodes = [helper.make_node("Gather", ["rows", "input_ids"], ["last_hidden_state"])]
    shape = ["batch", "tokens"]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in inputs],
        [
            helper.make_tensor_value_info(
                "last_hidden_state", TensorProto.FLOAT, [*shape, DIMENSION]
            )
        ],
        [numpy_helper.from_array(rows, "rows")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
    onnx.save(model, folder / "model.onnx")


def write_tokenizer(folder: Path) -> None:
    tokenizer = Tokenizer(models.WordLevel(WORDS, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 0), ("[SEP]", 1)]
    )
    tokenizer.enable_truncation(3)  # as many folders have it; it must not hide tokens
    tokenizer.save(str(folder / "tokenizer.json"))


def write_config(folder: Path, name: str = "config.json", **values: Any) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(values), "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "tiny-bge"
    made.mkdir()
    write_network(made)
    write_tokenizer(made)
    write_config(made, hidden_size=DIMENSION, max_position_embeddings=8, model_type="bert")
    return made


def unit(*rows: int) -> np.ndarray:
    mean = (np.eye(len(WORDS), DIMENSION) + 0.1)[list(rows)].mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean), np.float32)


def test_the_mean_of_all_tokens_is_the_default(folder: Path) -> None:
    embedder = open_onnx_folder(folder)
    assert embedder.embed_passages(["су вода"]) == pytest.approx(unit(0, 5, 6, 1)[None], abs=1e-6)
    assert (embedder.name, embedder.dimension, embedder.max_tokens) == ("tiny-bge/onnx", 4, 8)


def test_the_first_token_where_the_configuration_says_so(folder: Path) -> None:
    write_config(folder, "1_Pooling/config.json", pooling_mode_cls_token=True)
    assert open_onnx_folder(folder).embed_question("су") == pytest.approx(unit(0), abs=1e-6)


@pytest.mark.parametrize(("mode", "rows"), [("cls", [0]), ("mean", [0, 5, 1])])
def test_pooling_as_newer_folders_say_it(folder: Path, mode: str, rows: list[int]) -> None:
    write_config(folder, "1_Pooling/config.json", pooling_mode=mode, include_prompt=True)
    assert open_onnx_folder(folder).embed_question("су") == pytest.approx(unit(*rows), abs=1e-6)


def test_chosen_prefixes_and_a_chosen_name(folder: Path) -> None:
    plain = open_onnx_folder(folder, name="org/tiny")
    chosen = open_onnx_folder(folder, name="org/tiny", question_prefix="query: ")
    assert chosen.embed_question("су") == pytest.approx(unit(0, 3, 5, 1), abs=1e-6)
    assert plain.name == "org/tiny/onnx"
    assert chosen.name.startswith("org/tiny/onnx+")


def test_nul_and_half_characters_are_not_read(folder: Path) -> None:
    embedder = open_onnx_folder(folder)
    assert np.array_equal(embedder.embed_question("с\0у"), embedder.embed_question("су"))
    assert embedder.count_tokens("\ud83d") == 3


def test_prefixes_come_from_the_prompts(folder: Path) -> None:
    prompts = {"query": "query: ", "document": "passage: "}
    write_config(folder, "config_sentence_transformers.json", prompts=prompts)
    embedder = open_onnx_folder(folder)
    assert embedder.embed_question("су") == pytest.approx(unit(0, 3, 5, 1), abs=1e-6)
    assert embedder.embed_passages(["су"])[0] == pytest.approx(unit(0, 4, 5, 1), abs=1e-6)


def test_an_e5_folder_has_its_prefixes_without_being_told(folder: Path) -> None:
    embedder = open_onnx_folder(folder.rename(folder.with_name("some-e5-model")))
    assert embedder.embed_question("су") == pytest.approx(unit(0, 3, 5, 1), abs=1e-6)


def test_the_limit_is_the_models_and_not_the_tokenizers(folder: Path) -> None:
    embedder = open_onnx_folder(folder)
    assert embedder.count_tokens("су " * 20) == 22
    cut = embedder.embed_passages(["су " * 20])[0]
    assert cut == pytest.approx(unit(0, *[5] * 6, 1), abs=1e-6)


def test_roberta_positions_begin_at_two(folder: Path) -> None:
    write_config(folder, hidden_size=4, max_position_embeddings=514, model_type="xlm-roberta")
    assert open_onnx_folder(folder).max_tokens == 512


@pytest.mark.parametrize("mode", ["lasttoken", ["mean", "cls"]])
def test_newer_pooling_that_is_not_known_is_refused(folder: Path, mode: object) -> None:
    write_config(folder, "1_Pooling/config.json", pooling_mode=mode)
    with pytest.raises(AdapterProtocolError, match="pools by"):
        open_onnx_folder(folder).embed_question("су")


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_folder_that_lacks_a_file_names_it_and_the_folder(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(AdapterUnavailable, match=name) as caught:
        open_onnx_folder(folder).embed_question("су")
    assert folder.name in caught.value.mend


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_file_cut_short_is_refused(folder: Path, name: str) -> None:
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[: len(content) // 2])
    with pytest.raises((AdapterUnavailable, AdapterProtocolError)) as caught:
        open_onnx_folder(folder).embed_question("су")
    assert folder.name in caught.value.mend


def test_another_dimension_than_the_configurations_is_refused(folder: Path) -> None:
    write_config(folder, hidden_size=8, max_position_embeddings=8)
    with pytest.raises(AdapterProtocolError, match="not 8"):
        open_onnx_folder(folder).embed_passages(["су"])


def test_a_configuration_of_something_else_is_refused(folder: Path) -> None:
    write_config(folder, model_type="t5", d_model=4)
    with pytest.raises(AdapterProtocolError, match="hidden_size"):
        _ = open_onnx_folder(folder).dimension


def test_a_network_that_wants_more_than_tokens_is_refused(folder: Path) -> None:
    write_network(folder, inputs=("input_ids", "past_key_values.0.key"))
    with pytest.raises(AdapterProtocolError, match="past_key_values"):
        open_onnx_folder(folder).embed_question("су")


def test_pooling_that_is_not_known_is_refused(folder: Path) -> None:
    write_config(folder, "1_Pooling/config.json", pooling_mode_lasttoken=True)
    with pytest.raises(AdapterProtocolError, match="lasttoken"):
        open_onnx_folder(folder).embed_question("су")
