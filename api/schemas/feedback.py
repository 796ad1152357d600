"""The wire of ``POST /v1/feedback``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from api.schemas.wire import Wire


class Feedback(Wire):
    """A person's rating of an answer."""

    answer_id: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    rating: Literal["up", "down"]
    comment: Annotated[str, StringConstraints(max_length=2000)] | None = None
