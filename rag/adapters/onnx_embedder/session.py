"""Runs one text at a time through an ONNX file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as state

from rag.adapters.onnx_embedder.text_model import Pooling
from rag.errors import AdapterProtocolError
from rag.types import Vector

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


class OnnxSession:
    """A loaded ONNX file, computing each text on the thread that asks.

    One text at a time and without padding: a batch is at most a tenth faster from 24 tokens
    upwards and slower above 200, and this way a vector depends on nothing but its text.
    """

    def __init__(self, path: Path, pooling: Pooling | None, mend: str) -> None:
        """``pooling`` None: the file pools by itself. Raises: AdapterProtocolError."""
        self._pooling = pooling
        self._mend = mend
        try:
            self._session = onnxruntime.InferenceSession(
                path, _options(), providers=["CPUExecutionProvider"]
            )
        except FAULTS as error:
            raise AdapterProtocolError(
                f"The embedding model cannot be loaded: {_reason(error)}.", mend=mend
            ) from error
        self._inputs = tuple(entry.name for entry in self._session.get_inputs())
        self._output = self._session.get_outputs()[0].name

    def embed(self, tokens: list[int]) -> Vector:
        """The pooled vector of one text, shape (dimension,). Raises: AdapterProtocolError."""
        ids = np.array([tokens], np.int64)
        feeds = {name: _feed(name, ids) for name in self._inputs}
        try:
            (output,) = self._session.run([self._output], feeds)
        except FAULTS as error:
            raise AdapterProtocolError(
                f"The embedding model failed: {_reason(error)}.", mend=self._mend
            ) from error
        return self._pool(np.asarray(output, np.float32)[0])

    def _pool(self, states: Vector) -> Vector:
        if states.ndim == 1:
            return states
        return np.asarray(states[0] if self._pooling == "cls" else states.mean(axis=0), np.float32)


def _feed(name: str, ids: np.ndarray) -> np.ndarray:
    if name == "input_ids":
        return ids
    # No padding: every token is real. Token types and the like are all of the first kind.
    return np.ones_like(ids) if name == "attention_mask" else np.zeros_like(ids)


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    # A text is computed by the thread that brings it; several texts at once by several threads.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = ERRORS_ONLY
    return options


def _reason(error: Exception) -> str:
    """The first line of an error, without the place in the file system it may name."""
    return type(error).__name__
