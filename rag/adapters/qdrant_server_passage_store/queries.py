"""Renders searches and filters for the server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qdrant_client import models

from rag.adapters.qdrant_server_passage_store.points import day_number, sparse_vector
from rag.types import Filters, Vector

TIE_MARGIN = 16
"""Extra points asked of a leg, so that ties at the limit are cut by id and not by chance."""
PAYLOAD = ["version_id", "passage"]


def dense_request(vector: Vector, chosen: models.Filter | None, limit: int) -> models.QueryRequest:
    """The nearest points by cosine, a little more than ``limit``."""
    return models.QueryRequest(
        query=vector.tolist(),
        using="dense",
        filter=chosen,
        limit=limit + TIE_MARGIN,
        with_payload=PAYLOAD,
    )


def lexical_request(
    weights: Mapping[int, float], chosen: models.Filter | None, limit: int
) -> models.QueryRequest:
    """The best points by BM25, a little more than ``limit``."""
    return models.QueryRequest(
        query=sparse_vector(weights),
        using="lexical",
        filter=chosen,
        limit=limit + TIE_MARGIN,
        with_payload=PAYLOAD,
        # Without it the server goes on counting removed points until it rewrites the segment.
        params=models.SearchParams(idf=models.IdfCorpusParams(corpus=models.Filter())),
    )


def server_filter(filters: Filters) -> models.Filter | None:
    """The server's filter; None when nothing is asked for."""
    lists = {
        "source": filters.source,
        "language": filters.language,
        "collection": filters.collection,
    }
    must: list[Any] = [any_of(key, values) for key, values in lists.items() if values]
    if filters.date_from or filters.date_to:
        days = models.Range(
            gte=day_number(filters.date_from) if filters.date_from else None,
            lte=day_number(filters.date_to) if filters.date_to else None,
        )
        must.append(models.FieldCondition(key="date", range=days))
    if filters.groups is not None:
        must.append(_visible_to(filters.groups))
    return models.Filter(must=must) if must else None


def _visible_to(groups: tuple[str, ...]) -> models.Filter:
    public = models.IsEmptyCondition(is_empty=models.PayloadField(key="groups"))
    return models.Filter(should=[public, any_of("groups", groups)] if groups else [public])


def any_of(key: str, values: Sequence[str]) -> models.FieldCondition:
    """The field holds one of the values."""
    return models.FieldCondition(key=key, match=models.MatchAny(any=list(values)))
