"""Writes the graphs of the bundled model in one of several variants, from fast to safe."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import onnx
from onnx.external_data_helper import convert_model_to_external_data

from rag.adapters.onnx_embedder.e5_graph import make_graph
from rag.adapters.onnx_embedder.e5_layers import Int8Layers, PackedLayers
from rag.adapters.onnx_embedder.e5_questions import make_questions_graph
from rag.adapters.onnx_embedder.e5_smoothing import find_smoothing
from rag.adapters.onnx_embedder.e5_tokenizer import UnigramTokenizer
from rag.adapters.onnx_embedder.e5_weights import E5Weights
from rag.adapters.onnx_embedder.model_files import (
    MODEL_FILE,
    QUESTION_FILE,
    QUESTIONS_FILE,
    WEIGHTS_FILE,
)

EIGHT_BITS, SEVEN_BITS = 127, 63
QUESTION_FILES = {1: QUESTION_FILE, 4: QUESTIONS_FILE}
"""The graphs for questions by how many they take at once. Four, because two cores share eight
askers then, and more gain little."""


@dataclass(frozen=True, slots=True)
class Variant:
    """What makes the graph for passages, and those for questions by their file, where it has its
    own. A graph holds all its weights for as long as it lives, also those that were cleared."""

    passages: Callable[[], onnx.ModelProto]
    questions: Mapping[str, Callable[[], onnx.ModelProto]] = field(default_factory=dict)


def make_variants(weights: E5Weights, tokenizer: UnigramTokenizer) -> Iterator[Variant]:
    """The variants to try in this order, each made when it is asked for.

    Processors without VNNI instructions overflow on 8-bit weights and not on 7-bit ones;
    the exact graph is right everywhere and half as fast.
    """
    smoothing = find_smoothing(weights, tokenizer)
    for limit in (EIGHT_BITS, SEVEN_BITS):
        questions = {
            name: partial(make_questions_graph, weights, smoothing, n_texts, limit)
            for n_texts, name in QUESTION_FILES.items()
        }
        layers = Int8Layers(weights, smoothing, limit)
        yield Variant(partial(make_graph, weights, layers), questions)
    yield Variant(partial(make_graph, weights, PackedLayers(weights)))


def write_variant(variant: Variant, folder: Path) -> None:
    """Write all graphs of a variant into ``folder``, over one file of weights. Raises: OSError."""
    for name in QUESTION_FILES.values():
        (folder / name).unlink(missing_ok=True)
    path = write_graph(variant.passages(), folder)
    # Read back without its weights: the graph that was written still holds them.
    first = onnx.load_model(path, load_external_data=False)
    for name, make in variant.questions.items():
        _write_beside(make(), first, folder / name)


def write_graph(model: onnx.ModelProto, folder: Path) -> Path:
    """Write graph and weights into ``folder`` and return the graph's path.

    ``model`` loses its weights to their file. Raises: OSError.
    """
    for name in (MODEL_FILE, WEIGHTS_FILE):
        (folder / name).unlink(missing_ok=True)
    convert_model_to_external_data(model, location=WEIGHTS_FILE)
    onnx.save_model(model, folder / MODEL_FILE)
    return folder / MODEL_FILE


def _write_beside(model: onnx.ModelProto, first: onnx.ModelProto, path: Path) -> None:
    """Write a graph whose constants stand in the weights of ``first`` wherever it has them too."""
    written = {
        constant.name: constant
        for constant in first.graph.initializer
        if constant.data_location == onnx.TensorProto.EXTERNAL
    }
    for constant in model.graph.initializer:
        if constant.name in written:
            constant.CopyFrom(written[constant.name])
    path.write_bytes(model.SerializeToString())
