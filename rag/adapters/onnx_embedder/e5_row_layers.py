"""Writes 8-bit linear layers that treat every token by itself, whatever texts stand beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from rag.adapters.onnx_embedder.e5_layers import (
    GELU_FLOOR,
    ZERO_CODE,
    Smoothing,
    int8_weights,
)
from rag.adapters.onnx_embedder.e5_weights import E5Weights, Floats
from rag.adapters.onnx_embedder.graph_nodes import GraphNodes

MIDDLE_CODE = 128
"""The code that stands for 0 where values are of either sign."""
LARGEST_STEP = 127
"""Codes on either side of it."""
LEAST_SCALE = 1e-9
"""So that a row of zeros divides by something."""


class RowLayers:
    """Linear layers over the rows of several texts, shape (1, tokens, channels).

    One scale a row, where ``Int8Layers`` has one a text: integer products are exact and the rest is
    done row by row, so that a row comes out bit for bit the same in any company. Products come
    without their bias, which the next operator adds.
    """

    def __init__(
        self,
        graph: GraphNodes,
        weights: E5Weights,
        smoothing: Mapping[str, Smoothing],
        n_tokens: str,
        weight_limit: int,
    ) -> None:
        """``n_tokens`` names the tensor of shape (1,) that counts the rows."""
        self._graph = graph
        self._weights = weights
        self._smoothing = smoothing
        self._n_tokens = n_tokens
        self._limit = weight_limit
        self._zeros: dict[int, str] = {}

    def project(self, x: str, names: Sequence[str]) -> list[tuple[str, Floats]]:
        """Product and bias of each layer in ``names``, which all read ``x``."""
        graph = self._graph
        smooth = self._smoothing.get(names[0])
        if smooth is not None:
            shift = graph.constant(f"{names[0]}.shift", smooth.shift)
            inverse = graph.constant(f"{names[0]}.inverse", 1 / smooth.divisor)
            x = graph.node("Mul", [graph.node("Sub", [x, shift]), inverse])
        largest = self._largest(graph.node("Abs", [x]))
        scale = self._scale(largest, LARGEST_STEP, LEAST_SCALE)
        return self._multiply(x, scale, MIDDLE_CODE, names, smooth)

    def contract(self, x: str, name: str) -> tuple[str, Floats]:
        """Product and bias of the layer ``name``, which reads the GELU outputs ``x``."""
        scale = self._scale(self._largest(x), 255 - ZERO_CODE, GELU_FLOOR / ZERO_CODE)
        (product,) = self._multiply(x, scale, ZERO_CODE, [name], None)
        return product

    def _largest(self, x: str) -> str:
        """The largest value of each row, shape (tokens,)."""
        axes = self._graph.constant("all_but_rows", np.array([0, 2], np.int64))
        return self._graph.node("ReduceMax", [x, axes], keepdims=0)

    def _scale(self, largest: str, n_codes: int, least: float) -> str:
        graph = self._graph
        per_code = graph.constant(f"per_code_{n_codes}", np.float32(1 / n_codes))
        floor = graph.constant(f"least_scale_{n_codes}", np.float32(least))
        return graph.node("Max", [graph.node("Mul", [largest, per_code]), floor])

    def _multiply(
        self, x: str, scale: str, zero: int, names: Sequence[str], smooth: Smoothing | None
    ) -> list[tuple[str, Floats]]:
        graph = self._graph
        codes = graph.node("QuantizeLinear", [x, scale, self._zero_of_rows(zero)], axis=1)
        axes = graph.constant("all_but_rows", np.array([0, 2], np.int64))
        column = graph.node("Unsqueeze", [scale, axes])
        one = graph.constant("one", np.float32(1))
        zero_code = graph.constant(f"zero_code_{zero}", np.uint8(zero))
        products = []
        for name in names:
            matrix, scales, bias = int8_weights(graph, self._weights, name, smooth, self._limit)
            inputs = [codes, matrix, one, scales, zero_code]
            product = graph.contrib("MatMulIntegerToFloat", inputs)
            products.append((graph.node("Mul", [product, column]), bias))
        return products

    def _zero_of_rows(self, zero: int) -> str:
        """The code for 0, once a row, shape (tokens,)."""
        if zero not in self._zeros:
            code = self._graph.constant(f"zero_codes_{zero}", np.array([zero], np.uint8))
            self._zeros[zero] = self._graph.node("Expand", [code, self._n_tokens])
        return self._zeros[zero]
