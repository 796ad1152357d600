"""Renders searches and filters for the engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import qdrant_edge as edge

from rag.text.calendar import day_number, month_number
from rag.types import Filters, Vector

TIE_MARGIN = 16
"""Extra points asked of a leg, so that ties at the limit are cut by id and not by chance."""
PAYLOAD = ["version_id", "passage"]
READ_BACK = [*PAYLOAD, "terms", "units"]


def dense_request(vector: Vector, chosen: edge.Filter | None, limit: int) -> edge.QueryRequest:
    """The nearest points by cosine, a little more than ``limit``."""
    return edge.QueryRequest(
        limit=limit + TIE_MARGIN,
        query=edge.Query.Nearest(vector.tolist(), using="dense"),
        filter=chosen,
        with_payload=PAYLOAD,
    )


def lexical_request(
    weights: Mapping[int, float], chosen: edge.Filter | None, limit: int
) -> edge.QueryRequest:
    """The best points by BM25, a little more than ``limit``."""
    terms = edge.SparseVector(list(weights), list(weights.values()))
    return edge.QueryRequest(
        limit=limit + TIE_MARGIN,
        query=edge.Query.Nearest(terms, using="lexical"),
        filter=chosen,
        with_payload=PAYLOAD,
        # Without it the engine goes on counting removed points until it rewrites the segment.
        params=edge.SearchParams(idf=edge.IdfParams(corpus=edge.Filter())),
    )


def edge_filter(filters: Filters) -> edge.Filter | None:
    """The engine's filter; None when nothing is asked for."""
    lists = {
        "source": filters.source,
        "language": filters.language,
        "collection": filters.collection,
    }
    must: list[Any] = [
        edge.FieldCondition(key, match=edge.MatchAny(list(values)))
        for key, values in lists.items()
        if values
    ]
    if filters.date_from or filters.date_to:
        must.append(_of_the_time(filters))
    if filters.groups is not None:
        must.append(_visible_to(filters.groups))
    return edge.Filter(must=must) if must else None


def _of_the_time(filters: Filters) -> edge.Filter:
    """Published in the window, or speaking of a day or month in it."""
    days = edge.RangeFloat(
        gte=day_number(filters.date_from) if filters.date_from else None,
        lte=day_number(filters.date_to) if filters.date_to else None,
    )
    months = edge.RangeFloat(
        gte=month_number(filters.date_from) if filters.date_from else None,
        lte=month_number(filters.date_to) if filters.date_to else None,
    )
    fields = {"date": days, "days": days, "months": months}
    return edge.Filter(
        should=[edge.FieldCondition(name, range=window) for name, window in fields.items()]
    )


def _visible_to(groups: tuple[str, ...]) -> edge.Filter:
    public = edge.IsEmptyCondition("groups")
    shared = edge.FieldCondition("groups", match=edge.MatchAny(list(groups)))
    return edge.Filter(should=[public, shared] if groups else [public])
