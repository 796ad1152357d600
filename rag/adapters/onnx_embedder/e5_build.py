"""Writes the graph of the bundled model in one of several variants, from fast to safe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import onnx
from onnx.external_data_helper import convert_model_to_external_data

from rag.adapters.onnx_embedder.e5_graph import make_graph
from rag.adapters.onnx_embedder.e5_layers import Int8Layers, PackedLayers
from rag.adapters.onnx_embedder.e5_smoothing import find_smoothing
from rag.adapters.onnx_embedder.e5_tokenizer import UnigramTokenizer
from rag.adapters.onnx_embedder.e5_weights import E5Weights
from rag.adapters.onnx_embedder.model_files import MODEL_FILE, WEIGHTS_FILE

SEVEN_BITS = 63


def make_variants(weights: E5Weights, tokenizer: UnigramTokenizer) -> Iterator[onnx.ModelProto]:
    """The graphs to try in this order, each made when it is asked for.

    Processors without VNNI instructions overflow on 8-bit weights and not on 7-bit ones;
    the exact graph is right everywhere and half as fast.
    """
    smoothing = find_smoothing(weights, tokenizer)
    yield make_graph(weights, Int8Layers(weights, smoothing))
    yield make_graph(weights, Int8Layers(weights, smoothing, weight_limit=SEVEN_BITS))
    yield make_graph(weights, PackedLayers(weights))


def write_graph(model: onnx.ModelProto, folder: Path) -> Path:
    """Write graph and weights into ``folder`` and return the graph's path.

    ``model`` loses its weights to their file. Raises: OSError.
    """
    for name in (MODEL_FILE, WEIGHTS_FILE):
        (folder / name).unlink(missing_ok=True)
    convert_model_to_external_data(model, location=WEIGHTS_FILE)
    onnx.save_model(model, folder / MODEL_FILE)
    return folder / MODEL_FILE
