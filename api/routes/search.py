"""``POST /v1/search``: words in, passages out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body

from api.deps import AskDep
from api.examples import SEARCHES
from api.schemas.search import SearchRequest, SearchResponse
from api.wire import filters_record, wire_search

router = APIRouter(prefix="/v1", tags=["ask"])


@router.post("/search")
def search(
    request: Annotated[SearchRequest, Body(openapi_examples=SEARCHES)], flow: AskDep
) -> SearchResponse:
    """Find passages, best first, with the scores of both legs."""
    return wire_search(flow.search(request.query, filters_record(request.filters), request.limit))
