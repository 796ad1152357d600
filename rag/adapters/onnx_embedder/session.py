"""Runs one text at a time through an ONNX file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as state

from rag.adapters.onnx_embedder.text_model import Pooling
from rag.errors import AdapterProtocolError
from rag.types import Vector

Ids = npt.NDArray[np.int64]
FAULTS = (
    state.EPFail,
    state.Fail,
    state.InvalidArgument,
    state.InvalidGraph,
    state.InvalidProtobuf,
    state.NoSuchFile,
    state.NotImplemented,
    state.RuntimeException,
)
"""What onnxruntime raises; its errors have no root of their own."""
ERRORS_ONLY = 3
FEEDS: Mapping[str, Callable[[Ids], Ids]] = {
    "input_ids": lambda ids: ids,
    "attention_mask": np.ones_like,  # no padding: every token is real
    "token_type_ids": np.zeros_like,
    "position_ids": lambda ids: np.arange(ids.shape[1])[None],
}
"""The inputs that text encoders have, each made from token ids of shape (1, tokens)."""
POOLED = "sentence_embedding"
"""What exporters call an output that is pooled already."""


class OnnxFile:
    """A loaded ONNX file, computing on the thread that asks. Safe to call from several threads."""

    def __init__(self, path: Path, mend: str) -> None:
        """``mend`` is the step that errors name. Raises: AdapterProtocolError."""
        self._mend = mend
        try:
            self._session = onnxruntime.InferenceSession(
                path, _options(), providers=["CPUExecutionProvider"]
            )
        except FAULTS as error:
            raise AdapterProtocolError(
                f"The embedding model cannot be loaded ({type(error).__name__}).", mend=mend
            ) from error
        self.inputs = tuple(entry.name for entry in self._session.get_inputs())
        self.outputs = tuple(entry.name for entry in self._session.get_outputs())

    def run(self, output: str, feeds: Mapping[str, Ids]) -> Vector:
        """One output, float32. Raises: AdapterProtocolError."""
        try:
            found: list[Any] = self._session.run([output], dict(feeds))
        except FAULTS as error:
            raise AdapterProtocolError(
                f"The embedding model failed ({type(error).__name__}).", mend=self._mend
            ) from error
        return np.asarray(found[0], np.float32)


class OnnxSession:
    """A text encoder in an ONNX file.

    One text at a time, so that nothing is padded and a vector depends on its text alone. Four
    equally long texts at once were a third faster at 32 tokens, a tenth at 100, slower at 250.
    """

    def __init__(self, path: Path, pooling: Pooling | None, mend: str) -> None:
        """``pooling`` None: the file pools by itself. Raises: AdapterProtocolError."""
        self._pooling = pooling
        self._file = file = OnnxFile(path, mend)
        self._output = POOLED if POOLED in file.outputs else file.outputs[0]
        strange = [name for name in file.inputs if name not in FEEDS]
        if strange:
            raise AdapterProtocolError(
                f"The model asks for {', '.join(strange)}: this is not a text encoder.", mend=mend
            )

    def embed(self, tokens: list[int]) -> Vector:
        """The pooled vector of one text, shape (dimension,). Raises: AdapterProtocolError."""
        ids = np.array([tokens], np.int64)
        feeds = {name: FEEDS[name](ids) for name in self._file.inputs}
        return self._pool(self._file.run(self._output, feeds)[0])

    def _pool(self, states: Vector) -> Vector:
        if states.ndim == 1:
            return states
        return np.asarray(states[0] if self._pooling == "cls" else states.mean(axis=0), np.float32)


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    # A text is computed by the thread that brings it; several texts at once by several threads.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = ERRORS_ONLY
    return options
