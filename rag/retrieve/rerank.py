"""Lets a reranker judge the best passages again, if it does so in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.errors import AdapterError, AdapterTimedOut
from rag.ports import Reranker
from rag.types import Hit

RETRIEVER = "hybrid"
"""What finds passages: both legs, fused."""


@dataclass(frozen=True, slots=True)
class Reranking:
    """Who judges, how many of the best passages, and what share of their score that is (0..1)."""

    reranker: Reranker
    n_passages: int
    weight: float


def rerank(reranking: Reranking, question: str, hits: Sequence[Hit]) -> tuple[tuple[Hit, ...], str]:
    """The hits in a new order, and what made it, for the trace.

    score = (1 − w)·fused + w·judged, with w the weight and judged the reranker's scores scaled to
    0..1 over what it judged; a hit that it did not judge has 0 there. Ties by point id. Where the
    reranker is late or fails, the hits stay as they are and the trace says so.
    """
    judged = hits[: reranking.n_passages]
    name = reranking.reranker.name
    try:
        scores = reranking.reranker.score(question, [hit.passage.embedded_text for hit in judged])
    except AdapterTimedOut:
        return tuple(hits), f"{RETRIEVER}; {name} was late"
    except AdapterError:
        return tuple(hits), f"{RETRIEVER}; {name} failed"
    parts = {hit.point_id: s for hit, s in zip(judged, _scaled(scores), strict=True)}
    weight = reranking.weight
    mixed = [
        replace(hit, score=(1 - weight) * hit.score + weight * parts.get(hit.point_id, 0.0))
        for hit in hits
    ]
    ordered = sorted(mixed, key=lambda hit: (-hit.score, hit.point_id))
    return tuple(ordered), f"{RETRIEVER}, {name}"


def _scaled(scores: Sequence[float]) -> list[float]:
    low, high = min(scores, default=0.0), max(scores, default=0.0)
    if high <= low:
        return [1.0] * len(scores)
    return [(score - low) / (high - low) for score in scores]
