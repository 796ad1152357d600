"""Writes the linear layers of the encoder into a graph: in floats, or in 8-bit integers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from rag.adapters.onnx_embedder.e5_weights import E5Weights, Floats
from rag.adapters.onnx_embedder.graph_nodes import GraphNodes

GELU_FLOOR = 0.17
"""GELU is never below -0.16998, so a row of its outputs needs few codes for negatives."""
ZERO_CODE = 32
"""The code that stands for 0 in rows of GELU outputs."""


class LinearLayers(Protocol):
    """How ``x @ weights.T + bias`` is written."""

    def project(self, graph: GraphNodes, x: str, names: Sequence[str]) -> list[str]:
        """Outputs of the layers ``names``, which all read ``x`` of shape (batch, tokens, n)."""

    def contract(self, graph: GraphNodes, x: str, name: str) -> str:
        """Output of layer ``name``, which reads the GELU outputs ``x``."""


class FloatLayers:
    """Unpacked to float32; the yardstick of the others."""

    def __init__(self, weights: E5Weights) -> None:
        self._weights = weights
        self.inputs: dict[str, str] = {}
        """The tensor that each layer reads, by layer name."""

    def project(self, graph: GraphNodes, x: str, names: Sequence[str]) -> list[str]:
        """See LinearLayers."""
        return [self.contract(graph, x, name) for name in names]

    def contract(self, graph: GraphNodes, x: str, name: str) -> str:
        """See LinearLayers."""
        self.inputs[name] = x
        matrix = graph.constant(f"{name}.w", linear_matrix(self._weights, name))
        product = graph.node("MatMul", [x, matrix])
        return graph.node("Add", [product, _bias(graph, self._weights, name)])


class Int8Layers:
    """8-bit weights, one scale per output; activations quantised while it runs.

    One scale per text, after each channel was divided by ``smoothing`` (SmoothQuant, arXiv
    2211.10438); one scale per token where GELU's rare huge outputs would coarsen the rest.
    ``weight_limit`` is 127, or 63 for processors whose 16-bit sums of two products overflow.
    """

    def __init__(
        self, weights: E5Weights, smoothing: Mapping[str, Floats], weight_limit: int = 127
    ) -> None:
        self._weights = weights
        self._smoothing = smoothing
        self._limit = weight_limit

    def project(self, graph: GraphNodes, x: str, names: Sequence[str]) -> list[str]:
        """See LinearLayers."""
        smooth = self._smoothing.get(names[0])
        if smooth is not None:
            inverse = graph.constant(f"{names[0]}.inverse", (1 / smooth).astype(np.float32))
            x = graph.node("Mul", [x, inverse])
        codes, scale, zero = graph.nodes("DynamicQuantizeLinear", [x], 3)
        products = []
        for name in names:
            matrix, scales = self._matrix(graph, name, smooth)
            bias = _bias(graph, self._weights, name)
            products.append(
                graph.contrib(
                    "MatMulIntegerToFloat", [codes, matrix, scale, scales, zero, "", bias]
                )
            )
        return products

    def contract(self, graph: GraphNodes, x: str, name: str) -> str:
        """See LinearLayers."""
        row_scale, codes = _quantise_rows(graph, x)
        matrix, scales = self._matrix(graph, name, None)
        one = graph.constant("one", np.float32(1))
        zero = graph.constant("zero_code", np.uint8(ZERO_CODE))
        product = graph.contrib("MatMulIntegerToFloat", [codes, matrix, one, scales, zero])
        scaled = graph.node("Mul", [product, row_scale])
        return graph.node("Add", [scaled, _bias(graph, self._weights, name)])

    def _matrix(self, graph: GraphNodes, name: str, smooth: Floats | None) -> tuple[str, str]:
        matrix = linear_matrix(self._weights, name)
        if smooth is not None:
            matrix = matrix * smooth[:, None]
        codes, scales = quantise_columns(matrix, self._limit)
        return graph.constant(f"{name}.codes", codes), graph.constant(f"{name}.scales", scales)


def linear_matrix(weights: E5Weights, name: str) -> Floats:
    """The weights of a layer, shape (inputs, outputs)."""
    n_inputs = weights.shape.intermediate if name.endswith(".fo") else weights.shape.hidden
    return weights.matrix(f"{name}.w", n_inputs).T


def quantise_columns(matrix: Floats, limit: int) -> tuple[npt.NDArray[np.int8], Floats]:
    """Codes in -limit..limit and one scale per column, so that codes * scales is ``matrix``."""
    largest = np.abs(matrix).max(axis=0)
    scales = np.where(largest > 0, largest / limit, 1).astype(np.float32)
    return np.rint(matrix / scales).astype(np.int8), scales


def _quantise_rows(graph: GraphNodes, x: str) -> tuple[str, str]:
    """Scales (batch, tokens, 1) and codes of GELU outputs, each token with its own scale."""
    last = graph.constant("last_axis", np.array([-1], np.int64))
    largest = graph.node("ReduceMax", [x, last], keepdims=1)
    per_code = graph.constant("per_code", np.float32(1 / (255 - ZERO_CODE)))
    least = graph.constant("least_scale", np.float32(GELU_FLOOR / ZERO_CODE))
    scale = graph.node("Max", [graph.node("Mul", [largest, per_code]), least])
    flat = graph.node("Reshape", [scale, last])
    zeros = graph.node(
        "Expand",
        [
            graph.constant("zero_codes", np.array([ZERO_CODE], np.uint8)),
            graph.node("Shape", [flat]),
        ],
    )
    return scale, graph.node("QuantizeLinear", [x, flat, zeros], axis=1)


def _bias(graph: GraphNodes, weights: E5Weights, name: str) -> str:
    return graph.constant(f"{name}.b", weights.vector(f"{name}.b"))
