"""Takes out of a question's vector what says only that it is a question."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources

import numpy as np

from rag.errors import AdapterProtocolError
from rag.types import Language, Vector

DIRECTIONS = "question_forms"


def without_form(vector: Vector, direction: Vector | None) -> Vector:
    """The unit vector without its part along ``direction``, of unit length again.

    Questions of a language share a direction that statements lack; a text that answers does not
    have it, so what points that way tells passages apart by their form only. A vector that points
    away from it, as that of a statement may, stays as it is, and so does one that is nothing else.

    Source: the projection of "All-but-the-Top", Mu and Viswanath 2018, arXiv:1702.01417, for one
    direction that is known beforehand.
    """
    if direction is None:
        return vector
    bare = vector - max(0.0, float(vector @ direction)) * direction
    length = float(np.linalg.norm(bare))
    return vector if length < 1e-6 else (bare / length).astype(np.float32)


def find_forms(model: str) -> Mapping[Language, Vector]:
    """Unit directions by language for a model with its offsets; empty when none were fitted."""
    for file in resources.files("rag.retrieve").joinpath(DIRECTIONS).iterdir():
        if file.name.endswith(".json"):
            name, forms = parse_forms(file.read_text("utf-8"))
            if name == model:
                return forms
    return {}


def fit_form(vectors: Vector) -> Vector:
    """The unit direction of the mean of questions' vectors, shape (n, dimension)."""
    mean = vectors.mean(axis=0)
    unit: Vector = (mean / np.linalg.norm(mean)).astype(np.float32)
    return unit


def parse_forms(text: str) -> tuple[str, Mapping[Language, Vector]]:
    """The model's name and its directions, of unit length. Raises: AdapterProtocolError."""
    try:
        tree = json.loads(text)
        rows = {name: np.array(row, np.float32) for name, row in tree["directions"].items()}
        return str(tree["model"]), {name: row / np.linalg.norm(row) for name, row in rows.items()}
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise AdapterProtocolError("A table of question forms cannot be read.") from error


def render_forms(model: str, forms: Mapping[Language, Vector]) -> str:
    """The JSON form of a table, numbers to four decimals."""
    rows = {name: [round(float(x), 4) for x in row] for name, row in forms.items()}
    return json.dumps({"model": model, "directions": rows})
