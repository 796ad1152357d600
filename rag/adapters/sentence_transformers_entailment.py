"""Judges by any NLI cross-encoder of sentence-transformers whether a text follows from another."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np

from rag.adapters.sentence_transformers_loading import limit_length, load_network
from rag.errors import AdapterProtocolError
from rag.text.readable import readable

MOST_CHARACTERS_PER_TOKEN = 20
"""What is beyond these is cut off anyway, and would only be cut into tokens before."""


class SentenceTransformersEntailment:
    """An ``Entailment`` over a model folder; pairs are judged one after another."""

    def __init__(self, folder: Path, *, name: str | None = None, device: str | None = None) -> None:
        """Loads the model. ``name`` None is that of the folder, ``device`` None the fastest one.

        Raises: AdapterUnavailable, AdapterProtocolError where it has no label for entailment.
        """
        self._name = name or folder.name
        self._turn = threading.Lock()
        self._network = load_network(lambda: _open_network(folder, device), self._name, device)
        self._n_seen = limit_length(self._network) * MOST_CHARACTERS_PER_TOKEN
        self._label = self._find_label()

    @property
    def name(self) -> str:
        """The model."""
        return self._name

    def score(self, premise: str, claim: str) -> float:
        """Probability of entailment, 0..1. Raises: AdapterProtocolError."""
        pair = (readable(premise[: self._n_seen]), readable(claim[: self._n_seen]))
        try:
            with self._turn:
                found = self._network.predict([pair], show_progress_bar=False)
        except Exception as error:  # whatever torch and the model's own code raise
            raise AdapterProtocolError(
                f"The model {self._name} failed ({type(error).__name__})."
            ) from error
        logits = np.asarray(found, np.float64).reshape(-1)
        if len(logits) <= self._label or not np.isfinite(logits).all():
            raise AdapterProtocolError(
                f"The model {self._name} did not return a finite number for each label."
            )
        weights = np.exp(logits - logits.max())
        return float(weights[self._label] / weights.sum())

    def _find_label(self) -> int:
        labels = getattr(self._network.config, "id2label", None) or {}
        for place, label in labels.items():
            if str(label).lower().startswith("entail"):
                return int(place)
        raise AdapterProtocolError(
            f"The model {self._name} has no label for entailment: it is no NLI model.",
            mend="Set DEREK_VERIFY_ENTAILMENT_MODEL to one that was trained on NLI.",
        )


def _open_network(folder: Path, device: str | None) -> Any:
    # Here, because importing it takes seconds.
    from sentence_transformers import CrossEncoder

    return CrossEncoder(str(folder), device=device, local_files_only=True, trust_remote_code=False)
