"""Renders searches and filters for the server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qdrant_client import models

from rag.adapters.qdrant_server_passage_store.points import sparse_vector
from rag.text.calendar import day_number, month_number
from rag.types import Filters, Vector

TIE_MARGIN = 16
"""Extra points asked of a leg, so that ties at the limit are cut by id and not by chance."""
PAYLOAD = ["version_id", "passage"]
READ_BACK = [*PAYLOAD, "terms", "units"]


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
        must.append(_of_the_time(filters))
    if filters.groups is not None:
        must.append(_visible_to(filters.groups))
    return models.Filter(must=must) if must else None


def _of_the_time(filters: Filters) -> models.Filter:
    """Published in the window, or speaking of a day or month in it."""
    days = models.Range(
        gte=day_number(filters.date_from) if filters.date_from else None,
        lte=day_number(filters.date_to) if filters.date_to else None,
    )
    months = models.Range(
        gte=month_number(filters.date_from) if filters.date_from else None,
        lte=month_number(filters.date_to) if filters.date_to else None,
    )
    fields = {"date": days, "days": days, "months": months}
    return models.Filter(
        should=[models.FieldCondition(key=name, range=window) for name, window in fields.items()]
    )


def _visible_to(groups: tuple[str, ...]) -> models.Filter:
    public = models.IsEmptyCondition(is_empty=models.PayloadField(key="groups"))
    return models.Filter(should=[public, any_of("groups", groups)] if groups else [public])


def any_of(key: str, values: Sequence[str]) -> models.FieldCondition:
    """The field holds one of the values."""
    return models.FieldCondition(key=key, match=models.MatchAny(any=list(values)))
