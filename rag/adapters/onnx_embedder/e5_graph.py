"""Writes the encoder as an ONNX graph: token ids in, one unit vector a text out."""

from __future__ import annotations

import numpy as np
from onnx import ModelProto

from rag.adapters.onnx_embedder.e5_layers import LinearLayers, PackedLayers, pack_codes
from rag.adapters.onnx_embedder.e5_weights import BLOCK, E5Weights
from rag.adapters.onnx_embedder.graph_nodes import GraphNodes

TOKENS = "input_ids"
EMBEDDING = "embedding"
HIGHEST, LOWEST = "highest", "lowest"


def make_graph(weights: E5Weights, layers: LinearLayers) -> ModelProto:
    """The whole encoder with mean pooling and L2 normalisation, without padding or mask.

    Texts of one batch must be equally long. Outputs ``embedding``, shape (batch, hidden).
    Source: Devlin et al. 2018, arXiv 1810.04805 (BERT); Wang et al. 2024, arXiv 2402.05672 (e5).
    """
    graph = GraphNodes()
    x = _encode(graph, weights, layers)
    tokens_axis = graph.constant("tokens_axis", np.array([1], np.int64))
    mean = graph.node("ReduceMean", [x, tokens_axis], keepdims=0)
    graph.node("LpNormalization", [mean], out=EMBEDDING, axis=-1, p=2)
    return graph.model("e5", [TOKENS], {EMBEDDING: ["batch", weights.shape.hidden]})


def make_ranges_graph(weights: E5Weights) -> tuple[ModelProto, tuple[str, ...]]:
    """The exact encoder that tells the range of each layer's input by channel, and their names.

    Its outputs are called ``<layer>.highest`` and ``.lowest``, shape (inputs of the layer,).
    """
    graph = GraphNodes()
    layers = PackedLayers(weights)
    _encode(graph, weights, layers)
    texts_axes = graph.constant("texts_axes", np.array([0, 1], np.int64))
    outputs: dict[str, list[int | str]] = {}
    for name, x in layers.inputs.items():
        for operator, word in (("ReduceMax", HIGHEST), ("ReduceMin", LOWEST)):
            out = graph.node(operator, [x, texts_axes], out=f"{name}.{word}", keepdims=0)
            outputs[out] = ["channels"]
    return graph.model("e5_ranges", [TOKENS], outputs), tuple(layers.inputs)


def _encode(graph: GraphNodes, weights: E5Weights, layers: LinearLayers) -> str:
    """The hidden states of the last layer, shape (batch, tokens, hidden)."""
    n_tokens = graph.node("Shape", [TOKENS], start=1, end=2)
    rows = graph.node(
        "Add", [word_rows(graph, weights, TOKENS), place_rows(graph, weights, n_tokens)]
    )
    x = normalise(graph, weights, rows, "emb.ln")
    for layer in range(weights.shape.layers):
        x = _layer(graph, weights, layers, x, f"l{layer}")
    return x


def word_rows(graph: GraphNodes, weights: E5Weights, tokens: str) -> str:
    """The row of each word, kept in 4 bits, shape (batch, tokens, hidden)."""
    scales, codes = weights.blocks("emb.word", weights.shape.hidden)
    return graph.contrib(
        "GatherBlockQuantized",
        [
            graph.constant("words", pack_codes(codes)),
            tokens,
            graph.constant("words.scales", scales.astype(np.float32)),
        ],
        gather_axis=0,
        quantize_axis=1,
        block_size=BLOCK,
        bits=4,
    )


def place_rows(graph: GraphNodes, weights: E5Weights, n_tokens: str) -> str:
    """The row of each place in a text, with the one token type of e5, shape (tokens, hidden)."""
    hidden = weights.shape.hidden
    places = weights.vector("emb.pos").reshape(-1, hidden) + weights.vector("emb.type")[:hidden]
    first = graph.constant("first", np.array([0], np.int64))
    positions = graph.constant("positions", places)
    return graph.node("Slice", [positions, first, n_tokens, first])


def _layer(graph: GraphNodes, weights: E5Weights, layers: LinearLayers, x: str, at: str) -> str:
    """Attention and feed-forward, each added to its input and then normalised.

    Add and LayerNormalization apart: the fused SkipLayerNormalization takes four times as long.
    """
    queries, keys, values = layers.project(graph, x, [f"{at}.q", f"{at}.k", f"{at}.v"])
    attended = graph.contrib(
        "MultiHeadAttention", [queries, keys, values], num_heads=weights.shape.heads
    )
    (mixed,) = layers.project(graph, attended, [f"{at}.ao"])
    x = normalise(graph, weights, graph.node("Add", [mixed, x]), f"{at}.aln")
    (wide,) = layers.project(graph, x, [f"{at}.fi"])
    bent = graph.contrib("Gelu", [wide])
    narrow = layers.contract(graph, bent, f"{at}.fo")
    return normalise(graph, weights, graph.node("Add", [narrow, x]), f"{at}.oln")


def normalise(graph: GraphNodes, weights: E5Weights, x: str, name: str) -> str:
    """``x`` after the layer normalisation called ``name``."""
    return graph.node(
        "LayerNormalization",
        [
            x,
            graph.constant(f"{name}.w", weights.vector(f"{name}.w")),
            graph.constant(f"{name}.b", weights.vector(f"{name}.b")),
        ],
        axis=-1,
        epsilon=weights.shape.epsilon,
    )
