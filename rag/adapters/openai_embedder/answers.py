"""Reads what an embedding server answered, and refuses what it may not have meant."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import numpy as np

from rag.errors import AdapterProtocolError
from rag.types import Vector

MEND = "Check that DEREK_EMBEDDER_URL and DEREK_EMBEDDER_MODEL name an embedding server and model."


class _Row(msgspec.Struct):
    index: int
    embedding: list[float]


class _Usage(msgspec.Struct):
    prompt_tokens: int = 0


class _Answer(msgspec.Struct):
    data: list[_Row]
    usage: _Usage | None = None


class _Model(msgspec.Struct):
    id: str
    max_model_len: int | None = None


class _Models(msgspec.Struct):
    data: list[_Model]


@dataclass(frozen=True, slots=True)
class Rows:
    """Unit vectors of shape (texts, dimension) in the order of the texts, and what they cost.

    ``n_tokens`` is what the server counted in all texts together; None when it does not say.
    """

    vectors: Vector
    n_tokens: int | None


def parse_rows(body: bytes, n_texts: int) -> Rows:
    """The answer to a request for ``n_texts`` vectors; its rows may come in any order.

    Raises: AdapterProtocolError for half a JSON, a row too many, too few or twice, rows of
    different length, and numbers that are not finite or all 0.
    """
    try:
        answer = msgspec.json.decode(body, type=_Answer)
    except msgspec.MsgspecError as error:
        raise _nonsense("something that is no list of vectors") from error
    if sorted(row.index for row in answer.data) != list(range(n_texts)):
        raise _nonsense(f"other rows than 0 to {n_texts - 1}, each once")
    if len({len(row.embedding) for row in answer.data}) != 1:
        raise _nonsense("vectors of different length")
    ordered = sorted(answer.data, key=lambda row: row.index)
    n_tokens = answer.usage.prompt_tokens if answer.usage else 0
    return Rows(_normalised([row.embedding for row in ordered]), n_tokens or None)


def parse_longest_text(body: bytes, model: str) -> int | None:
    """Tokens that the model reads, as vLLM lists it under ``/v1/models``; None when unknown."""
    try:
        listed = msgspec.json.decode(body, type=_Models).data
    except msgspec.MsgspecError:
        return None
    found = (entry.max_model_len for entry in listed if entry.id == model)
    return next((length for length in found if length), None)


def _normalised(rows: list[list[float]]) -> Vector:
    vectors = np.array(rows, np.float64)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not (np.isfinite(lengths) & (lengths > 0)).all():
        raise _nonsense("vectors that are not finite, or all zero")
    return np.asarray(vectors / lengths, np.float32)


def _nonsense(what: str) -> AdapterProtocolError:
    return AdapterProtocolError(f"The embedding server answered {what}.", mend=MEND)
