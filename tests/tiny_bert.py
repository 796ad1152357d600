"""A BERT of a few hundred weights in a folder, to embed with or to judge pairs with."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from tests.e5_folder import Floats, write_json, write_tensors

HIDDEN, WIDE, POSITIONS = 8, 16, 32
WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "су", "жол", "мектеп", "вода", "дорога", "школа", "q:")


def write_tiny_bert(folder: Path, *, n_labels: int = 0, hidden: int = HIDDEN) -> Path:
    """Write the model; with ``n_labels`` it is a classifier of pairs, else an encoder."""
    folder.mkdir(parents=True, exist_ok=True)
    labels = {str(i): f"LABEL_{i}" for i in range(n_labels)}
    write_json(
        folder / "config.json",
        model_type="bert",
        architectures=["BertForSequenceClassification" if n_labels else "BertModel"],
        hidden_size=hidden,
        intermediate_size=WIDE,
        num_hidden_layers=1,
        num_attention_heads=2,
        vocab_size=len(WORDS),
        max_position_embeddings=POSITIONS,
        type_vocab_size=2,
        **(
            {"id2label": labels, "label2id": {v: int(k) for k, v in labels.items()}}
            if labels
            else {}
        ),
    )
    write_json(
        folder / "tokenizer_config.json",
        tokenizer_class="PreTrainedTokenizerFast",
        model_max_length=POSITIONS,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
    )
    _tokenizer().save(str(folder / "tokenizer.json"))
    write_tensors(folder / "model.safetensors", _tensors(n_labels, hidden))
    return folder


def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    return tokenizer


def _tensors(n_labels: int, hidden: int) -> dict[str, Floats]:
    prefix = "bert." if n_labels else ""
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(WORDS), hidden),
        "embeddings.position_embeddings.weight": (POSITIONS, hidden),
        "embeddings.token_type_embeddings.weight": (2, hidden),
    }
    layer = "encoder.layer.0."
    for name in ("self.query", "self.key", "self.value", "output.dense"):
        shapes[f"{layer}attention.{name}.weight"] = (hidden, hidden)
        shapes[f"{layer}attention.{name}.bias"] = (hidden,)
    shapes[f"{layer}intermediate.dense.weight"] = (WIDE, hidden)
    shapes[f"{layer}intermediate.dense.bias"] = (WIDE,)
    shapes[f"{layer}output.dense.weight"] = (hidden, WIDE)
    shapes[f"{layer}output.dense.bias"] = (hidden,)
    for norm in ("embeddings", f"{layer}attention.output", f"{layer}output"):
        shapes[f"{norm}.LayerNorm.weight"] = shapes[f"{norm}.LayerNorm.bias"] = (hidden,)
    if n_labels:
        shapes["pooler.dense.weight"], shapes["pooler.dense.bias"] = (hidden, hidden), (hidden,)
    random = np.random.default_rng(5)
    tensors = {f"{prefix}{name}": random.normal(size=shape) for name, shape in shapes.items()}
    if n_labels:
        tensors["classifier.weight"] = random.normal(size=(n_labels, hidden))
        tensors["classifier.bias"] = random.normal(size=n_labels)
    return {name: np.asarray(tensor, np.float32) for name, tensor in tensors.items()}
