"""Collects the nodes and constants of an ONNX graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from onnx import ModelProto, TensorProto, helper, numpy_helper

OPSET = 20
IR_VERSION = 10
"""Both old enough for every onnxruntime since 1.18."""
CONTRIB = "com.microsoft"
"""onnxruntime's own operators."""


class GraphNodes:
    """A graph under construction; every method returns the name of a tensor."""

    def __init__(self) -> None:
        self._nodes: list[Any] = []
        self._constants: dict[str, TensorProto] = {}

    def constant(self, name: str, value: npt.NDArray[Any] | np.generic) -> str:
        """A constant tensor, kept once under its name."""
        if name not in self._constants:
            array = np.ascontiguousarray(value).reshape(np.shape(value))
            self._constants[name] = numpy_helper.from_array(array, name)
        return name

    def node(self, operator: str, inputs: Sequence[str], *, out: str = "", **options: Any) -> str:
        """The only output of a new node of ONNX's own operators."""
        return self._add(operator, inputs, [out], "", options)[0]

    def contrib(self, operator: str, inputs: Sequence[str], **options: Any) -> str:
        """The only output of a new node of onnxruntime's operators."""
        return self._add(operator, inputs, [""], CONTRIB, options)[0]

    def nodes(
        self, operator: str, inputs: Sequence[str], n_outputs: int, **options: Any
    ) -> list[str]:
        """The outputs of a new node of ONNX's own operators that has several."""
        return self._add(operator, inputs, [""] * n_outputs, "", options)

    def model(
        self, name: str, tokens: Sequence[str], outputs: Mapping[str, Sequence[int | str]]
    ) -> ModelProto:
        """The finished model: int64 inputs ``tokens``, each (batch, its tokens), to float32
        outputs by shape."""
        ins = [
            helper.make_tensor_value_info(text, TensorProto.INT64, ["batch", f"{text}.length"])
            for text in tokens
        ]
        outs = [
            helper.make_tensor_value_info(out, TensorProto.FLOAT, shape)
            for out, shape in outputs.items()
        ]
        constants = list(self._constants.values())
        graph = helper.make_graph(self._nodes, name, ins, outs, constants)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)

    def _add(
        self,
        operator: str,
        inputs: Sequence[str],
        outputs: Sequence[str],
        domain: str,
        options: dict[str, Any],
    ) -> list[str]:
        name = f"{operator}_{len(self._nodes)}"
        outs = [out or f"{name}.{place}" for place, out in enumerate(outputs)]
        self._nodes.append(
            helper.make_node(operator, inputs, outs, name=name, domain=domain, **options)
        )
        return outs
