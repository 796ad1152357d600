"""Gathers the units of the best passages with their vectors: everything that could be evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rag.types import Document, Hit, Passage, StoredPoint, Unit

SplitUnits = Callable[[Document, Passage], tuple[Unit, ...]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit of a hit; ``similarity`` is its cosine to the question, -1..1."""

    hit: Hit
    unit: Unit
    similarity: float


def gather_candidates(
    hits: Sequence[Hit],
    points: Mapping[str, StoredPoint],
    question_vector: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
    split_units: SplitUnits,
) -> tuple[Candidate, ...]:
    """Units of all hits, hits in the order given, units in reading order.

    A unit without a stored vector (its point vanished between two reads) takes the similarity of
    its passage, so that nothing is left out.
    """
    candidates: list[Candidate] = []
    for hit in hits:
        units = split_units(hit.document, hit.passage)
        point = points.get(hit.point_id)
        known = point is not None and len(point.unit_vectors) == len(units)
        if known and point is not None and units:
            similarities = [float(x) for x in point.unit_vectors @ question_vector]
        else:
            similarities = [hit.dense or 0.0] * len(units)
        candidates += [
            Candidate(hit, unit, similarity)
            for unit, similarity in zip(units, similarities, strict=True)
        ]
    return tuple(candidates)
