"""Writes the linear layers of the encoder into a graph: in floats, or in 8-bit integers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from rag.adapters.onnx_embedder.e5_weights import BLOCK, Bytes, E5Weights, Floats
from rag.adapters.onnx_embedder.graph_nodes import GraphNodes

GELU_FLOOR = 0.17
"""GELU is never below -0.16998, so a row of its outputs needs few codes for negatives."""
ZERO_CODE = 32
"""The code that stands for 0 in rows of GELU outputs."""
FLOAT32 = 1
"""The accuracy level of MatMulNBits that does not quantise its input."""


class LinearLayers(Protocol):
    """How ``x @ weights.T + bias`` is written."""

    def project(self, graph: GraphNodes, x: str, names: Sequence[str]) -> list[str]:
        """Outputs of the layers ``names``, which all read ``x`` of shape (batch, tokens, n)."""

    def contract(self, graph: GraphNodes, x: str, name: str) -> str:
        """Output of layer ``name``, which reads the GELU outputs ``x``."""


class PackedLayers:
    """The 4-bit blocks as they are, multiplied in float32: exact, small, half as fast."""

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
        n_inputs = count_inputs(self._weights, name)
        scales, codes = self._weights.blocks(f"{name}.w", n_inputs)
        n_outputs = len(codes)
        packed = pack_codes(codes).reshape(n_outputs, n_inputs // BLOCK, BLOCK // 2)
        inputs = [
            x,
            graph.constant(f"{name}.codes", packed),
            graph.constant(f"{name}.scales", scales.astype(np.float32)),
            "",
            "",
            graph.constant(f"{name}.b", self._weights.vector(f"{name}.b")),
        ]
        options = {"K": n_inputs, "N": n_outputs, "bits": 4, "block_size": BLOCK}
        return graph.contrib("MatMulNBits", inputs, accuracy_level=FLOAT32, **options)


@dataclass(frozen=True, slots=True)
class Smoothing:
    """What is subtracted from each channel of a layer's input, and what it is then divided by."""

    shift: Floats
    divisor: Floats


class Int8Layers:
    """8-bit weights, one scale per output; activations quantised while it runs.

    One scale per text, after each channel was centred and divided (``smoothing``, by the name of
    the first layer that reads it); one scale per token where GELU's rare huge outputs would
    coarsen the rest. ``weight_limit`` is 127, or 63 for processors whose 16-bit sums of two
    products overflow. Source: SmoothQuant, arXiv 2211.10438, and for the shift Outlier
    Suppression+, arXiv 2304.09145.
    """

    def __init__(
        self, weights: E5Weights, smoothing: Mapping[str, Smoothing], weight_limit: int = 127
    ) -> None:
        self._weights = weights
        self._smoothing = smoothing
        self._limit = weight_limit

    def project(self, graph: GraphNodes, x: str, names: Sequence[str]) -> list[str]:
        """See LinearLayers."""
        smooth = self._smoothing.get(names[0])
        if smooth is not None:
            shift = graph.constant(f"{names[0]}.shift", smooth.shift)
            inverse = graph.constant(f"{names[0]}.inverse", 1 / smooth.divisor)
            x = graph.node("Mul", [graph.node("Sub", [x, shift]), inverse])
        codes, scale, zero = graph.nodes("DynamicQuantizeLinear", [x], 3)
        products = []
        for name in names:
            matrix, scales, bias = int8_weights(graph, self._weights, name, smooth, self._limit)
            added = graph.constant(f"{name}.b", bias)
            inputs = [codes, matrix, scale, scales, zero, "", added]
            products.append(graph.contrib("MatMulIntegerToFloat", inputs))
        return products

    def contract(self, graph: GraphNodes, x: str, name: str) -> str:
        """See LinearLayers."""
        row_scale, codes = _quantise_rows(graph, x)
        matrix, scales, bias = int8_weights(graph, self._weights, name, None, self._limit)
        added = graph.constant(f"{name}.b", bias)
        one = graph.constant("one", np.float32(1))
        zero = graph.constant("zero_code", np.uint8(ZERO_CODE))
        product = graph.contrib("MatMulIntegerToFloat", [codes, matrix, one, scales, zero])
        return graph.node("Add", [graph.node("Mul", [product, row_scale]), added])


def int8_weights(
    graph: GraphNodes, weights: E5Weights, name: str, smooth: Smoothing | None, limit: int
) -> tuple[str, str, Floats]:
    """Codes and scales as constants of the graph, and the bias, shape (outputs,).

    With the smoothed input they give what the layer gives with the plain one.
    """
    matrix = linear_matrix(weights, name)
    bias = weights.vector(f"{name}.b")
    if smooth is not None:
        bias = bias + smooth.shift @ matrix
        matrix = matrix * smooth.divisor[:, None]
    codes, scales = quantise_columns(matrix, limit)
    return graph.constant(f"{name}.codes", codes), graph.constant(f"{name}.scales", scales), bias


def linear_matrix(weights: E5Weights, name: str) -> Floats:
    """The weights of a layer, shape (inputs, outputs)."""
    return weights.matrix(f"{name}.w", count_inputs(weights, name)).T


def count_inputs(weights: E5Weights, name: str) -> int:
    """Channels that a layer reads."""
    return weights.shape.intermediate if name.endswith(".fo") else weights.shape.hidden


def pack_codes(codes: Bytes) -> Bytes:
    """Two 4-bit codes of a row in a byte, the first in the low half."""
    return codes[:, 0::2] | (codes[:, 1::2] << np.uint8(4))


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
