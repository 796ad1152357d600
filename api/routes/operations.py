"""``/healthz`` and ``/readyz``, for whoever watches the process."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends

from api.deps import find_opened
from api.opening import Opened
from api.schemas.operations import Health, Readiness

router = APIRouter(tags=["operations"])


@router.get("/healthz")
async def health() -> Health:
    """The process is up."""
    return Health()


@router.get("/readyz")
async def readiness(opened: Annotated[Opened, Depends(find_opened)]) -> Readiness:
    """Index and model are loaded; 503 with the reason until then."""
    return Readiness()
