"""Runs several questions at once through the question graphs of the bundled model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from rag.adapters.onnx_embedder.e5_questions import text_input
from rag.adapters.onnx_embedder.session import OnnxFile
from rag.adapters.onnx_embedder.text_model import Session
from rag.types import Vector

SHORTEST = [0, 2]
"""Token ids of a text without words, for places that are not taken."""


class OneByOne:
    """A ``QuestionSession`` over a session that takes one text at a time."""

    most = 1

    def __init__(self, session: Session) -> None:
        self._session = session

    def embed_all(self, texts: Sequence[list[int]]) -> list[Vector]:
        """See QuestionSession."""
        return [self._session.embed(tokens) for tokens in texts]


class GraphQuestions:
    """A ``QuestionSession`` over two graphs: for one question, and for up to ``most`` together."""

    def __init__(self, alone: Path, together: Path, mend: str) -> None:
        """``mend`` is the step that errors name. Raises: AdapterProtocolError."""
        self._alone = OnnxFile(alone, mend)
        self._together = OnnxFile(together, mend)
        self.most = len(self._together.inputs)

    def embed_all(self, texts: Sequence[list[int]]) -> list[Vector]:
        """See QuestionSession."""
        file = self._alone if len(texts) == 1 else self._together
        empty = [SHORTEST] * (len(file.inputs) - len(texts))
        feeds = {
            text_input(place): np.array([tokens], np.int64)
            for place, tokens in enumerate([*texts, *empty])
        }
        return list(file.run(file.outputs[0], feeds)[: len(texts)])
