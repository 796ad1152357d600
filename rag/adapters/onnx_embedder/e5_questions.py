"""Writes the encoder for questions as an ONNX graph that takes several of them at once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from onnx import ModelProto

from rag.adapters.onnx_embedder.e5_graph import (
    EMBEDDING,
    TOKENS,
    normalise,
    place_rows,
    word_rows,
)
from rag.adapters.onnx_embedder.e5_layers import Smoothing
from rag.adapters.onnx_embedder.e5_row_layers import RowLayers
from rag.adapters.onnx_embedder.e5_weights import E5Weights, Floats
from rag.adapters.onnx_embedder.graph_nodes import GraphNodes


def text_input(place: int) -> str:
    """The name of the input that takes the token ids of the text at ``place``, from 0."""
    return f"{TOKENS}.{place}"


def make_questions_graph(
    weights: E5Weights, smoothing: Mapping[str, Smoothing], n_texts: int, weight_limit: int = 127
) -> ModelProto:
    """The whole encoder over ``n_texts`` texts of any lengths, one input of shape (1, tokens) each.

    Their rows stand one after the other, without padding; only attention and pooling know where
    one ends, so a text has the same vector, bit for bit, in a graph for any number of texts.
    Outputs ``embedding``, shape (n_texts, hidden), unit length.
    """
    return _QuestionsGraph(weights, smoothing, n_texts, weight_limit).model()


class _QuestionsGraph:
    """A graph under construction."""

    def __init__(
        self,
        weights: E5Weights,
        smoothing: Mapping[str, Smoothing],
        n_texts: int,
        weight_limit: int,
    ) -> None:
        self._weights = weights
        self._graph = graph = GraphNodes()
        self._texts = [text_input(place) for place in range(n_texts)]
        self._lengths = [graph.node("Shape", [text], start=1, end=2) for text in self._texts]
        self._tokens = self._joined(self._texts, 1)
        self._split = self._joined(self._lengths, 0)
        n_tokens = graph.node("Shape", [self._tokens], start=1, end=2)
        self._layers = RowLayers(graph, weights, smoothing, n_tokens, weight_limit)

    def model(self) -> ModelProto:
        """The finished graph."""
        graph, weights = self._graph, self._weights
        places = [place_rows(graph, weights, length) for length in self._lengths]
        words = word_rows(graph, weights, self._tokens)
        x = self._normalise(words, self._joined(places, 0), "emb.ln")
        for layer in range(weights.shape.layers):
            x = self._layer(x, f"l{layer}")
        tokens_axis = graph.constant("tokens_axis", np.array([1], np.int64))
        means = [
            graph.node("ReduceMean", [text, tokens_axis], keepdims=0) for text in self._parts(x)
        ]
        graph.node("LpNormalization", [self._joined(means, 0)], out=EMBEDDING, axis=-1, p=2)
        shape = [len(self._texts), weights.shape.hidden]
        return graph.model("e5_questions", self._texts, {EMBEDDING: shape})

    def _layer(self, x: str, at: str) -> str:
        """Attention within each text and feed-forward, each added to its input and normalised."""
        attended = self._attend(x, at)
        (mixed,) = self._layers.project(attended, [f"{at}.ao"])
        x = self._normalise(self._with_bias(mixed, f"{at}.ao"), x, f"{at}.aln")
        ((wide, bias),) = self._layers.project(x, [f"{at}.fi"])
        bent = self._graph.contrib("BiasGelu", [wide, self._graph.constant(f"{at}.fi.b", bias)])
        narrow = self._layers.contract(bent, f"{at}.fo")
        return self._normalise(self._with_bias(narrow, f"{at}.fo"), x, f"{at}.oln")

    def _attend(self, x: str, at: str) -> str:
        products = self._layers.project(x, [f"{at}.{part}" for part in "qkv"])
        bias = self._graph.constant(f"{at}.qkv.b", np.concatenate([b for _, b in products]))
        texts = zip(*(self._parts(product) for product, _ in products), strict=True)
        heads = self._weights.shape.heads
        attended = [
            self._graph.contrib("MultiHeadAttention", [*text, bias], num_heads=heads)
            for text in texts
        ]
        return self._joined(attended, 1)

    def _with_bias(self, product: tuple[str, Floats], name: str) -> str:
        rows, bias = product
        return self._graph.node("Add", [rows, self._graph.constant(f"{name}.b", bias)])

    def _normalise(self, rows: str, x: str, name: str) -> str:
        return normalise(self._graph, self._weights, self._graph.node("Add", [rows, x]), name)

    def _joined(self, parts: list[str], axis: int) -> str:
        return parts[0] if len(parts) == 1 else self._graph.node("Concat", parts, axis=axis)

    def _parts(self, x: str) -> list[str]:
        """The rows of each text."""
        if len(self._texts) == 1:
            return [x]
        return self._graph.nodes("Split", [x, self._split], len(self._texts), axis=1)
